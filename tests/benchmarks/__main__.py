"""Every benchmark, one after the other, and one table of what they measured.

    python packaging/dev.py bench [NAME…]

Each runs in a process of its own: what one of them imported, pinned or held must not be measured in
the next. One that fails has its row too, and the others go on. All of them take some 20 minutes.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from tests.benchmarks.machine import Row, rows_of, table, tell

BENCHES: Final = tuple(
    sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
)


def main(names: list[str]) -> int:
    """Run those that are named, or all; 0, 1 where one of them failed, 2 where there is none."""
    if unknown := [name for name in names if name not in BENCHES]:
        tell(f"There is no benchmark {unknown[0]}: there are {', '.join(BENCHES)}.")
        return 2
    rows: list[Row] = []
    failed = False
    for name in names or BENCHES:
        tell(f"\n--- {name}")
        try:
            with ProcessPoolExecutor(1, get_context("spawn")) as apart:
                rows += apart.submit(rows_of, name).result()
        except Exception as error:  # noqa: BLE001 said in the table, and the others are measured
            failed = True
            rows.append(Row(f"{name}: failed", f"{type(error).__name__}: {error}"))
    tell("")
    print(table(rows), end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
