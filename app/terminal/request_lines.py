"""Requests from a file or standard input, whole or a line each, for what command takes them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final, cast

from app.contract.json_text import LONGEST_REQUEST
from app.terminal.command_line import PROGRAM, WrongCommandLineError

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_READ_AT_ONCE: Final = 1 << 16
_KEPT: Final = len(_BYTE_ORDER_MARK) + LONGEST_REQUEST + 1
"""Bytes: enough to see that a line is too long, and no more of it is held."""


def read_one(name: str, command: str = "calculate") -> bytes:
    """The text of a file, or of standard input ("-"), without a mark of its byte order."""
    with opened(name, command) as source:
        return source.read(_KEPT).removeprefix(_BYTE_ORDER_MARK)


def batches(source: BufferedReader) -> Iterator[tuple[list[bytes], int]]:
    """The lines that each read completes, and how many bytes it brought.

    One read takes what is there, at most 64 KiB, and waits only where nothing is.
    """
    rest, beginning = b"", True
    while chunk := source.read1(_READ_AT_ONCE):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:_KEPT]
        if beginning and lines:
            lines[0] = lines[0].removeprefix(_BYTE_ORDER_MARK)
            beginning = False
        yield lines, len(chunk)
    if beginning:
        rest = rest.removeprefix(_BYTE_ORDER_MARK)
    if rest:
        yield [rest], 0


@contextmanager
def opened(name: str, command: str = "calculate") -> Iterator[BufferedReader]:
    """The file or standard input; what cannot be opened or read is a wrong line of that command."""
    program = f"{PROGRAM} {command}"
    try:
        if name == "-":
            if sys.stdin is None:
                raise WrongCommandLineError("Standard input is closed: name a file.", program)
            yield cast("BufferedReader", sys.stdin.buffer)
        else:
            with Path(name).open("rb") as file:
                yield file
    except OSError as error:  # one of writing has another name: see `write_out`
        sentence = f"{name} cannot be read: {error.strerror}."
        raise WrongCommandLineError(sentence, program) from error


def size_of(name: str) -> int | None:
    """The bytes in a file; None for a pipe, of which nobody knows."""
    return None if name == "-" else Path(name).stat().st_size or None
