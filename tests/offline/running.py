"""Runs the program where the system forbids the network, or where Python tells of each try."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from tests.offline import no_network
from tests.terminal.running import ROOT, environment

Folders = Mapping[str, str]
"""What names a site folder and a user's own, by environment variable."""
NO_FOLDERS: Final[Folders] = MappingProxyType({})
_STARTER: Final = str(Path(no_network.__file__))
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


def forbidden(
    *words: str, folders: Folders = NO_FOLDERS, given: bytes = b"", unix: bool = False
) -> Done:
    """Python with those words, where a try to reach a network ends it at once."""
    if why_not := _why_not():
        pytest.skip(f"{why_not}: that nothing is tried was not shown by the system")
    options = ["--unix"] if unix else []
    return _run([sys.executable, _STARTER, *options, sys.executable, *words], given, folders)


@cache
def _why_not() -> str:
    """Why the system cannot forbid it here, "" where it can."""
    if unknown := no_network.why_not_known():
        return unknown
    tried = subprocess.run(
        [sys.executable, _STARTER, sys.executable, "-c", ""], capture_output=True, check=False
    )
    return "seccomp is not allowed here" if tried.returncode else ""


def watched(*words: str, folders: Folders = NO_FOLDERS, given: bytes = b"") -> Done:
    """The program with those words, where Python tells of a try; on every system."""
    script = _TELLS + 'runpy.run_module("app", run_name="__main__", alter_sys=True)'
    return _run([sys.executable, "-c", script, "app", *words], given, folders)


def watched_script(script: str, folders: Folders = NO_FOLDERS) -> Done:
    """The same of a few lines of Python."""
    return _run([sys.executable, "-c", _TELLS + script], b"", folders)


def _run(command: list[str], given: bytes, folders: Folders) -> Done:
    quiet = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return Done(
        subprocess.run(
            command,
            cwd=ROOT,
            env=environment(**quiet, **folders),
            input=given,
            capture_output=True,
            check=False,
            timeout=LONGEST_S,
        )
    )
