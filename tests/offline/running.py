"""Runs the program where the system forbids the network, or where Python tells of each try."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.offline import no_network
from tests.terminal.running import ROOT, environment

LONGEST_S: Final = 120
KILLED: Final = -getattr(signal, "SIGSYS", 31)
"""What a program ends with that asked for a socket."""
TOLD: Final = 86
"""What one ends with in which Python told of a try."""

_TELLS: Final = """
import os, runpy, sys
TRIES = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "nntplib.",
         "telnetlib.", "webbrowser.")
def tell(event, _given):
    if event.startswith(TRIES):
        os.write(2, f"tried: {event}\\n".encode())
        os._exit(86)
sys.addaudithook(tell)
sys.argv = sys.argv[1:]
"""


class Done:
    """What a program said and how it ended."""

    def __init__(self, done: "subprocess.CompletedProcess[bytes]") -> None:
        self.status = done.returncode
        self.out = done.stdout
        self.said = done.stderr.decode()


def forbidden(*words: str, given: bytes = b"", unix: bool = False, **more: str) -> Done:
    """Python with those words, where a try to reach a network ends it at once."""
    why_not = no_network.why_not()
    if why_not:
        pytest.skip(f"{why_not}: that nothing is tried was not shown by the system")
    starter = str(Path(no_network.__file__))
    options = ["--unix"] if unix else []
    return _run([sys.executable, starter, *options, sys.executable, *words], given, more)


def watched(*words: str, given: bytes = b"", **more: str) -> Done:
    """The program with those words, where Python tells of a try; on every system."""
    script = _TELLS + 'runpy.run_module("app", run_name="__main__", alter_sys=True)'
    return _run([sys.executable, "-c", script, "app", *words], given, more)


def watched_script(script: str, **more: str) -> Done:
    """The same of a few lines of Python."""
    return _run([sys.executable, "-c", _TELLS + script], b"", more)


def _run(command: list[str], given: bytes, more: dict[str, str]) -> Done:
    quiet = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return Done(
        subprocess.run(
            command,
            cwd=ROOT,
            env=environment(**quiet, **more),
            input=given,
            capture_output=True,
            check=False,
            timeout=LONGEST_S,
        )
    )
