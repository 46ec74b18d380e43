"""Random shelves of several kinds, drawn from a seed: for the oracles and for the benchmark."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from random import Random
from typing import Final

from tests.strategies import MARKETED_MG

STEPS_A_MG: Final = 1_000

KINDS: Final = ("marketed", "whole", "tenths", "near-equal tenths", "small", "thousandths")
_MARKETED: Final = [int(Decimal(mg) * STEPS_A_MG) for mg in (*MARKETED_MG, "840", "1200")]


@dataclass(frozen=True)
class Shelf:
    """Sizes in thousandths of a mg, larger first, how many of each, and the dose."""

    sizes: tuple[int, ...]
    limits: tuple[int | None, ...]
    dose: int


def draw_shelf(kind: str, sizes: int, random: Random) -> Shelf:
    """A shelf of `sizes` sizes; half of the counts limited; a dose up to 10,000 mg."""
    contents = tuple(sorted(random.sample(_pool(kind, random), sizes), reverse=True))
    dose = random.randint(1, min(10_000_000, 900 * contents[-1]))
    if kind != "thousandths" and random.random() < 0.7:
        dose = max(1_000, dose // 1_000 * 1_000)
    limits = tuple(
        None if random.random() < 0.5 else random.randint(0, 2 * ceil(dose / size / sizes) + 1)
        for size in contents
    )
    return Shelf(contents, limits, dose)


def _pool(kind: str, random: Random) -> list[int] | range:
    """The contents that a kind draws from, in thousandths of a mg."""
    match kind:
        case "marketed":
            return _MARKETED
        case "whole":
            return range(20_000, 1_001_000, 1_000)
        case "tenths":
            return range(20_000, 800_000, 100)
        case "near-equal tenths":
            base = random.randint(500, 4_000) * 100
            return range(base, base + 2_500, 100)
        case "small":
            return range(10_000, 45_000, 500)
        case "thousandths":
            return range(200_000, 2_000_000)
        case _:
            raise ValueError(kind)
