"""Start to the first painted window, beside a bare PySide6 window that defines one pydantic model.

    python tests/benchmarks/bench_start.py [pairs, default 25]

Both are started in turn, A B A B, each as a program of its own that ends after its first paint, on
Qt's offscreen platform with a screen of 1366 × 768. From start to end, as the system accounts for
it, and to the paint alone. The first pair warms the file cache and is not counted.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import monotonic
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.machine import (  # noqa: E402 found above
    Row,
    alone,
    at_most,
    clean_environment,
    introduce,
    row,
    tell,
)

BARE_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pydantic import BaseModel

class Order(BaseModel):
    weight: str
    mg_per_kg: str

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)

app = QApplication([])
window = Window()
window.setCentralWidget(QLabel(Order(weight="72.4", mg_per_kg="10").weight))
window.resize(1366, 680)
window.show()
sys.exit(app.exec())
"""
OUR_WINDOW = """
import runpy
sys.argv = ["app", "--exit-after-first-paint"]
runpy.run_module("app", run_name="__main__", alter_sys=True)
"""
TELLING = """
import atexit, sys, time
atexit.register(lambda: sys.stdout.write(f"{time.monotonic()}\\n"))
"""
"""When the window was painted, and the program begins to end."""

BARE = [sys.executable, "-c", TELLING + BARE_WINDOW]
OURS = [sys.executable, "-c", TELLING + OUR_WINDOW]
SCREEN = "offscreen:configfile=tests/benchmarks/screen.json"
"""1366 × 768: the window is as large as its screen lets it be; the platform's is 800 × 800."""


class Start(NamedTuple):
    """Milliseconds from start to end, by the clock and of CPU time, and what was written."""

    clock_ms: float
    cpu_ms: float
    begun_s: float
    output: bytes

    @property
    def painted_ms(self) -> float:
        """The same by the clock to when the program told that its window was painted."""
        return (float(self.output) - self.begun_s) * 1_000


def start(command: list[str]) -> Start:
    """Start a program and wait for its end."""
    environment = {**clean_environment(), "QT_QPA_PLATFORM": SCREEN}
    begun = monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:  # where the offscreen platform says what it does not support
        _, status, used = os.wait4(child.pid, 0)
        elapsed = monotonic() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        output = child.stdout.read() if child.stdout else b""
    if child.returncode:
        raise RuntimeError(f"{command[:2]} ended with {child.returncode}")
    return Start(elapsed * 1_000, (used.ru_utime + used.ru_stime) * 1_000, begun, output)


def measure(pairs: int = 25) -> list[Row]:
    """Pairs, their ratios, and what each took."""
    introduce("Start to first painted window", "at most 1.25 × a bare window with one model")
    start(OURS)
    start(BARE)
    ours, bare = [], []
    for _ in range(pairs):
        ours.append(start(OURS))
        bare.append(start(BARE))
    row("ours", [one.clock_ms for one in ours], "ms", 0)
    row("bare window", [one.clock_ms for one in bare], "ms", 0)
    row("ours, to the paint", [one.painted_ms for one in ours], "ms", 0)
    row("bare window, to the paint", [one.painted_ms for one in bare], "ms", 0)
    ratios = [our.clock_ms / their.clock_ms for our, their in zip(ours, bare, strict=True)]
    row("ratio of each pair", ratios, "×", 2)
    ours_ms, bare_ms = (median(one.clock_ms for one in starts) for starts in (ours, bare))
    clock = ours_ms / bare_ms
    cpu = median(one.cpu_ms for one in ours) / median(one.cpu_ms for one in bare)
    painted = median(one.painted_ms for one in ours) / median(one.painted_ms for one in bare)
    tell(
        f"  ratio of the medians {clock:.2f} by the clock, {cpu:.2f} in CPU time; "
        f"{painted:.2f} by the clock to the paint, without the program's end"
    )
    what = "start to first painted window, from source, beside a bare window"
    said = (
        f"{clock:.2f} × by the clock ({ours_ms:.0f} to {bare_ms:.0f} ms), {cpu:.2f} × CPU time; "
        f"{painted:.2f} × without the program's end"
    )
    return [at_most(1.25, clock, what, said, "×")]


if __name__ == "__main__":
    alone(measure)
