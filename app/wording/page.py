"""Plain text on a page of 80 columns: fields, lists and tables; no figure leaves its unit."""

import re
from collections.abc import Iterable
from textwrap import wrap
from typing import Final, NamedTuple

WIDTH: Final = 80
_LABEL_WIDTH: Final = 18
_GAP: Final = "  "

_GLUED: Final = re.compile(
    r"(?<=\d) (?=(?:mg|mL|kg|lb|units?|vials?|min|minutes|weeks|%|×)(?:\W|$))|(?<=×) "
)
_HELD_BLANK: Final = "\u00a0"


def held(text: str) -> str:
    """The text with blanks that no line ends at between a figure and its unit.

    "500" at the end of one line and "mg" on the next is a known way to misread a dose.
    """
    return _GLUED.sub(_HELD_BLANK, text)


class Field(NamedTuple):
    """A label and what stands beside it, for whoever lays out a page; "" goes on with the last."""

    label: str
    text: str


def fields(entries: Iterable[Field]) -> list[str]:
    """The lines of all of them."""
    return [line for entry in entries for line in field(*entry)]


def field(label: str, text: str) -> list[str]:
    """The label, and beside it the text on as many lines as it takes."""
    return hanging(f"  {label:<{_LABEL_WIDTH - 2}}", text)


def hanging(lead: str, text: str) -> list[str]:
    """`lead` and the text after it; further lines begin below the text."""
    lines = wrap(
        held(text),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
    )
    return [line.replace(_HELD_BLANK, " ") for line in lines] or [lead.rstrip()]


def heading(text: str) -> list[str]:
    """A heading with a blank line above it."""
    return ["", text]


def table(rows: list[list[str]], right: set[int]) -> list[str]:
    """Rows of equally many cells as columns; those of the places in `right` end flush.

    Where a row would be too long, its first cell gets a line of its own.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns]
    if sum(widths) + len(_GAP) * len(widths) <= WIDTH:
        return [_row(cells, widths, right) for cells in rows]
    lines = []
    for first, *others in rows:
        lines += hanging(_GAP, first)
        lines.append(_row(["", *others], [4, *widths[1:]], right))
    return lines


def _row(cells: list[str], widths: list[int], right: set[int]) -> str:
    padded = [
        f"{cell:>{width}}" if place in right else f"{cell:<{width}}"
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return (_GAP + _GAP.join(padded)).rstrip()
