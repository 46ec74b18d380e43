"""Which named colours meet in a picture that is drawn with a colour of its own for each name."""

import random
from collections import Counter
from itertools import groupby
from typing import Final, cast

from PySide6.QtGui import QImage

_APART: Final = 60
"""So far are two colours of the probe apart, so that a blend of two is no third."""
_MOST_BLENDED: Final = 2
"""Between two colours an edge that is drawn smooth has so many pixels that are neither."""


def probe_colours(names: list[str]) -> dict[str, str]:
    """A colour for each name, all far from each other."""
    chance = random.Random(20417)  # noqa: S311 the same colours in each run, no secret
    found: list[tuple[int, int, int]] = []
    while len(found) < len(names):
        one = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        if all(sum(abs(a - b) for a, b in zip(one, two, strict=True)) > _APART for two in found):
            found.append(one)
    return {
        name: f"#{red:02X}{green:02X}{blue:02X}"
        for name, (red, green, blue) in zip(names, found, strict=True)
    }


def pairs_in(picture: QImage, probe: dict[str, str]) -> Counter[frozenset[str]]:
    """Every two names whose colours stand beside or above each other, and how often."""
    names = {int(colour[1:], 16) | 0xFF000000: name for name, colour in probe.items()}
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    pixels = cast("memoryview", image.constBits()).cast("I").tolist()
    lines = [pixels[y * width : (y + 1) * width] for y in range(height)]
    lines += [pixels[x::width] for x in range(width)]
    found: Counter[frozenset[str]] = Counter()
    for line, times in Counter(map(tuple, lines)).items():
        for pair, count in _in_line(line, names).items():
            found[pair] += count * times
    return found


def _in_line(line: tuple[int, ...], names: dict[int, str]) -> Counter[frozenset[str]]:
    found: Counter[frozenset[str]] = Counter()
    before, blended = "", 0
    for colour, run in groupby(line):
        name = names.get(colour, "")
        if not name:
            blended += sum(1 for _ in run)
            continue
        if before and before != name and blended <= _MOST_BLENDED:
            found[frozenset((before, name))] += 1
        before, blended = name, 0
    return found
