"""Vial plans by trying them all, on whole numbers.

`every_plan` writes each combination down: slow, and too plain to be wrong. `least_vials` keeps one
number for each amount that can be opened, which goes far enough for doses of thousands of mg.
Sizes and amounts are whole multiples of one step; a limit of None is not limited.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple


class Plan(NamedTuple):
    """What a combination opens, how many vials it has, and how many of each size."""

    opened: int
    vials: int
    counts: tuple[int, ...]


def every_plan(
    sizes: Sequence[int], limits: Sequence[int | None], dose: int, most_vials: int = 1_000
) -> Iterator[Plan]:
    """Every combination that covers the dose, none with a size more often than it needs alone."""
    ranges = []
    for size, limit in zip(sizes, limits, strict=True):
        alone = (dose + size - 1) // size
        ranges.append(range((alone if limit is None else min(limit, alone)) + 1))
    for counts in product(*ranges):
        opened = sum(size * count for size, count in zip(sizes, counts, strict=True))
        if opened >= dose and sum(counts) <= most_vials:
            yield Plan(opened, sum(counts), counts)


def undominated(plans: Sequence[Plan]) -> list[Plan]:
    """The plans that no other equals or beats in both; of equal ones that with larger vials."""
    front: list[Plan] = []
    in_order = sorted(plans, key=lambda p: (p.opened, p.vials, tuple(-count for count in p.counts)))
    for plan in in_order:
        if not front or plan.vials < front[-1].vials:
            front.append(plan)
    return front


def least_vials(
    sizes: Sequence[int], limits: Sequence[int | None], below: int, most_vials: int = 1_000
) -> dict[int, int]:
    """For every amount under `below` that can be opened, the fewest vials that open just that."""
    fewest = {0: 0}
    for size, limit in zip(sizes, limits, strict=True):
        grown: dict[int, int] = {}
        for amount, vials in fewest.items():
            count = 0
            while (
                amount + count * size < below
                and vials + count <= most_vials
                and (limit is None or count <= limit)
            ):
                opened = amount + count * size
                if grown.get(opened, most_vials + 1) > vials + count:
                    grown[opened] = vials + count
                count += 1
        fewest = grown
    return fewest


def front(
    sizes: Sequence[int], limits: Sequence[int | None], dose: int, most_vials: int = 1_000
) -> list[tuple[int, int]]:
    """(opened, vials) of every plan that no other equals or beats in both, least opened first.

    A plan with a vial to spare is beaten, so none opens as much as the dose and the largest size.
    """
    fewest = least_vials(sizes, limits, dose + max(sizes, default=0), most_vials)
    kept: list[tuple[int, int]] = []
    for opened in sorted(amount for amount in fewest if amount >= dose):
        if not kept or fewest[opened] < kept[-1][1]:
            kept.append((opened, fewest[opened]))
    return kept
