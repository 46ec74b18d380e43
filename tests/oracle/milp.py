"""Vial plans by a mixed-integer solver (HiGHS), in two steps each: first one aim, then the other.

HiGHS calculates in binary doubles. It is handed whole numbers only, and what it answers is rounded
to whole vials and checked with integers before it is believed.
"""

from collections.abc import Sequence
from math import gcd
from typing import Any, NamedTuple

import highspy


class Solved(NamedTuple):
    """What a solved plan opens and how many vials it has."""

    opened: int
    vials: int


def least_opened(
    sizes: Sequence[int], limits: Sequence[int | None], dose: int, most_vials: int = 1_000
) -> Solved | None:
    """The least that covers the dose, then the fewest vials that open so much."""
    step, small, target = _in_small_numbers(sizes, dose)
    best: Solved | None = None
    # HiGHS has called a plan optimal that was not (9,382 for 9,381): ask until it finds no better
    while better := _solve(
        small, limits, (target, best and best.opened - 1), (0, most_vials), cost=small
    ):
        best = better
    if best is None:
        return None
    within = (target, best.opened)
    return _scaled(_solve(small, limits, within, (0, best.vials), cost=[1] * len(small)), step)


def opened_at_once(
    sizes: Sequence[int], limits: Sequence[int | None], dose: int, most_vials: int = 1_000
) -> Solved | None:
    """What one solve for the least opened answers, believed as it is: for the benchmark."""
    step, small, target = _in_small_numbers(sizes, dose)
    return _scaled(_solve(small, limits, (target, None), (0, most_vials), cost=small), step)


def fewest_vials(
    sizes: Sequence[int], limits: Sequence[int | None], dose: int, most_vials: int = 1_000
) -> Solved | None:
    """The fewest vials that cover the dose, then the least that so many open."""
    step, small, target = _in_small_numbers(sizes, dose)
    first = _solve(small, limits, (target, None), (0, most_vials), cost=[1] * len(small))
    if first is None:
        return None
    best = first
    while better := _solve(small, limits, (target, best.opened - 1), (0, first.vials), cost=small):
        best = better
    return _scaled(best, step)


def _in_small_numbers(sizes: Sequence[int], dose: int) -> tuple[int, list[int], int]:
    """Sizes and dose in the largest step that divides all sizes: doubles like small numbers."""
    step = gcd(*sizes)
    return step, [size // step for size in sizes], -(-dose // step)


def _scaled(found: Solved | None, step: int) -> Solved | None:
    return found and Solved(found.opened * step, found.vials)


def _solve(
    sizes: Sequence[int],
    limits: Sequence[int | None],
    opened: tuple[int, int | None],
    vials: tuple[int, int],
    cost: Sequence[int],
) -> Solved | None:
    """The cheapest whole counts with what they open and how many they are within bounds."""
    least, most = opened
    if most is not None and most < least:
        return None
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    for limit, size in zip(limits, sizes, strict=True):
        alone = -(-least // size)
        solver.addVar(0, alone if limit is None else min(limit, alone))
    columns = list(range(len(sizes)))
    for column in columns:
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        solver.changeColCost(column, cost[column])
    solver.addRow(
        least, highspy.kHighsInf if most is None else most, len(sizes), columns, list(sizes)
    )
    solver.addRow(*vials, len(sizes), columns, [1] * len(sizes))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    counts = [round(value) for value in solver.getSolution().col_value]
    return _checked(sizes, limits, opened, vials, counts)


def _checked(
    sizes: Sequence[int],
    limits: Sequence[int | None],
    opened: tuple[int, int | None],
    vials: tuple[int, int],
    counts: Sequence[int],
) -> Solved:
    """The solver's counts, once they hold in whole numbers; an oracle that errs must say so."""
    total = sum(size * count for size, count in zip(sizes, counts, strict=True))
    least, most = opened
    holds = (
        least <= total
        and (most is None or total <= most)
        and vials[0] <= sum(counts) <= vials[1]
        and all(count >= 0 for count in counts)
        and all(
            limit is None or count <= limit for limit, count in zip(limits, counts, strict=True)
        )
    )
    if not holds:
        raise ArithmeticError(f"HiGHS answered {counts} of {list(sizes)} for {opened}, {vials}")
    return Solved(total, sum(counts))
