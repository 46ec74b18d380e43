"""One `calculate` by command, beside the interpreter alone, and the calculation in the program.

    python tests/benchmarks/bench_calculate.py [pairs, default 15]

The interpreter alone starts, imports `argparse` and ends: the least that any command in Python
takes. Both in turn, A B A B, each a program of its own; the first pair is not counted.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.core.calculate import calculate  # noqa: E402 a script finds its own repository first
from app.core.order import Basis, OrderDraft, WeightUnit  # noqa: E402
from app.core.worksheet import Worksheet  # noqa: E402
from app.reference import load_reference  # noqa: E402
from tests.benchmarks.machine import Row, alone, clean_environment, introduce, row  # noqa: E402

OURS = [sys.executable, "-m", "app", "calculate"]
COMMANDS = {
    "calculate, a page": [*OURS, "--weight", "72.4", "--mg-per-kg", "10"],
    "calculate --json": [*OURS, "--json"],
}
BARE = [sys.executable, "-c", "import argparse"]
REQUEST = (
    '{"drug": "durvalumab", "dose": {"basis": "weight", "mg_per_kg": "10", "weight": "72.4", '
    '"weight_unit": "kg"}}'
)
TODAY = date(2026, 11, 24)


def timed(command: list[str]) -> float:
    """Milliseconds from the start of a program to its end, its output thrown away."""
    start = perf_counter()
    subprocess.run(
        command, cwd=ROOT, env=clean_environment(), stdout=subprocess.DEVNULL, check=True
    )
    return (perf_counter() - start) * 1_000


def by_command(name: str, command: list[str], pairs: int) -> Row:
    """The command and the bare interpreter in turn."""
    timed(command)
    timed(BARE)
    both = [(timed(command), timed(BARE)) for _ in range(pairs)]
    ours, bare = [our for our, _ in both], [their for _, their in both]
    row(name, ours, "ms", 0)
    row("interpreter alone", bare, "ms", 0)
    ratio = median(ours) / median(bare)
    said = f"{ratio:.1f} × ({median(ours):.0f} to {median(bare):.0f} ms)"
    return Row(f"{name}, from source, beside the interpreter alone", said)


def in_the_program(repeats: int = 2_000) -> Row:
    """The whole answer to an order, each with another weight, in microseconds of CPU time."""
    reference = load_reference()
    order = OrderDraft(Basis.WEIGHT, mg_per_kg="10", weight_unit=WeightUnit.KG)
    times = []
    for number in range(repeats):
        draft = replace(order, weight=f"{40 + number % 80}.{number % 10}")
        start = process_time()
        answer = calculate(draft, reference.drugs[0], reference.rules, TODAY)
        times.append((process_time() - start) * 1e6)
        if not isinstance(answer, Worksheet):
            raise TypeError(f"{draft.weight} kg was not answered: {answer}")
    row("the calculation in the program", times, "µs", 0)
    return Row(
        "an order calculated in the program, as at each keystroke", f"{median(times):,.0f} µs"
    )


def measure(pairs: int = 15) -> list[Row]:
    """Both commands, then the calculation alone."""
    introduce("calculate: an order to its answer", "none: microseconds in the program")
    with tempfile.TemporaryDirectory() as folder:
        request = Path(folder) / "request.json"
        request.write_text(REQUEST, "utf-8")
        os.environ |= {"VIALWISE_USER_DATA": folder, "VIALWISE_SITE": folder}
        page, as_json = COMMANDS.items()
        return [
            by_command(*page, pairs),
            by_command(as_json[0], [*as_json[1], str(request)], pairs),
            in_the_program(),
        ]


if __name__ == "__main__":
    alone(measure)
