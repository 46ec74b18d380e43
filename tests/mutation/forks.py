"""What becomes of a mutant: it is tried in a fork, so that it cannot touch the next one."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Final

_MOST_BYTES: Final = 2 * 1024**3


class Fate(StrEnum):
    """What the tests make of a mutant."""

    KILLED = "killed"
    ENDLESS = "endless"
    """It runs far longer than the code does: noticed as well."""
    SURVIVED = "survived"


def fate_of(tests_pass: Callable[[], bool]) -> Fate:
    """What `tests_pass` says in a fork of its own; what ends the fork kills the mutant too."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return Fate.ENDLESS if os.WTERMSIG(status) == signal.SIGALRM else Fate.KILLED
        return Fate.SURVIVED if os.WEXITSTATUS(status) == 0 else Fate.KILLED
    passed = False
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
        passed = tests_pass()
    finally:
        os._exit(0 if passed else 1)


def allow(seconds: float) -> None:
    """End this fork if it takes longer from here on."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
