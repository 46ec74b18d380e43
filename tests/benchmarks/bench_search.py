"""The plan search beside a solver on the same inputs, and its worst case.

    python tests/benchmarks/bench_search.py [shelves of each kind, default 40]

HiGHS is timed as anyone would use it: the model built, one solve for the least that is opened, and
nothing after it. The search answers more (every undominated plan and the sentence), and that is in
its time. Takes about two minutes.
"""

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.core.drug import Presentation  # noqa: E402 a script finds its own repository first
from app.core.order import Preference, Stock  # noqa: E402
from app.core.vials import Choice, choose_vials  # noqa: E402
from tests.benchmarks.machine import (  # noqa: E402
    Row,
    alone,
    at_least,
    at_most,
    introduce,
    row,
    tell,
)
from tests.oracle.milp import opened_at_once  # noqa: E402
from tests.random_shelves import STEPS_A_MG, Shelf, draw_shelf  # noqa: E402

MICROSECONDS = 1e6
MILLISECONDS = 1e3


def timed(call: Callable[[], object], repeats: int) -> float:
    """The median CPU time of a call in seconds: the clock would count the machine's other users."""
    times = []
    for _ in range(repeats):
        start = process_time()
        call()
        times.append(process_time() - start)
    return median(times)


def search(shelf: Shelf) -> Callable[[], object]:
    """The core's whole choice for a shelf: best plan, other plans, the sentence."""
    stocks = tuple(
        Stock(Presentation(Decimal(size) / STEPS_A_MG), limit)
        for size, limit in zip(shelf.sizes, shelf.limits, strict=True)
    )
    marketed = tuple(stock.presentation for stock in stocks)
    dose_mg = Decimal(shelf.dose) / STEPS_A_MG
    return lambda: choose_vials(dose_mg, stocks, marketed, Preference.LEAST_DISCARD, None)


def solver(shelf: Shelf) -> Callable[[], object]:
    """One solve of HiGHS for the same shelf."""
    return lambda: opened_at_once(shelf.sizes, shelf.limits, shelf.dose)


def against_solver(name: str, shelves: list[Shelf], least: float) -> Row:
    """Both on each shelf, and how many times quicker the search is; `least` is the aim."""
    ours = [timed(search(shelf), 15) for shelf in shelves]
    theirs = [timed(solver(shelf), 3) for shelf in shelves]
    row(f"{name}: search", [t * MICROSECONDS for t in ours], "µs")
    row(f"{name}: HiGHS", [t * MICROSECONDS for t in theirs], "µs")
    row(
        f"{name}: times quicker",
        [their / our for their, our in zip(theirs, ours, strict=True)],
        "×",
        digits=0,
    )
    quicker = median(theirs) / median(ours)
    tell(f"  {name}: of the medians {quicker:,.0f} ×")
    said = f"{quicker:,.0f} × quicker ({median(ours) * MICROSECONDS:,.0f} µs a choice)"
    return at_least(least, quicker, f"vials chosen, beside HiGHS: {name}", said, "×")


def durvalumab() -> list[Shelf]:
    """10 mg/kg for 40 to 120 kg, each 0.4 kg: both sizes, not limited."""
    doses = range(400_000, 1_200_001, 4_000)
    return [Shelf((500_000, 120_000), (None, None), dose) for dose in doses]


def six_sizes(kind: str, shelves: int, *, full: bool = False) -> list[Shelf]:
    """Six sizes with limits; `full`: a dose of 10,000 mg that the shelf can cover."""
    random = Random(f"bench {kind}")  # noqa: S311 a seed, not a secret
    drawn: list[Shelf] = []
    while len(drawn) < shelves:
        shelf = draw_shelf(kind, 6, random)
        if full:
            dose = 10_000_000 - random.choice([0, 100, 700, 1_300, 9_900])
            limits = tuple(
                None if random.random() < 0.3 else random.randint(1, dose // size // 2 + 2)
                for size in shelf.sizes
            )
            shelf = Shelf(shelf.sizes, limits, dose)
        if isinstance(search(shelf)(), Choice):
            drawn.append(shelf)
    return drawn


def unlimited(shelf: Shelf) -> Shelf:
    """The same shelf with nothing counted."""
    return Shelf(shelf.sizes, (None,) * len(shelf.sizes), shelf.dose)


def worst_case(shelves: int) -> list[Row]:
    """Six sizes in tenths of a mg, limits, and close to 10,000 mg."""
    introduce("Worst case: six sizes, 10,000 mg, milliseconds a choice", "under 10 ms, in tenths")
    kinds = [
        ("tenths, limited", six_sizes("tenths", shelves, full=True)),
        ("tenths, not limited", [unlimited(s) for s in six_sizes("tenths", shelves, full=True)]),
        ("near-equal tenths, limited", six_sizes("near-equal tenths", shelves, full=True)),
        (
            "near-equal tenths, not limited",
            [unlimited(s) for s in six_sizes("near-equal tenths", shelves, full=True)],
        ),
        ("small (10 to 45 mg, halves)", six_sizes("small", shelves, full=True)),
        ("whole mg", six_sizes("whole", shelves, full=True)),
        ("marketed", six_sizes("marketed", shelves, full=True)),
        (
            "100.1 to 100.7 mg, not limited",
            [
                Shelf(tuple(range(100_700, 100_100, -100)), (None,) * 6, 10_000_000 - 100 * less)
                for less in range(shelves)
            ],
        ),
    ]
    rows = []
    for name, drawn in kinds:
        times = [timed(search(shelf), 3) for shelf in drawn]
        most_ms = max(times) * MILLISECONDS
        said = f"{most_ms:.1f} ms, median {median(times) * MILLISECONDS:.1f} ms"
        what = f"worst of {len(drawn)}, six sizes, 10,000 mg: {name}"
        rows.append(at_most(10, most_ms, what, said, "ms"))
        row(name, [t * MILLISECONDS for t in times], "ms", digits=2)
        slowest = drawn[times.index(max(times))]
        tell(f"    slowest: {slowest}")
    return rows


def measure(shelves: int = 40) -> list[Row]:
    """Everything, on one core."""
    introduce("Plan search beside HiGHS", "300 × for durvalumab, 100 × for six sizes")
    return [
        against_solver("durvalumab, 2 sizes", durvalumab(), 300),
        against_solver("six marketed sizes", six_sizes("marketed", shelves), 100),
        against_solver("six sizes in whole mg", six_sizes("whole", shelves), 100),
        against_solver("six sizes in tenths", six_sizes("tenths", shelves), 100),
        *worst_case(shelves),
    ]


if __name__ == "__main__":
    alone(measure)
