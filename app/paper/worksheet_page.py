"""A worksheet on exactly one page: as large as it fits, never under the smallest size, or not."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from app.paper.blocks import (
    Block,
    Setting,
    heading_block,
    labels_width,
    section_blocks,
    stacked,
    text_block,
)
from app.paper.contents import Contents, Figure, Signed
from app.paper.letters import Run, TooWideError, Weight, load_fonts, widest_part, width_of
from app.paper.marks import BoxMark, LineMark, Mark, TextMark, moved
from app.paper.paper_sheet import PaperRefusedError, PaperSheet, PaperSize
from app.paper.worksheet_contents import worksheet_contents

MARGIN: Final = 18.0
"""Points on each side, 6.4 mm: what a common printer leaves white at most."""
LARGEST: Final = 9.5
_SMALLEST_LOOSE: Final = 7.25
_LARGEST_DENSE: Final = 7.0
SMALLEST: Final = 6.0
"""No letter on the page is smaller; both in points."""
_STEP: Final = 0.25
_WORTH: Final = 1.0
"""How much smaller the text may get so that no section goes on in the second column."""
_GUTTER: Final = 12.0


class WorksheetPage(NamedTuple):
    """The page with everything in its place, and the size that its text got."""

    marks: tuple[Mark, ...]
    size: float


def lay_out_worksheet(
    paper: PaperSheet, paper_size: PaperSize, margin: float = MARGIN
) -> WorksheetPage:
    """The page, its text as large as fits; raises PaperRefusedError where it cannot fit.

    `margin` is wider than usual for a printer that leaves more white.
    """
    load_fonts()
    contents = worksheet_contents(paper)
    first: WorksheetPage | None = None
    for by in _settings():
        if first is not None and first.size - by.size >= _WORTH:
            break
        try:
            page, is_within = _set_by(contents, paper_size, margin, by)
        except TooWideError:
            continue
        if page is not None and not is_within:
            return page
        first = first or page
    if first is not None:
        return first
    raise PaperRefusedError(
        f"The worksheet does not fit on one page in letters of {SMALLEST:g} points, and nothing "
        "is cut: shorten the longest answers and reasons, then print again."
    )


def _settings() -> Iterator[Setting]:
    """What is tried in turn: smaller and smaller, from a certain size on with less room between."""
    for first, last, dense in (
        (LARGEST, _SMALLEST_LOOSE, False),
        (_LARGEST_DENSE, SMALLEST, True),
    ):
        for step in range(int((first - last) / _STEP) + 1):
            yield Setting(first - step * _STEP, dense)


def _set_by(
    contents: Contents, paper_size: PaperSize, margin: float, by: Setting
) -> tuple[WorksheetPage | None, bool]:
    """All of it set that way, and whether a section goes on in the second column.

    None where it is too much for the page.
    """
    page_width, page_height = paper_size.points
    width = page_width - 2 * margin
    head = stacked(_head(contents, width, by))
    foot = stacked(_foot(contents, width, by))
    room = page_height - 2 * margin - head.height - foot.height
    half = (width - _GUTTER) / 2
    blocks, place = _columns(contents, half, by, room)
    if not place:
        return None, False
    is_within = place < len(blocks) and not blocks[place].is_heading
    top = margin + head.height
    marks = moved(head.marks, margin, margin)
    marks += moved(stacked(blocks[:place]).marks, margin, top)
    marks += moved(stacked(blocks[place:]).marks, margin + half + _GUTTER, top)
    marks += moved(foot.marks, margin, page_height - margin - foot.height)
    return WorksheetPage(tuple(marks), by.size), is_within


def _columns(contents: Contents, width: float, by: Setting, room: float) -> tuple[list[Block], int]:
    """The blocks of all sections, and how many of them stand in the first of two columns.

    The second begins with a section where both then have room, else within one, but never between
    a heading and what it is for, or within what belongs together. 0: there is no room.
    """
    labels = labels_width(contents.sections, width, by)
    blocks = [
        block
        for section in contents.sections
        for block in section_blocks(section, width, by, labels)
    ]
    ends = list(accumulate(block.height for block in blocks))
    whole = ends[-1]
    found: list[tuple[bool, float, int]] = []
    for place in range(1, len(blocks) + 1):
        left, right = ends[place - 1], whole - ends[place - 1]
        after = blocks[place] if place < len(blocks) else None
        if left > room or right > room or blocks[place - 1].is_heading:
            continue
        if after is not None and after.goes_on:
            continue
        within = after is not None and not after.is_heading
        found.append((within, abs(left - right), place))
    return blocks, min(found)[2] if found else 0


# --- Above and below the columns ------------------------------------------------------------------


def _head(contents: Contents, width: float, by: Setting) -> list[Block]:
    """Drug and status, encounter, what stops, and the figures that a hand needs first."""
    blocks = [_title(contents, width, by)]
    blocks += [text_block((Run(text),), width, by) for text in contents.below_title]
    blocks += [_boxed(f"STOP: {stop}", width, by) for stop in contents.stops]
    return [*blocks, _figures(contents.figures, width, by)]


def _title(contents: Contents, width: float, by: Setting) -> Block:
    """The drug on the left, in a box on the right whether it is planned or was given."""
    size = by.size
    large, middle = 1.75 * size, 1.25 * size
    status_width = width_of(contents.status, middle, Weight.BOLD) + 1.4 * middle
    runs = (Run(contents.status, Weight.BOLD),)
    status = text_block(runs, status_width, by.of(middle), 0.7 * middle)
    runs = (Run(contents.title, Weight.BOLD),)
    title = text_block(runs, width - status_width - size, by.of(large))
    high = status.height + 0.5 * middle
    box = BoxMark(0, 0, status_width, high, 1.4, dashed=contents.is_planned)
    beside = moved((box, *moved(status.marks, 0, 0.25 * middle)), width - status_width, 1)
    return Block((*title.marks, *beside), max(title.height, high + 1) + 0.3 * size)


def _boxed(text: str, width: float, by: Setting) -> Block:
    """A sentence that nobody overlooks."""
    size = by.size
    inner = text_block((Run(text, Weight.BOLD),), width - 0.6 * size, by, 0.6 * size)
    marks = moved(inner.marks, 0, 0.45 * size)
    high = inner.height + 0.5 * size
    return Block((BoxMark(0, 0.2 * size, width, high, 1.2), *marks), high + 0.4 * size)


def _figures(figures: tuple[Figure, ...], width: float, by: Setting) -> Block:
    """The figures side by side, each with its label above, as wide as they need to be."""
    size = by.size
    large, pad = 1.3 * size, 0.5 * size
    needs = [
        max(width_of(figure.text, large, Weight.BOLD), width_of(figure.label, size)) + 2 * pad
        for figure in figures
    ]
    total = sum(needs)
    marks: list[Mark] = []
    x, high = 0.0, 0.0
    for figure, need in zip(figures, needs, strict=True):
        room = width * need / total
        if widest_part(figure.text, large, Weight.BOLD) + 2 * pad > room + 0.01:
            raise TooWideError
        label = text_block((Run(figure.label),), room - pad, by, pad)
        text = text_block((Run(figure.text, Weight.BOLD),), room - pad, by.of(large), pad)
        marks += moved(label.marks, x, 0.3 * size)
        marks += moved(text.marks, x, 0.3 * size + label.height)
        high = max(high, 0.5 * size + label.height + text.height)
        if x:
            marks.append(LineMark(x, 0, x, 0.01))  # made as high as the highest below
        x += room
    marks = [m._replace(to_y=high) if isinstance(m, LineMark) else m for m in marks]
    box = BoxMark(0, 0, width, high, 1)
    return Block(tuple(moved((box, *marks), 0, 0.5 * size)), high + 1.1 * size)


def _foot(contents: Contents, width: float, by: Setting) -> list[Block]:
    """Who signed, and where the page is kept."""
    size = by.size
    small = by.of(max(SMALLEST, 0.8 * size))
    blocks = [
        heading_block("SIGNATURES, AS RECORDED", width, by),
        _signatures(contents.signed, width, by),
    ]
    if contents.also_signed:
        blocks.append(text_block((Run(contents.also_signed),), width, by))
    blocks.append(Block((LineMark(0, 0.5 * size, width, 0.5 * size, 0.7),), 0.7 * size))
    blocks += [text_block((Run(text),), width, small) for text in contents.footer]
    return blocks


def _signatures(signed: tuple[Signed, ...], width: float, by: Setting) -> Block:
    """A box for each; where nobody signed yet, a line to do it on."""
    size = by.size
    each, pad = width / len(signed), 0.5 * size
    marks: list[Mark] = []
    blocks = []
    for one in signed:
        texts = one.texts or ("not recorded",)
        runs: list[tuple[Run, ...]] = [(Run(f"{one.title}:", Weight.BOLD), Run(texts[0]))]
        runs += [(Run(text),) for text in texts[1:]]
        blocks.append(stacked([text_block(line, each - pad, by, pad) for line in runs]))
    high = max(block.height for block in blocks) + 0.4 * size
    to_sign_on = 2.1 * size if any(not one.texts for one in signed) else 0
    for place, (one, block) in enumerate(zip(signed, blocks, strict=True)):
        marks += moved(block.marks, place * each, 0.15 * size)
        marks.append(BoxMark(place * each, 0, each, high + to_sign_on))
        if not one.texts:
            y = high + to_sign_on - 0.6 * size
            label = "Initials, date, time"
            marks.append(TextMark(place * each + pad, y, label, size))
            x = place * each + 2 * pad + width_of(label, size)
            marks.append(LineMark(x, y, (place + 1) * each - pad, y))
    return Block(tuple(marks), high + to_sign_on)
