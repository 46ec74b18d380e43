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


def in_turn(
    ours: list[str], theirs: list[str], names: tuple[str, str], pairs: int
) -> tuple[float, float]:
    """The medians in milliseconds by the clock of two programs that are started in turn."""
    start(ours)
    start(theirs)
    both = [(start(ours)[0], start(theirs)[0]) for _ in range(pairs)]
    for name, times in zip(names, zip(*both, strict=True), strict=True):
        row(name, times, "ms", 0)
    return median(our for our, _ in both), median(their for _, their in both)


def measure(pairs: int = 15) -> list[Row]:
    """Make both, weigh them, and start them in turn."""
    introduce("The bundle beside a bare one", "1.1 × its size, 1.25 × its start")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tell("  making both ...")
        made = build(folder / "ours", folder / "work")
        bare = bare_bundle(folder)
        size, bare_size = size_of(made.folder), size_of(bare.parent)
        tell(f"  ours {size / 1e6:.1f} MB, packed {made.packed.stat().st_size / 1e6:.1f} MB")
        tell(f"  bare {bare_size / 1e6:.1f} MB")
        window = [str(made.folder / "Vialwise"), "--exit-after-first-paint"]
        ours_ms, bare_ms = in_turn(window, [str(bare)], ("ours", "bare bundle"), pairs)
        page = [str(made.folder / "vialwise-cli"), *PAGE[PAGE.index("calculate") :]]
        page_ms, source_ms = in_turn(page, PAGE, ("calculate, bundled", "from source"), pairs)
    ratio, of_start, of_page = size / bare_size, ours_ms / bare_ms, page_ms / source_ms
    megabytes = f"{ratio:.2f} × ({size / 1e6:.0f} to {bare_size / 1e6:.0f} MB)"
    to_paint = f"{of_start:.2f} × ({ours_ms:.0f} to {bare_ms:.0f} ms)"
    to_page = f"{of_page:.2f} × ({page_ms:.0f} to {source_ms:.0f} ms)"
    return [
        at_most(1.1, ratio, "size of the bundle, beside a bare one", megabytes, "×"),
        at_most(1.25, of_start, "start to first painted window, bundled, beside it", to_paint, "×"),
        at_most(1.05, of_page, "calculate, bundled, beside the source", to_page, "×"),
    ]


if __name__ == "__main__":
    alone(measure)
