"""A part → a block: its marks, set at a size in a width, and how high it is."""

from itertools import groupby
from typing import Final, NamedTuple

from app.paper.contents import (
    Below,
    DrawnVial,
    Item,
    Labelled,
    Part,
    Row,
    Section,
    Sentence,
    Table,
    Vials,
)
from app.paper.letters import HELD_BLANK, Run, TooWideError, Weight, lines_of, widest_part, width_of
from app.paper.marks import BoxMark, LineMark, Mark, TextMark, VialMark, label_middle, moved

_RISE: Final = 0.97
"""How far below a line's top its letters stand."""
_LABEL_SHARE: Final = 0.3
_SHORT_SHARE: Final = 0.45
_SHORT_ROW: Final = 2
_BELOW_SHARE: Final = 0.15


class Setting(NamedTuple):
    """How large the text is, in points; `dense` is for a page that has much to hold."""

    size: float
    dense: bool = False

    @property
    def leading(self) -> float:
        """The height of a line, in points."""
        return (1.12 if self.dense else 1.27) * self.size

    @property
    def between(self) -> float:
        """The room below a part."""
        return (0.06 if self.dense else 0.18) * self.size

    def of(self, size: float) -> "Setting":
        """The same with text of another size."""
        return Setting(size, self.dense)


class Block(NamedTuple):
    """Marks from (0, 0) on, and their height.

    A heading stays with what comes after it, what goes on stays with what is before it.
    """

    marks: tuple[Mark, ...]
    height: float
    is_heading: bool = False
    goes_on: bool = False


def text_block(runs: tuple[Run, ...], width: float, by: Setting, x: float = 0) -> Block:
    """The runs on as many lines as they take, from `x` on."""
    lines = lines_of(runs, width - x, by.size)
    first = (by.leading - by.size) / 2 + _RISE * by.size - 0.1 * by.size
    marks = [
        TextMark(x + at, first + place * by.leading, run.text, by.size, run.weight)
        for place, line in enumerate(lines)
        for at, run in line
    ]
    return Block(tuple(marks), len(lines) * by.leading)


def stacked(blocks: list[Block]) -> Block:
    """The blocks below each other, as one."""
    marks: list[Mark] = []
    y = 0.0
    for block in blocks:
        marks += moved(block.marks, 0, y)
        y += block.height
    return Block(tuple(marks), y)


def section_blocks(section: Section, width: float, by: Setting, labels: float) -> list[Block]:
    """The section's heading and parts; `labels` is how wide the labels' column is.

    Where a section's own labels are but short words, their column is narrower.
    """
    own = labels_width((section,), width, by)
    labels = own if own < labels / 2 else labels
    blocks = [heading_block(section.heading, width, by)]
    short = groupby(section.parts, key=lambda part: _is_short(part, width, by))
    for are_short, parts in short:
        if are_short:
            block = text_block(_in_a_row(list(parts)), width, by)
            blocks.append(Block(block.marks, block.height + by.between))
            continue
        for part in parts:
            if isinstance(part, Table):
                blocks += _table_blocks(part, width, by)
            else:
                blocks.append(part_block(part, width, by, labels))
    return blocks


