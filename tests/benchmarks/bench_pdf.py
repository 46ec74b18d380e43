"""The worksheet as PDF: by command, and one after another in the same program.

python tests/benchmarks/bench_pdf.py [commands, default 9]
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from app.paper.paper_sheet import PaperSize  # noqa: E402 the platform is named first
from app.paper.pdf import insert_pdf, make_application, worksheet_pdf  # noqa: E402
from tests.benchmarks.bench_calculate import REQUEST  # noqa: E402
from tests.benchmarks.machine import Row, alone, clean_environment, introduce, row  # noqa: E402
from tests.paper.sheets import planned  # noqa: E402

WORKSHEET = [sys.executable, "-m", "app", "worksheet", "--json"]


def by_command(commands: int) -> Row:
    """Seconds from the start of the program to its end, the page on disk."""
    with tempfile.TemporaryDirectory() as folder:
        request, page = Path(folder, "request.json"), Path(folder, "worksheet.pdf")
        request.write_text(REQUEST, "utf-8")
        environment = clean_environment() | {"VIALWISE_USER_DATA": folder, "VIALWISE_SITE": folder}
        times = []
        for _ in range(commands + 1):
            start = perf_counter()
            subprocess.run(
                [*WORKSHEET, str(request), "--pdf", str(page)],
                cwd=ROOT,
                env=environment,
                check=True,
            )
            times.append(perf_counter() - start)
    row("worksheet --pdf, a program each", times[1:], "s", 2)
    return Row("worksheet as PDF by command", f"{median(times[1:]):.2f} s")


def in_the_program(pages: int = 40) -> list[Row]:
    """Milliseconds a page, the first not counted: it loads the fonts."""
    application = make_application()
    rows = []
    pages_of: dict[str, Callable[[], bytes]] = {
        "worksheet": partial(worksheet_pdf, planned(), PaperSize.LETTER),
        "bag's insert": partial(insert_pdf, planned()),
    }
    for name, make in pages_of.items():
        times = []
        for _ in range(pages + 1):
            start = perf_counter()
            make()
            times.append((perf_counter() - start) * 1_000)
        row(f"{name}, one more in the same program", times[1:], "ms")
        rows.append(Row(f"{name} as PDF, one more in the program", f"{median(times[1:]):.0f} ms"))
    del application
    return rows


def measure(commands: int = 9) -> list[Row]:
    """By command, then in the program."""
    introduce("Paper as PDF", "none")
    return [by_command(commands), *in_the_program()]


if __name__ == "__main__":
    alone(measure)
