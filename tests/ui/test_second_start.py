"""A second start brings the first window forward and ends; nothing that is left over blocks one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.site.one_window import OneWindow
from app.ui.coming_forward import ComingForward
from tests.terminal.running import ROOT, environment
from tests.ui.bench import DOSE, Bench

LONGEST_S = 30
SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from app.ui import coming_forward
right = coming_forward.ComingForward.__init__
def tell(self, window, place):
    right(self, window, place)
    print("open", flush=True)
coming_forward.ComingForward.__init__ = tell
from app.__main__ import main
sys.exit(main([]))
"""
"""The program, which says once it waits for others."""


class Starts:
    """Starts the program as one user; what is left running is ended."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack

    def start(self, **more: str) -> "subprocess.Popen[bytes]":
        names = {"QT_QPA_PLATFORM": "offscreen", "VIALWISE_USER_DATA": str(self.folder)}
        program = self._stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", SCRIPT],
                cwd=ROOT,
                env=environment(**(names | more)),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        )
        self._stack.callback(program.kill)
        return program

    def opened(self, **more: str) -> "subprocess.Popen[bytes]":
        """One whose window is there."""
        program = self.start(**more)
        assert program.stdout is not None
        assert program.stdout.readline() == b"open\n"
        return program


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    with ExitStack() as stack:
        yield Starts(tmp_path / "user", stack)


def test_a_second_start_ends_at_once_and_the_first_goes_on(starts: Starts) -> None:
    first = starts.opened()
    second = starts.start()
    assert second.wait(LONGEST_S) == 0
    assert second.stdout is not None
    assert second.stdout.read() == b""
    assert first.poll() is None


def test_a_window_that_was_killed_blocks_nobody(starts: Starts) -> None:
    first = starts.opened()
    first.kill()
    first.wait(LONGEST_S)
    starts.opened()


@pytest.mark.skipif(sys.platform == "win32", reason="a program is stopped as POSIX does")
def test_a_window_that_does_not_answer_blocks_nobody(starts: Starts) -> None:
    first = starts.opened()
    os.kill(first.pid, signal.SIGSTOP)
    begun = time.monotonic()
    starts.opened()
    assert time.monotonic() - begun < LONGEST_S
    os.kill(first.pid, signal.SIGCONT)


def test_other_users_screens_and_sites_have_windows_of_their_own(
    starts: Starts, tmp_path: Path
) -> None:
    starts.opened()
    starts.opened(VIALWISE_USER_DATA=str(tmp_path / "other"))
    starts.opened(VIALWISE_SITE=str(tmp_path))
    starts.opened(SESSIONNAME="another")


def test_a_folder_that_cannot_be_written_keeps_nobody_from_work(starts: Starts) -> None:
    starts.folder.write_text("a file, where the folder should be")
    starts.opened()
    starts.opened()


def test_the_window_comes_forward_and_nothing_typed_is_touched(
    bench: Bench, tmp_path: Path
) -> None:
    bench.order()
    bench.go_to(DOSE)
    place = OneWindow(tmp_path / "window")
    assert place.take()
    ComingForward(bench.window, place)
    bench.window.showMinimized()
    second = OneWindow(tmp_path / "window")
    assert not second.take()
    (wake,) = [tmp_path / "window" / f"{file.stem}.wake" for file in place.folder.glob("*.lock")]
    wake.touch()
    for _ in range(200):
        QTest.qWait(10)
        if not wake.exists():
            break
    assert not wake.exists()
    assert not bench.window.windowState() & Qt.WindowState.WindowMinimized
    assert bench.window.isVisible()
    assert bench.dose == "724 mg"
    place.leave()
    assert second.take()
    second.leave()
