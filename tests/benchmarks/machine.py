"""What every benchmark says: on which machine, the figures as they come, and rows of one table.

Each `bench_….py` has a `measure` that tells the figures to standard error as they come and returns
its rows. `python -m tests.benchmarks` prints those of all as one table, a script alone its own.
"""

import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple, cast

NO_AIM: Final = "no aim"


class Row(NamedTuple):
    """One row of the table: what, what was measured, what was aimed at, and whether that is met.

    `is_met` is None where there is no aim or nothing could be measured.
    """

    what: str
    measured: str
    aim: str = NO_AIM
    is_met: bool | None = None

    @property
    def cells(self) -> tuple[str, str, str]:
        """The row as the table has it: "at most 1.25 ×, met"."""
        outcome = {None: "", True: ", met", False: ", **missed**"}[self.is_met]
        return self.what, self.measured, f"{self.aim}{outcome}"


def at_most(most: float, figure: float, what: str, measured: str, unit: str) -> Row:
    """The row of a figure that is to be `most` or less, both in `unit`."""
    return Row(what, measured, f"at most {most:,g} {unit}", figure <= most)


def at_least(least: float, figure: float, what: str, measured: str, unit: str) -> Row:
    """The row of a figure that is to be `least` or more, both in `unit`."""
    return Row(what, measured, f"at least {least:,g} {unit}", figure >= least)


def table(rows: Sequence[Row]) -> str:
    """The rows as README has them, under the machine and the day."""
    lines: list[tuple[str, ...]] = [("what", "measured", "aim"), *(row.cells for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(3)]
    lines.insert(1, tuple(["-" * width for width in widths]))
    written = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |\n"
        for line in lines
    ]
    return f"{_machine()}\n\n{''.join(written)}"


def alone(measure: Callable[..., list[Row]]) -> None:
    """Run one benchmark with the whole numbers of the command line, and print its own table."""
    print(table(measure(*map(int, sys.argv[1:]))), end="")


def rows_of(name: str) -> list[Row]:
    """Run the benchmark of that name in this process, which is its own; its rows.

    What a library says of itself on standard output (HiGHS does) goes to standard error.
    """
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return cast("list[Row]", import_module(f"tests.benchmarks.bench_{name}").measure())


def tell(text: str) -> None:
    """A line to whoever waits; standard output is the table's."""
    print(text, file=sys.stderr, flush=True)


def introduce(what: str, aim: str) -> None:
    """The heading: what is measured, on what, when, and what was aimed at."""
    tell(f"{what}\n  {_machine()}\n  aim: {aim}")


def row(name: str, values: Sequence[float], unit: str, digits: int = 1) -> None:
    """One line: median, least and most of several values."""
    tell(
        f"  {name:<44} median {median(values):>10,.{digits}f} {unit}"
        f"   min {min(values):,.{digits}f}   max {max(values):,.{digits}f}   n {len(values):,}"
    )


def clean_environment() -> dict[str, str]:
    """The environment without what would slow a child down: compiling anew, unbuffered writes."""
    unset = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    return {name: value for name, value in os.environ.items() if name not in unset}


def _machine() -> str:
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or sys.platform