def _in_a_row(parts: list[Part]) -> tuple[Run, ...]:
    """Several labels, each with its text, one after the other."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, Labelled):
            runs += [Run("·"), *_runs(part)] if runs else _runs(part)
    return tuple(runs)


def _is_short(part: Part, width: float, by: Setting) -> bool:
    """Whether it shares a line with others: on a dense page, where it has little to say."""
    if not (by.dense and isinstance(part, Labelled) and part.label):
        return False
    long = sum(width_of(run.text, by.size, run.weight) for run in _runs(part))
    return long < width * _SHORT_SHARE


def _runs(part: Labelled) -> tuple[Run, Run]:
    """Label and text, one after the other."""
    label = f"{part.label}:" if part.label else ""
    return (
        Run(label, Weight.STRONG),
        Run(part.text, _weight(part)),
    )


def heading_block(text: str, width: float, by: Setting) -> Block:
    """A heading below a line of its own."""
    above = (0.3 if by.dense else 0.55) * by.size
    block = text_block((Run(text, Weight.BOLD),), width, by)
    line = LineMark(0, above, width, above, 0.7)
    above += 0.1 * by.size
    return Block((line, *moved(block.marks, 0, above)), above + block.height, is_heading=True)


def part_block(part: Part, width: float, by: Setting, labels: float) -> Block:
    """Any part, with a little room below it."""
    block = _part_block(part, width, by, labels)
    goes_on = isinstance(part, Labelled) and not part.label
    return Block(block.marks, block.height + by.between, goes_on=goes_on)


def _part_block(part: Part, width: float, by: Setting, labels: float) -> Block:
    match part:
        case Labelled():
            return _labelled(part, width, by, labels)
        case Table():
            return stacked(_table_blocks(part, width, by))
        case Sentence():
            weight = Weight.STRONG if part.strong else Weight.REGULAR
            return text_block((Run(part.text, weight),), width, by)
        case Item():
            return _item(part, width, by)
        case Vials():
            return _vials(part.vials, width, by)


def labels_width(sections: tuple[Section, ...], width: float, by: Setting) -> float:
    """How wide the column of labels has to be: the widest one, but never most of the width."""
    labels = [
        width_of(part.label, by.size, Weight.STRONG)
        for section in sections
        for part in section.parts
        if isinstance(part, Labelled)
    ]
    return min(max(labels, default=0) + by.size, width * _LABEL_SHARE)


def _labelled(part: Labelled, width: float, by: Setting, labels: float) -> Block:
    """The label beside its text; on a dense page the text begins right after it."""
    if by.dense:
        return text_block(_runs(part), width, by, 0 if part.label else by.size)
    text = text_block((Run(part.text, _weight(part)),), width, by, labels)
    if not part.label:
        return text
    beside = text_block((Run(part.label, Weight.STRONG),), labels - 0.4 * by.size, by)
    return Block((*beside.marks, *text.marks), max(beside.height, text.height))


def _table_blocks(table: Table, width: float, by: Setting) -> list[Block]:
    """A block for each row with what is below it; columns as wide as what may not be broken.

    On a dense page rows of but two cells follow one another.
    """
    if by.dense and len(table.shares) == _SHORT_ROW:
        rows = [" ".join(row.cells).strip().replace(" ", HELD_BLANK) for row in table.rows]
        block = text_block((Run(" · ".join(rows)),), width, by)
        return [Block(block.marks, block.height + by.between)]
    gap = 0.8 * by.size
    whole = sum(table.shares)
    widths = [
        max(
            width * share / whole,
            *[widest_part(row.cells[at], by.size, _weight(row)) + gap for row in table.rows],
        )
        for at, share in enumerate(table.shares)
    ]
    last = max(widest_part(row.cells[-1], by.size, _weight(row)) for row in table.rows)
    widths[-1] = width - sum(widths[:-1])
    if widths[-1] < last:
        raise TooWideError
    blocks: list[Block] = []
    for row in table.rows:
        block = _row(row, widths, table.right, by)
        if row.below is not None:
            block = stacked([block, _below(row.below, width, by)])
        blocks.append(Block(block.marks, block.height + by.between, goes_on=bool(blocks)))
    return blocks


def _weight(part: Row | Labelled) -> Weight:
    return Weight.BOLD if part.strong else Weight.REGULAR


def _row(row: Row, widths: list[float], right: tuple[int, ...], by: Setting) -> Block:
    marks: list[Mark] = []
    x = height = 0.0
    for at, (text, room) in enumerate(zip(row.cells, widths, strict=True)):
        inner = room if at == len(widths) - 1 else room - 0.8 * by.size
        if text:
            spare = inner - width_of(text, by.size, _weight(row))
            block = text_block((Run(text, _weight(row)),), inner + 0.01, by)
            marks += moved(block.marks, x + (max(spare, 0) if at in right else 0), 0)
            height = max(height, block.height)
        x += room
    return Block(tuple(marks), height)


def _below(below: Below, width: float, by: Setting) -> Block:
    x = width * _BELOW_SHARE
    mark = Run(below.mark, Weight.STRONG)
    if by.dense:
        return text_block((Run("; ".join(below.texts)), mark), width, by, x)
    lines = [(Run(text),) for text in below.texts] + ([(mark,)] if below.mark else [])
    return stacked([text_block(line, width, by, x) for line in lines])


def _item(part: Item, width: float, by: Setting) -> Block:
    """A box, ticked where it is met; what is not asked has a dash. The words say the same."""
    size = by.size
    box, top = 0.72 * size, (by.leading - 0.72 * size) / 2
    runs = (Run(f"{part.asked}:", Weight.STRONG), Run(part.stands))
    text = text_block(runs, width, by, 1.25 * size)
    marks: list[Mark] = []
    if part.mark == "–":
        marks.append(LineMark(0.1 * size, top + box / 2, box, top + box / 2, 0.8))
    else:
        marks.append(BoxMark(0, top, box, box))
    if part.mark == "x":
        marks.append(LineMark(0.18 * box, top + 0.5 * box, 0.42 * box, top + 0.8 * box, 1))
        marks.append(LineMark(0.42 * box, top + 0.8 * box, 0.88 * box, top + 0.16 * box, 1))
    return Block((*marks, *text.marks), text.height)


def _vials(vials: tuple[DrawnVial, ...], width: float, by: Setting) -> Block:
    """The vials side by side, in as many rows as they take, each as wide as its words."""
    size = by.size
    texts = [text for vial in vials for text in vial.captions]
    wide = max([width_of(text, size) for text in texts] or [0])
    wide = max([wide, *[width_of(vial.size, size, Weight.BOLD) + 0.8 * size for vial in vials]])
    cell = min(wide + (0.5 if by.dense else 1) * size, width)
    a_row = max(1, int(width / cell))
    marks: list[Mark] = []
    y = 0.4 * size
    for first in range(0, len(vials), a_row):
        row = vials[first : first + a_row]
        blocks = [_vial(vial, cell, by) for vial in row]
        for place, block in enumerate(blocks):
            marks += moved(block.marks, place * cell, y)
        y += max(block.height for block in blocks) + 0.4 * size
    return Block(tuple(marks), y)


def _vial(vial: DrawnVial, cell: float, by: Setting) -> Block:
    size = by.size
    wide = width_of(vial.size, size, Weight.BOLD) + 0.8 * size
    high = (4.8 if by.dense else 6) * size
    picture = VialMark((cell - wide) / 2, 0, wide, high, vial.left_share, 1.5 * size)
    middle = label_middle(picture) + 0.36 * size
    marks: list[Mark] = [picture, _centred(vial.size, cell, middle, size, Weight.BOLD)]
    for place, text in enumerate(vial.captions):
        y = picture.height + place * by.leading + (_RISE + 0.2) * size
        marks.append(_centred(text, cell, y, size, Weight.REGULAR))
    return Block(tuple(marks), picture.height + len(vial.captions) * by.leading + 0.2 * size)


def _centred(text: str, width: float, y: float, size: float, weight: Weight) -> TextMark:
    return TextMark((width - width_of(text, size, weight)) / 2, y, text, size, weight)
