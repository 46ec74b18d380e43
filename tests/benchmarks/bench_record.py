"""`record --jsonl`: entries a second and memory, on a file and on a server of this computer.

    python tests/benchmarks/bench_record.py [entries: 1000]

Each entry is on the disk before its line is answered, so that the disk decides. The server is made
for it in a folder and gone afterwards; without PostgreSQL's programs that row is left out.
"""

import json
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
    NO_AIM,
    Row,
    alone,
    at_most,
    clean_environment,
    introduce,
    row,
)
from tests.contract.asking import GOLDEN  # noqa: E402
from tests.records.server import WHY_NOT, Server, programs  # noqa: E402


class Run(NamedTuple):
    """One run of a program: CPU and wall seconds, and the most memory that it held, in MB."""

    cpu_s: float
    wall_s: float
    rss_mb: float


def run(folder: Path, *words: str) -> Run:
    """Run a command on the record of that folder, its output thrown away."""
    environment = clean_environment() | {"VIALWISE_USER_DATA": str(folder)}
    environment.pop("VIALWISE_SITE", None)
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "app", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{words} ended with {child.returncode}")
    return Run(used.ru_utime + used.ru_stime, perf_counter() - start, used.ru_maxrss / 1024)


def write_lines(path: Path, lines: int) -> None:
    """Lines to record, each of another encounter."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(lines):
            said = {"encounter": f"A-{number}", "by": "RK", "meaning": "prepared"}
            file.write(json.dumps({**said, "request": GOLDEN}) + "\n")


def measure_in(folder: Path, entries: int, store: str) -> list[Row]:
    """Record twice, few and many, and read what stands there; `store` is in the rows."""
    few, many = folder / "few.jsonl", folder / "many.jsonl"
    write_lines(few, 1)
    write_lines(many, entries)
    run(folder, "record", "--jsonl", str(few))  # makes the record, and compiles
    runs = []
    for _ in range(3):
        start = run(folder, "record", "--jsonl", str(few))
        long = run(folder, "record", "--jsonl", str(many))
        runs.append((start, long))
    extra = entries - 1
    rates = [extra / (long.wall_s - s.wall_s) for s, long in runs]
    row("entries a second", rates, "/s", 0)
    row("CPU an entry", [1_000 * (long.cpu_s - s.cpu_s) / extra for s, long in runs], "ms", 2)
    row("most memory, one entry", [start.rss_mb for start, _ in runs], "MB")
    row(f"most memory, {entries:,} entries", [long.rss_mb for _, long in runs], "MB")
    one_mb, all_mb = (median(run[place].rss_mb for run in runs) for place in (0, 1))
    memory = f"{all_mb:.1f} to {one_mb:.1f} MB, {all_mb / one_mb:.2f} ×"
    grown = f"record --jsonl, {store}: most memory, {entries:,} entries beside one"
    rows = [
        Row(f"record --jsonl, {store}: entries a second, each on disk", f"{median(rates):,.0f}"),
        at_most(1.1, all_mb / one_mb, grown, memory, "×"),
    ]
    held = f"{3 * entries:,} entries"
    for command in (("verify-records",), ("records", "--json")):
        read = run(folder, *command)
        row(f"{command[0]}, {held}", [read.wall_s], "s", 2)
        rows.append(Row(f"{' '.join(command)}, {held}, {store}", f"{read.wall_s:.1f} s"))
    return rows


def measure(entries: int = 1_000) -> list[Row]:
    """Both stores in turn."""
    aim = f"{NO_AIM}: some entries an hour are recorded"
    introduce(f"record --jsonl, {entries:,} entries, SQLite file", aim)
    with tempfile.TemporaryDirectory() as folder:
        rows = measure_in(Path(folder), entries, "SQLite")
    found = programs()
    if found is None:
        return [*rows, Row("record --jsonl, PostgreSQL", f"not measured: {WHY_NOT}")]
    introduce(f"record --jsonl, {entries:,} entries, PostgreSQL on this computer", aim)
    with tempfile.TemporaryDirectory() as files, tempfile.TemporaryDirectory() as folder:
        server = Server(Path(files), found)
        try:
            site = Path(folder, "site.toml")
            site.write_text(f'record_server = "{server.new_database()}"\n', "utf-8")
            return [*rows, *measure_in(Path(folder), entries, "PostgreSQL here")]
        finally:
            server.stop()


if __name__ == "__main__":
    alone(measure)
