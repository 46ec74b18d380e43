"""Keystroke to repainted answer in the window.

    python tests/benchmarks/bench_keystroke.py [rounds, default 60]

Each key goes to the field as an event, and events are processed until the whole window has been
painted anew, on Qt's offscreen platform at 1366 × 680. A round types a weight, wipes it, types
another in its place, leaves a malformed number for a moment, and changes the dose; the first round
warms up and is not counted. By the clock, and in CPU time for a machine that is shared.
"""

import os
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt  # noqa: E402 the platform is named first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit  # noqa: E402

from app.core.worksheet import Worksheet  # noqa: E402
from app.reference import load_reference  # noqa: E402
from app.site.shelf_memory import ShelfMemory  # noqa: E402
from app.ui.main import build_window, make_application, set_apart  # noqa: E402
from tests.benchmarks.machine import Row, alone, at_most, introduce, row, tell  # noqa: E402

WIPE = "\b"
KEYS = {
    "Weight": ["72.4", WIPE * 4, "1.2.3", WIPE * 5, "165", WIPE * 3, "29.9"],
    "Ordered dose": [WIPE * 2, "20", WIPE * 2, "10"],
}


class Typist:
    """Types into the window and keeps the time of each key, by the clock and of the CPU."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.window, self.live = build_window(load_reference(), ShelfMemory.none())
        self.window.resize(1366, 680)
        self.window.painted.connect(self._note)
        self.window.show()
        self._painted = False
        self.clock_ms: list[float] = []
        self.cpu_ms: list[float] = []
        self.lines = {line.accessibleName(): line for line in self.window.findChildren(QLineEdit)}
        self.app.processEvents()
        self.window.prepare.build()
        set_apart()  # both as the program does after its start

    def type_into(self, name: str, text: str) -> None:
        """Each character of a text, as a key."""
        line = self.lines[name]
        for character in text:
            self._press(line, character)

    def _press(self, line: QLineEdit, character: str) -> None:
        self._painted = False
        begun, begun_cpu = perf_counter(), process_time()
        if character == WIPE:
            QTest.keyClick(line, Qt.Key.Key_Backspace)
        else:
            QTest.keyClicks(line, character)
        for _ in range(1_000):
            self.app.processEvents()
            if self._painted:
                break
        else:
            raise RuntimeError(f"the window was not painted after {character!r}")
        self.clock_ms.append((perf_counter() - begun) * 1_000)
        self.cpu_ms.append((process_time() - begun_cpu) * 1_000)
        self.app.processEvents()

    def _note(self) -> None:
        self._painted = True


def measure(rounds: int = 60) -> list[Row]:
    """Rounds of typing; the half, the 99th of a hundred and the slowest."""
    typist = Typist(make_application("light", 1.0))
    typist.type_into("Ordered dose", "10")
    for number in range(rounds + 1):
        if number == 1:
            typist.clock_ms.clear()
            typist.cpu_ms.clear()
        for name, texts in KEYS.items():
            for text in texts:
                typist.type_into(name, text)
        answered = isinstance(typist.live.shown.answer, Worksheet)
        if not answered:
            raise RuntimeError("the keys did not reach the order")
        typist.type_into("Weight", WIPE * 4)
    introduce("Keystroke to repainted answer", "99th percentile at most 8 ms")
    for name, times in (("by the clock", typist.clock_ms), ("CPU time", typist.cpu_ms)):
        row(name, times, "ms", digits=2)
        tell(f"    99th percentile {_slow(times):.2f} ms")
    clock, cpu = typist.clock_ms, typist.cpu_ms
    what = f"keystroke to repainted answer, {len(clock):,} keys"
    half = f"{median(clock):.1f} ms, {median(cpu):.1f} ms CPU time"
    slow = f"{_slow(clock):.1f} ms, {_slow(cpu):.1f} ms CPU time"
    return [
        Row(f"{what}: 50th percentile", half),
        at_most(8, _slow(clock), f"{what}: 99th percentile", slow, "ms"),
    ]


def _slow(times: list[float]) -> float:
    """The 99th percentile."""
    return quantiles(times, n=100)[98]


if __name__ == "__main__":
    alone(measure)
