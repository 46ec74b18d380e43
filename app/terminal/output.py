"""Standard output and error: UTF-8 with "\\n" on every system, and a reader that may go away."""

import errno
import io
import os
import sys
from typing import Final

_READER_GONE: Final = frozenset({errno.EPIPE, errno.EINVAL})
"""What a write into a closed pipe says; Windows says EINVAL."""


class OutputClosedError(Exception):
    """Nobody reads any more: the program ends without a word."""


class OutputFailedError(Exception):
    """The answer could not be written, a full disk for example."""


def speak_utf8() -> None:
    """Write UTF-8, whatever the system's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None in a window without a console
            stream.reconfigure(encoding="utf-8", newline="\n")


def write_out(text: bytes) -> None:
    """Write all of it to standard output, at once.

    Raises OutputClosedError or OutputFailedError.
    """
    if sys.stdout is None:  # it was closed before the program began
        raise OutputClosedError
    stream = sys.stdout.buffer
    rest = memoryview(text)
    try:
        while rest:
            rest = rest[stream.write(rest) :]  # an unbuffered stream may take a part
        stream.flush()
    except OSError as error:
        _leave_output()
        if error.errno in _READER_GONE:
            raise OutputClosedError from error
        raise OutputFailedError(f"The answer could not be written: {error.strerror}.") from error


def write_error(sentence: str) -> None:
    """Write a sentence to standard error, on a line of its own."""
    if sys.stderr is not None:  # there is none without a console
        sys.stderr.write(f"{sentence}\n")


def write_trouble(sentence: str) -> int:
    """Write a sentence that may repeat what somebody typed, safe to look at; 1, the exit status."""
    from app.contract.visible import visible  # noqa: PLC0415 --help does without

    write_error(visible(sentence))
    return 1


def _leave_output() -> None:
    """Point standard output at nothing, so that Python's own flush at the end does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
