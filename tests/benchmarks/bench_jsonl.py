"""`calculate --jsonl` on one core: CPU time beside a plain loop, orders a second, and memory.

    python tests/benchmarks/bench_jsonl.py [lines: 100000] [lines for memory: 1000000]

The plain loop parses a line with `json`, tries two sizes, works out units and prints a short line:
the least that any program for this has to do, with floats and without a check. Both run as programs
of their own on one core, from a file to /dev/null. Takes some minutes.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.machine import (  # noqa: E402 found above
    Row,
    alone,
    at_least,
    at_most,
    clean_environment,
    introduce,
    row,
    tell,
)

PLAIN_LOOP = """
import json, sys
from math import ceil
write = sys.stdout.write
for line in open(sys.argv[1], encoding="utf-8"):
    dose = json.loads(line)["dose"]
    mg = float(dose["weight"]) * float(dose["mg_per_kg"])
    best = min(
        (500 * large + 120 * small, large + small, small, large)
        for large in range(ceil(mg / 500) + 1)
        for small in (max(0, ceil((mg - 500 * large) / 120)),)
    )
    units = ceil(mg / 10)
    jw = max(0, best[0] // 10 - units)
    write(json.dumps({
        "vials": [best[3], best[2]], "opened_mg": str(best[0]), "discarded_mg": str(best[0] - mg),
        "units": {"administered": units, "discarded": jw},
    }) + "\\n")
"""
PLAIN = [sys.executable, "-c", PLAIN_LOOP]
OURS = [sys.executable, "-m", "app", "calculate", "--jsonl"]


class Run(NamedTuple):
    """One run of a program: CPU and wall seconds, and the most memory that it held, in MB."""

    cpu_s: float
    wall_s: float
    rss_mb: float


def run(command: list[str], orders: Path) -> Run:
    """Run a program over a file of orders, its output thrown away."""
    start = perf_counter()
    with subprocess.Popen(
        [*command, str(orders)], cwd=ROOT, env=clean_environment(), stdout=subprocess.DEVNULL
    ) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command[:4]} ended with {child.returncode}")
    return Run(used.ru_utime + used.ru_stime, perf_counter() - start, used.ru_maxrss / 1024)


def write_orders(path: Path, lines: int) -> None:
    """Orders by weight from 30.0 to 150.0 kg at 10 mg/kg, each tenth in turn, every one alike."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(lines):
            tenths = 300 + number * 7 % 1_201
            file.write(
                '{"drug":"durvalumab","dose":{"basis":"weight","mg_per_kg":"10",'
                f'"weight":"{tenths // 10}.{tenths % 10}","weight_unit":"kg"}}}}\n'
            )


def measure(lines: int = 100_000, many: int = 1_000_000) -> list[Row]:
    """Ratio and rate over some lines, memory over few and over many."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        orders = Path(folder) / "orders.jsonl"
        introduce(
            f"--jsonl over {lines:,} orders, one core",
            "at most 5 × the plain loop; 20,000 a second",
        )
        write_orders(orders, lines)
        ours, plain = [], []
        for _ in range(5):
            ours.append(run(OURS, orders))
            plain.append(run(PLAIN, orders))
        row("ours: CPU", [each.cpu_s for each in ours], "s", 2)
        row("plain loop: CPU", [each.cpu_s for each in plain], "s", 2)
        ratios = [our.cpu_s / their.cpu_s for our, their in zip(ours, plain, strict=True)]
        row("ratio of CPU times", ratios, "×", 2)
        rates = [lines / each.cpu_s for each in ours]
        row("orders a second of CPU time", rates, "/s", 0)
        row("orders a second by the clock", [lines / each.wall_s for each in ours], "/s", 0)

        introduce("--jsonl: most memory held", "the same for a hundred times the lines")
        write_orders(orders, 10_000)
        few = median(run(OURS, orders).rss_mb for _ in range(3))
        tell(f"  {10_000:>9,} lines {few:>8.1f} MB")
        write_orders(orders, many)
        long = run(OURS, orders)
        tell(f"  {many:>9,} lines {long.rss_mb:>8.1f} MB, {long.wall_s:.0f} s")
    ratio, rate, grown = median(ratios), median(rates), long.rss_mb / few
    beside = "--jsonl, CPU time beside a loop that parses, tries two sizes, prints"
    memory = f"--jsonl, most memory, {many:,} lines beside 10,000"
    return [
        at_most(5, ratio, beside, f"{ratio:.1f} ×", "×"),
        at_least(20_000, rate, "--jsonl, orders a second of CPU time", f"{rate:,.0f}", "a second"),
        at_most(1.1, grown, memory, f"{long.rss_mb:.1f} to {few:.1f} MB, {grown:.2f} ×", "×"),
    ]


if __name__ == "__main__":
    alone(measure)
