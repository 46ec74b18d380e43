"""Read a PDF back with another program's eyes: pdfium, letter by letter with its place."""

from collections import defaultdict
from typing import NamedTuple

import pypdfium2


class Letter(NamedTuple):
    """A letter and the box of its ink in points, from the lower left corner of the page."""

    letter: str
    left: float
    bottom: float
    right: float
    top: float


class ReadPage(NamedTuple):
    """What is on the only page of a PDF."""

    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]


def read_page(pdf: bytes) -> ReadPage:
    """The page of a PDF that has to have exactly one."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    page = document[0]
    width, height = page.get_size()
    text_page = page.get_textpage()
    letters = []
    for place in range(text_page.count_chars()):
        letter = text_page.get_text_range(place, 1)
        box = text_page.get_charbox(place)
        if letter.strip() and box[2] > box[0]:
            letters.append(Letter(letter, *box))
    text = text_page.get_text_range()
    document.close()
    return ReadPage(width, height, one_line(text), tuple(letters))


def one_line(text: str) -> str:
    """The text with every line end and row of blanks as one blank."""
    return " ".join(text.split())


def outside(page: ReadPage, margin: float) -> list[Letter]:
    """The letters that reach into the margin."""
    return [
        letter
        for letter in page.letters
        if letter.left < margin
        or letter.bottom < margin
        or letter.right > page.width - margin
        or letter.top > page.height - margin
    ]


def overlapping(page: ReadPage) -> list[tuple[Letter, Letter]]:
    """The letters whose ink lies on another's by more than a third of the smaller one."""
    near: dict[tuple[int, int], list[Letter]] = defaultdict(list)
    found = []
    for letter in page.letters:
        cells = {
            (column, row)
            for column in range(int(letter.left // 8), int(letter.right // 8) + 1)
            for row in range(int(letter.bottom // 8), int(letter.top // 8) + 1)
        }
        others = {other for cell in cells for other in near[cell]}
        found += [(letter, other) for other in others if _cover(letter, other)]
        for cell in cells:
            near[cell].append(letter)
    return found


def _cover(one: Letter, other: Letter) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    if wide <= 0 or high <= 0:
        return False
    return wide * high > min(_area(one), _area(other)) / 3


def _area(letter: Letter) -> float:
    return (letter.right - letter.left) * (letter.top - letter.bottom)
