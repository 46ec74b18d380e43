"""The font of the paper and how wide its letters are; text on lines that do not cut a figure."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout

from app.paper.paper_sheet import PaperRefusedError
from app.reference.resources import RESOURCES
from app.wording.page import held

FAMILY: Final = "Vialwise Sans"
_MEASURED_AT: Final = 1_000
HELD_BLANK: Final = "\u00a0"
"""A blank that no line ends at; on the paper it is an ordinary one, to be searched for."""
_FIGURE: Final = re.compile(r"[0-9.,]{1,16}")


class TooWideError(Exception):
    """Something that may not be broken is wider than its place at this size."""


class Weight(IntEnum):
    """How heavy letters are."""

    REGULAR = QFont.Weight.Normal.value
    STRONG = QFont.Weight.DemiBold.value
    BOLD = QFont.Weight.Bold.value


class Run(NamedTuple):
    """Text of one weight."""

    text: str
    weight: Weight = Weight.REGULAR


class Placed(NamedTuple):
    """A run on a line, so far from the line's left end."""

    x: float
    run: Run


Line = tuple[Placed, ...]


def load_fonts() -> None:
    """Make the program's own font known, unless the window did; raises PaperRefusedError."""
    if QFontDatabase.hasFamily(FAMILY):
        return
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    if not QFontDatabase.hasFamily(FAMILY):
        raise PaperRefusedError("The program’s font could not be loaded: install it anew.")


@cache
def font_of(weight: Weight) -> QFont:
    """The font in that weight, its places not rounded to those of a screen."""
    font = QFont(FAMILY)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _metrics(weight: Weight) -> QFontMetricsF:
    font = QFont(font_of(weight))
    font.setPixelSize(_MEASURED_AT)
    return QFontMetricsF(font)


@lru_cache(maxsize=20_000)  # what was typed is not held for ever
def _unit_width(text: str, weight: Weight) -> float:
    return _metrics(weight).horizontalAdvance(text) / _MEASURED_AT


def width_of(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """How wide a text is at that size; both in points."""
    return _unit_width(text, weight) * size


def printable(text: str) -> str:
    """The text with each letter that no font here can draw written out: "<U+1F489>"."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if _can_draw(letter) else f"<U+{ord(letter):04X}>" for letter in text)


@cache
def _can_draw(letter: str) -> bool:
    if not letter.isprintable():
        return letter == HELD_BLANK
    if _metrics(Weight.REGULAR).inFontUcs4(ord(letter)):
        return True
    layout = QTextLayout(letter, font_of(Weight.REGULAR))  # with the system's other fonts
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    return bool(glyphs) and all(glyphs)


def lines_of(runs: tuple[Run, ...], width: float, size: float) -> list[Line]:
    """The runs on lines of at most that width; no line ends between a figure and its unit.

    A word that is longer than a line goes on in the next; a figure never does: TooWideError.
    """
    lines: list[list[Run]] = [[]]
    x = 0.0
    for run in runs:
        for word in _words(run, width, size):
            for place, piece in enumerate(_pieces(word, run.weight, width, size)):
                lead = " " if lines[-1] and not place else ""
                wide = width_of(lead + piece, size, run.weight)
                if lines[-1] and x + wide > width:
                    lines.append([])
                    x, lead = 0.0, ""
                    wide = width_of(piece, size, run.weight)
                lines[-1].append(Run(lead + piece, run.weight))
                x += wide
    return [_placed(line, size) for line in lines if line] or [()]


def _words(run: Run, width: float, size: float) -> Iterator[str]:
    """What no line may end within; a figure and its unit apart only where no line holds both."""
    for word in held(printable(run.text)).split(" "):
        if HELD_BLANK in word and width_of(word, size, run.weight) > width:
            yield from word.split(HELD_BLANK)
        else:
            yield word


def widest_part(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """How wide the widest part is that no line may end within: a word, a figure with its unit."""
    return max(width_of(part, size, weight) for part in held(printable(text)).split(" "))


def _pieces(word: str, weight: Weight, width: float, size: float) -> list[str]:
    """The word, or as many pieces as it takes where it is longer than a line."""
    if width_of(word, size, weight) <= width:
        return [word] if word else []
    if _FIGURE.fullmatch(word):
        raise TooWideError
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, weight) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _placed(line: list[Run], size: float) -> Line:
    """The line with those of one weight as one run, so that they are found as one text."""
    placed: list[Placed] = []
    x = 0.0
    for weight, runs in groupby(line, key=lambda run: run.weight):
        text = "".join(run.text for run in runs)
        placed.append(Placed(x, Run(text.replace(HELD_BLANK, " "), weight)))
        x += width_of(text, size, weight)
    return tuple(placed)
