"""An entry → a block: its marks, set at a size in a width, and how high it is."""

from typing import Final, NamedTuple

from app.paper.entries import Cells, DrawnVial, Entry, Item, Labelled, Section, Sentence, Vials
from app.paper.letters import Run, Weight, lines_of, width_of
from app.paper.marks import BoxMark, LineMark, Mark, TextMark, VialMark, label_middle, moved

LEADING: Final = 1.27
"""The height of a line, in times the size of the text."""
_RISE: Final = 0.97
"""How far below a line's top its letters stand."""
_BETWEEN: Final = 0.18
_LABEL_SHARE: Final = 0.3
_HEADING: Final = 1.02


class Block(NamedTuple):
    """Marks from (0, 0) on, and their height.

    A heading stays with what comes after it, what goes on stays with what is before it.
    """

    marks: tuple[Mark, ...]
    height: float
    is_heading: bool = False
    goes_on: bool = False


def text_block(
    runs: tuple[Run, ...], width: float, size: float, x: float = 0, leading: float = LEADING
) -> Block:
    """The runs on as many lines as they take, from `x` on."""
    lines = lines_of(runs, width - x, size)
    marks = [
        TextMark(x + placed.x, place * leading * size + _RISE * size, placed.run.text, size, weight)
        for place, line in enumerate(lines)
        for placed in line
        for weight in (placed.run.weight,)
    ]
    return Block(tuple(marks), len(lines) * leading * size)


def stacked(blocks: list[Block]) -> Block:
    """The blocks below each other, as one."""
    marks: list[Mark] = []
    y = 0.0
    for block in blocks:
        marks += moved(block.marks, 0, y)
        y += block.height
    return Block(tuple(marks), y)


def section_blocks(section: Section, width: float, size: float, labels: float) -> list[Block]:
    """The section's heading and entries; `labels` is how wide the labels' column is.

    Where a section's own labels are but short words, their column is narrower.
    """
    own = labels_width((section,), width, size)
    labels = own if own < labels / 2 else labels
    return [heading_block(section.heading, width, size)] + [
        entry_block(entry, width, size, labels) for entry in section.entries
    ]


def heading_block(text: str, width: float, size: float) -> Block:
    """A heading below a line of its own."""
    above = 0.55 * size
    block = text_block((Run(text, Weight.BOLD),), width, size * _HEADING)
    marks = moved(block.marks, 0, above + 0.2 * size)
    line = LineMark(0, above, width, above, 0.7)
    return Block((line, *marks), above + 0.2 * size + block.height, is_heading=True)


def entry_block(entry: Entry, width: float, size: float, labels: float) -> Block:
    """Any entry, with a little room below it."""
    block = _entry_block(entry, width, size, labels)
    goes_on = (isinstance(entry, Labelled) and not entry.label) or (
        isinstance(entry, Cells) and not entry.cells[0]
    )
    return Block(block.marks, block.height + _BETWEEN * size, goes_on=goes_on)


def _entry_block(entry: Entry, width: float, size: float, labels: float) -> Block:
    match entry:
        case Labelled():
            return _labelled(entry, width, size, labels)
        case Cells():
            return _cells(entry, width, size)
        case Sentence():
            weight = Weight.STRONG if entry.strong else Weight.REGULAR
            return text_block((Run(entry.text, weight),), width, size)
        case Item():
            return _item(entry, width, size)
        case Vials():
            return _vials(entry.vials, width, size)


def labels_width(sections: tuple[Section, ...], width: float, size: float) -> float:
    """How wide the column of labels has to be: the widest one, but never most of the width."""
    labels = [
        width_of(entry.label, size, Weight.STRONG)
        for section in sections
        for entry in section.entries
        if isinstance(entry, Labelled)
    ]
    return min(max(labels, default=0) + size, width * _LABEL_SHARE)


