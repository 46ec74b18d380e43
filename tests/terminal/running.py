"""Start the real program in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Final

LONGEST_SECONDS: Final = 30
ROOT: Final = Path(__file__).resolve().parents[2]

GOLDEN: Final = (
    b'{"drug": "durvalumab", "dose": {"basis": "weight", "mg_per_kg": "10", "weight": "72.4", '
    b'"weight_unit": "kg"}}'
)
"""The order of contract.md as a line: 724 mg."""


def environment(**more: str) -> dict[str, str]:
    """This one's, but with Python's own buffering, as on a person's machine."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    return {**kept, **more}


def _heed_interrupts() -> None:
    """A shell in the background has its children ignore Ctrl+C; this one is to end by it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(*words: str, longest_s: int = LONGEST_SECONDS) -> "Iterator[subprocess.Popen[bytes]]":
    """The program with those words, its three streams in our hands; killed when it hangs."""
    with subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 no thread of ours runs yet
    ) as program:
        watchdog = Timer(longest_s, program.kill)
        watchdog.start()
        try:
            yield program
        finally:
            watchdog.cancel()


def run(*words: str, given: bytes = b"", **more: str) -> "subprocess.CompletedProcess[bytes]":
    """The same, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env=environment(**more),
        input=given,
        capture_output=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )


def run_python(script: str, *words: str, given: bytes = b"") -> str:
    """What a script prints to standard error; it has to end well."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=ROOT,
        env=environment(),
        input=given,
        capture_output=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode()
