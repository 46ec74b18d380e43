"""The search alone: beside every combination written down, and where trying all would never end."""

import sys
from itertools import product
from types import FrameType

import pytest

from app.core import search
from app.core.search import Way, best_ways, fewest_to_cover
from tests.oracle.enumeration import every_plan, front, undominated


def every_way(
    sizes: tuple[int, ...], on_hand: tuple[int | None, ...], target: int, most_vials: int
) -> list[Way]:
    """The same by trying all."""
    plans = undominated(list(every_plan(sizes, on_hand, target, most_vials)))
    return [Way(plan.counts, plan.opened, plan.vials) for plan in plans]


@pytest.mark.parametrize(
    ("sizes", "counts", "targets"),
    [
        ((4,), (None, 0, 1, 2, 3), range(1, 14)),
        ((5, 3), (None, 0, 1, 2, 3), range(1, 20)),
        ((4, 2), (None, 0, 1, 3), range(1, 16)),  # many that open the same
        ((7, 5, 3), (None, 0, 1, 3), range(1, 18)),
        ((6, 4, 2), (None, 0, 2), range(1, 18)),
        ((9, 8, 7, 5), (None, 0, 2), range(1, 28)),
        ((6, 5, 4, 3), (None, 1), range(1, 19)),
    ],
)
def test_every_small_shelf_has_the_ways_that_trying_all_finds(
    sizes: tuple[int, ...], counts: tuple[int | None, ...], targets: range
) -> None:
    for on_hand in product(counts, repeat=len(sizes)):
        for target in targets:
            for most in (3, 1_000):
                found = best_ways(sizes, on_hand, target, most)
                assert found == every_way(sizes, on_hand, target, most), (on_hand, target, most)


@pytest.mark.parametrize("most", [1, 2, 5, 6, 7])
def test_no_way_has_more_vials_than_are_taken(most: int) -> None:
    """11 of 5, 3 and 2: 5 + 3 + 3 is exact with three, and no two cover it."""
    assert best_ways((5, 3, 2), (None, None, None), 11, most) == every_way(
        (5, 3, 2), (None, None, None), 11, most
    )
    assert bool(best_ways((2,), (None,), 12, most)) == (most >= 6)


def test_ways_come_by_what_they_open() -> None:
    """724 of 500 and 120: 740 with three vials, 1,000 with two."""
    assert best_ways((500, 120), (None, None), 724, 1_000) == [
        Way((1, 2), 740, 3),
        Way((2, 0), 1_000, 2),
    ]


@pytest.mark.parametrize(
    ("on_hand", "rest", "fewest"),
    [
        ((None, None), 0, 0),
        ((None, None), 1, 1),
        ((None, None), 500, 1),
        ((None, None), 501, 2),
        ((1, None), 620, 2),
        ((1, None), 621, 3),
        ((1, 1), 620, 2),
        ((1, 1), 621, None),
        ((0, 2), 240, 2),
        ((0, 2), 241, None),
        ((2, 0), 1_000, 2),
    ],
)
def test_the_fewest_vials_are_the_largest_first(
    on_hand: tuple[int | None, ...], rest: int, fewest: int | None
) -> None:
    assert fewest_to_cover((500, 120), on_hand, rest) == fewest


TENTHS = (1_007, 1_006, 1_005, 1_004, 1_003, 1_002)
"""100.7 to 100.2 mg: a dose of 10,000 mg has some 100 million combinations."""


@pytest.mark.parametrize("target", [99_501, 99_800, 100_000, 100_210])
@pytest.mark.parametrize("limit", [None, 30])
def test_six_near_equal_sizes_are_searched_at_once(target: int, limit: int | None) -> None:
    """The oracle keeps one number for each amount, and knows nothing of branches."""
    on_hand = (limit,) * 6
    found = best_ways(TENTHS, on_hand, target, 1_000)
    assert [(way.opened, way.vials) for way in found] == front(TENTHS, on_hand, target)
    for way in found:
        assert way.opened == sum(n * mg for n, mg in zip(way.counts, TENTHS, strict=True))
        assert way.vials == sum(way.counts)


@pytest.mark.parametrize("target", [3_000, 3_001, 3_499])
def test_six_sizes_far_apart_are_searched_at_once(target: int) -> None:
    sizes = (997, 463, 211, 89, 37, 11)
    for on_hand in ((None,) * 6, (1, 2, 3, 4, 5, 6), (0, 0, 9, 9, 9, 9)):
        found = best_ways(sizes, on_hand, target, 1_000)
        assert [(way.opened, way.vials) for way in found] == front(sizes, on_hand, target)


FAR_APART = (997, 463, 211, 89, 37, 11)


def steps(sizes: tuple[int, ...], on_hand: tuple[int | None, ...], target: int) -> int:
    """How many branches are entered and rests looked at: a slow machine has no more of them."""
    counted = {search._Search.descend.__code__, search.fewest_to_cover.__code__}
    taken = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal taken
        taken += event == "call" and frame.f_code in counted

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        best_ways(sizes, on_hand, target, 1_000)
    finally:
        sys.setprofile(before)
    return taken


@pytest.mark.parametrize(
    ("sizes", "on_hand", "target", "most"),
    [
        # near equal: some 100 million combinations, and millions of branches without the bounds
        (TENTHS, (None,) * 6, 99_800, 150_000),
        (TENTHS, (30,) * 6, 100_000, 30_000),
        (FAR_APART, (1, 2, 3, 4, 5, 6), 3_001, 100),
        (FAR_APART, (0, 0, 9, 9, 9, 9), 3_000, 100),
        (FAR_APART, (None,) * 6, 3_000, 500),
        # an exact way with the fewest vials comes first: nothing else is worth a look
        ((90, 80, 70, 60, 50, 40), (None,) * 6, 19_987, 100),
        ((45, 40, 35, 30, 25, 20), (None,) * 6, 9_999, 100),
    ],
)
def test_the_bounds_leave_little_to_look_at(
    sizes: tuple[int, ...], on_hand: tuple[int | None, ...], target: int, most: int
) -> None:
    assert steps(sizes, on_hand, target) < most
