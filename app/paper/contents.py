"""What a page is made of before it has a place: headings and the parts below them, as text."""

from typing import NamedTuple


class Labelled(NamedTuple):
    """A label with its text beside it; "" goes on with the one above."""

    label: str
    text: str
    strong: bool = False


class Below(NamedTuple):
    """What stands below the first cell of a row: a line each, or on one where room is short."""

    texts: tuple[str, ...]
    mark: str


class Row(NamedTuple):
    """Cells side by side."""

    cells: tuple[str, ...]
    strong: bool = False
    below: Below | None = None


class Table(NamedTuple):
    """Rows of as many cells as there are shares of the width; those in `right` end flush."""

    rows: tuple[Row, ...]
    shares: tuple[int, ...]
    right: tuple[int, ...] = ()


class Sentence(NamedTuple):
    """A text of its own."""

    text: str
    strong: bool = False


class Item(NamedTuple):
    """An item of the checklist: its mark, what is asked, and where it stands with its answer."""

    mark: str
    asked: str
    stands: str


class DrawnVial(NamedTuple):
    """One vial, or several alike: its size, the part that is left in it, the lines below it."""

    size: str
    left_share: float
    captions: tuple[str, ...]


class Vials(NamedTuple):
    """The vials in a picture."""

    vials: tuple[DrawnVial, ...]


Part = Labelled | Table | Sentence | Item | Vials


class Section(NamedTuple):
    """A heading and what stands below it."""

    heading: str
    parts: tuple[Part, ...]


class Figure(NamedTuple):
    """One of the few figures that a hand needs first."""

    label: str
    text: str


class Signed(NamedTuple):
    """Who signed for what; nobody yet: a line to sign on."""

    title: str
    texts: tuple[str, ...]


class Contents(NamedTuple):
    """All of a worksheet's page, in reading order."""

    title: str
    status: str
    is_planned: bool
    below_title: tuple[str, ...]
    stops: tuple[str, ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    signed: tuple[Signed, ...]
    also_signed: str
    footer: tuple[str, ...]
