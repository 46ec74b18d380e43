"""Start to the first painted window, beside a bare PySide6 window that defines one pydantic model.

    python tests/benchmarks/bench_start.py [pairs, default 25]

Both are started in turn, A B A B, each as a program of its own that ends after its first paint, on
Qt's offscreen platform. The first pair warms the file cache and is not counted.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

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
BARE = [sys.executable, "-c", BARE_WINDOW]
OURS = [sys.executable, "-m", "app", "--exit-after-first-paint"]


def start(command: list[str]) -> tuple[float, float]:
    """Milliseconds by the clock and of CPU time from start to end."""
    environment = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen"}
    begun = perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:  # where the offscreen platform says what it does not support
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    elapsed = perf_counter() - begun
    if child.returncode:
        raise RuntimeError(f"{command[:4]} ended with {child.returncode}")
    return elapsed * 1_000, (used.ru_utime + used.ru_stime) * 1_000


def measure(pairs: int = 25) -> list[Row]:
    """Pairs, their ratios, and what each took."""
    introduce("Start to first painted window", "at most 1.25 × a bare window with one model")
    start(OURS)
    start(BARE)
    ours, bare = [], []
    for _ in range(pairs):
        ours.append(start(OURS))
        bare.append(start(BARE))
    row("ours", [clock for clock, _ in ours], "ms", 0)
    row("bare window", [clock for clock, _ in bare], "ms", 0)
    ratios = [our / their for (our, _), (their, _) in zip(ours, bare, strict=True)]
    row("ratio of each pair", ratios, "×", 2)
    ours_ms, bare_ms = median(c for c, _ in ours), median(c for c, _ in bare)
    clock = ours_ms / bare_ms
    cpu = median(c for _, c in ours) / median(c for _, c in bare)
    tell(f"  ratio of the medians {clock:.2f} by the clock, {cpu:.2f} in CPU time")
    what = "start to first painted window, from source, beside a bare window"
    said = f"{clock:.2f} × by the clock ({ours_ms:.0f} to {bare_ms:.0f} ms), {cpu:.2f} × CPU time"
    return [at_most(1.25, clock, what, said, "×")]


if __name__ == "__main__":
    alone(measure)