def _labelled(entry: Labelled, width: float, size: float, labels: float) -> Block:
    weight = Weight.BOLD if entry.strong else Weight.REGULAR
    text = text_block((Run(entry.text, weight),), width, size, labels)
    label = text_block((Run(entry.label, Weight.STRONG),), labels - 0.4 * size, size)
    if not entry.label:
        return text
    return Block((*label.marks, *text.marks), max(label.height, text.height))


def _cells(entry: Cells, width: float, size: float) -> Block:
    weight = Weight.BOLD if entry.strong else Weight.REGULAR
    whole, gap = sum(entry.shares), 0.8 * size
    marks: list[Mark] = []
    x = height = 0.0
    for place, (text, share) in enumerate(zip(entry.cells, entry.shares, strict=True)):
        room = width * share / whole
        inner = room if place == len(entry.cells) - 1 else room - gap
        if text:
            flush = place in entry.right and width_of(text, size, weight) <= inner
            to_right = inner - width_of(text, size, weight) if flush else 0
            block = text_block((Run(text, weight),), inner + 0.01, size)
            marks += moved(block.marks, x + to_right, 0)
            height = max(height, block.height)
        x += room
    return Block(tuple(marks), height)


def _item(entry: Item, width: float, size: float) -> Block:
    """A box, ticked where it is met; what is not asked has a dash. The words say the same."""
    box, top = 0.72 * size, 0.28 * size
    runs = (Run(f"{entry.asked}:", Weight.STRONG), Run(entry.stands))
    text = text_block(runs, width, size, 1.25 * size)
    marks: list[Mark] = []
    if entry.mark == "–":
        marks.append(LineMark(0.1 * size, top + box / 2, box, top + box / 2, 0.8))
    else:
        marks.append(BoxMark(0, top, box, box))
    if entry.mark == "x":
        marks.append(LineMark(0.18 * box, top + 0.5 * box, 0.42 * box, top + 0.8 * box, 1))
        marks.append(LineMark(0.42 * box, top + 0.8 * box, 0.88 * box, top + 0.16 * box, 1))
    return Block((*marks, *text.marks), text.height)


def _vials(vials: tuple[DrawnVial, ...], width: float, size: float) -> Block:
    """The vials side by side, in as many rows as they take, each as wide as its words."""
    texts = [text for vial in vials for text in vial.captions]
    wide = max([width_of(text, size) for text in texts] or [0])
    wide = max([wide, *[width_of(vial.size, size, Weight.BOLD) + size for vial in vials]])
    cell = min(max(wide + size, 5.2 * size), width)
    a_row = max(1, int(width / cell))
    marks: list[Mark] = []
    y = 0.4 * size
    for first in range(0, len(vials), a_row):
        row = vials[first : first + a_row]
        blocks = [_vial(vial, cell, size) for vial in row]
        for place, block in enumerate(blocks):
            marks += moved(block.marks, place * cell, y)
        y += max(block.height for block in blocks) + 0.4 * size
    return Block(tuple(marks), y)


def _vial(vial: DrawnVial, cell: float, size: float) -> Block:
    wide = max(4 * size, width_of(vial.size, size, Weight.BOLD) + 0.6 * size)
    picture = VialMark((cell - wide) / 2, 0, wide, 6 * size, vial.left_share, 1.5 * size)
    middle = label_middle(picture) + 0.36 * size
    marks: list[Mark] = [picture, _centred(vial.size, cell, middle, size, Weight.BOLD)]
    for place, text in enumerate(vial.captions):
        y = picture.height + (place * LEADING + _RISE + 0.2) * size
        marks.append(_centred(text, cell, y, size, Weight.REGULAR))
    return Block(tuple(marks), picture.height + (len(vial.captions) * LEADING + 0.2) * size)


def _centred(text: str, width: float, y: float, size: float, weight: Weight) -> TextMark:
    return TextMark((width - width_of(text, size, weight)) / 2, y, text, size, weight)
