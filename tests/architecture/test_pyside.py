"""PySide6 keeps count of None: 6.12.0 loses one reference at each call that returns it."""

import os
import subprocess
import sys

import pytest

# In a process of its own: a lost count ends in `Fatal Python error: none_dealloc`, and would take
# the other tests with it. From Python 3.12 on None is immortal and its count does not move.
SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for number in range(1_000):
    label.setText(str(number))
print(before, sys.getrefcount(None))
"""


def test_count_of_none_does_not_fall() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    if "No module named 'PySide6'" in result.stderr:
        pytest.fail("PySide6 is not installed")
    assert result.returncode == 0, result.stderr
    before, after = map(int, result.stdout.split())
    assert after > before - 100  # a lost one a call would be 1,000 fewer
