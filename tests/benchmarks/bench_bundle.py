"""The bundle beside a bare one, made in the same run: size and start; and beside the source.

    python tests/benchmarks/bench_bundle.py [pairs, default 15]

The bare bundle is what PyInstaller makes by itself of the bare window of `bench_start`, without
what is here for developing alone. In both Python's debugging symbols are taken out, so that they
count on neither side. Both programs are started in turn, A B A B, each to its first paint on Qt's
offscreen platform; `calculate` in the bundle and from source likewise, where 5 % is noise. The
first pair is not counted.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging" / "bundle")]

from left_out import development_modules  # noqa: E402 found above
from make_bundle import build, size_of, strip_symbols  # noqa: E402

from tests.benchmarks.bench_calculate import COMMANDS  # noqa: E402
from tests.benchmarks.bench_start import BARE_WINDOW, start  # noqa: E402
from tests.benchmarks.machine import Row, alone, at_most, introduce, row, tell  # noqa: E402

PAGE = COMMANDS["calculate, a page"]


def bare_bundle(folder: Path) -> Path:
    """The program of the bare bundle, made in that folder."""
    script = folder / "bare.py"
    script.write_text(BARE_WINDOW, "utf-8")
    excludes = [f"--exclude-module={name}" for name in development_modules(ROOT / "packaging")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", *excludes]
    subprocess.run([*command, str(script)], cwd=folder, check=True)
    made = folder / "dist" / "bare"
    strip_symbols(made)
    return made / "bare"


class Medians(NamedTuple):
    """Of two programs that were started in turn, in milliseconds: by the clock, and of CPU time."""

    clock: tuple[float, float]
    cpu: tuple[float, float]


def in_turn(ours: list[str], theirs: list[str], names: tuple[str, str], pairs: int) -> Medians:
    """Start two programs in turn, each to its end."""
    start(ours)
    start(theirs)
    both = [(start(ours), start(theirs)) for _ in range(pairs)]
    sides = [[our for our, _ in both], [their for _, their in both]]
    for name, starts in zip(names, sides, strict=True):
        row(f"{name}, by the clock", [one.clock_ms for one in starts], "ms", 0)
        row(f"{name}, CPU time", [one.cpu_ms for one in starts], "ms", 0)
    clock = [median(one.clock_ms for one in starts) for starts in sides]
    cpu = [median(one.cpu_ms for one in starts) for starts in sides]
    return Medians((clock[0], clock[1]), (cpu[0], cpu[1]))


def as_ratio(both: tuple[float, float], unit: str) -> tuple[float, str]:
    """Ours by the other, and how that is said."""
    ours, theirs = both
    return ours / theirs, f"{ours / theirs:.2f} × ({ours:.0f} to {theirs:.0f} {unit})"


def measure(pairs: int = 15) -> list[Row]:
    """Make both, weigh them, and start them in turn."""
    introduce("The bundle beside a bare one", "1.1 × its size, 1.25 × its start")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tell("  making both ...")
        made = build(folder / "ours", folder / "work")
        bare = bare_bundle(folder)
        sizes = size_of(made.folder) / 1e6, size_of(bare.parent) / 1e6
        tell(f"  ours {sizes[0]:.1f} MB, packed {made.packed.stat().st_size / 1e6:.1f} MB")
        tell(f"  bare {sizes[1]:.1f} MB")
        window = [str(made.folder / "Vialwise"), "--exit-after-first-paint"]
        to_paint = in_turn(window, [str(bare)], ("ours", "bare bundle"), pairs)
        page = [str(made.folder / "vialwise-cli"), *PAGE[PAGE.index("calculate") :]]
        to_page = in_turn(page, PAGE, ("calculate, bundled", "from source"), pairs)
    size, size_said = as_ratio(sizes, "MB")
    paint, paint_said = as_ratio(to_paint.clock, "ms")
    answer, answer_said = as_ratio(to_page.cpu, "ms")
    paint_said += f", {as_ratio(to_paint.cpu, 'ms')[0]:.2f} × CPU time"
    return [
        at_most(1.1, size, "size of the bundle, beside a bare one", size_said, "×"),
        at_most(1.25, paint, "start to first painted window, bundled, beside it", paint_said, "×"),
        at_most(1.05, answer, "calculate, bundled, CPU time beside the source", answer_said, "×"),
    ]


if __name__ == "__main__":
    alone(measure)
