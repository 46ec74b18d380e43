"""`--json` and `--jsonl`: requests from a file or standard input, answers to standard output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final, cast

from app.contract.json_text import LONGEST_REQUEST
from app.contract.reply import Replier
from app.terminal.command_line import WrongCommandLineError
from app.terminal.known import load_known
from app.terminal.output import write_out
from app.terminal.progress import shown_progress
from app.terminal.today import today

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_READ_AT_ONCE: Final = 1 << 16
_KEPT: Final = len(_BYTE_ORDER_MARK) + LONGEST_REQUEST + 1
"""Bytes: enough to see that a line is too long, and no more of it is held."""


def answer_one(name: str) -> int:
    """Answer the one request in a file, or in standard input ("-"), in full; 0 or 1."""
    with _opened(name) as source:
        text = source.read(_KEPT)
    answer, answered = _replier().reply(text.removeprefix(_BYTE_ORDER_MARK), today(), full=True)
    write_out(answer)
    return 0 if answered else 1


def answer_lines(name: str) -> int:
    """Answer each line with one line, in order; 0, or 1 where one of them is refused.

    A blank line is refused too, so that answer n is always the answer to line n. Answers are
    written before each read, which may wait: who sends a line and waits has its answer.
    """
    replier = _replier()
    all_answered = True
    with _opened(name) as source, shown_progress(_size(name)) as progress:
        for lines, read_bytes in _batches(source):
            day = today()
            answers = []
            for line in lines:
                answer, answered = replier.reply(line, day, full=False)
                answers.append(answer)
                all_answered &= answered
            write_out(b"".join(answers))
            progress(read_bytes, len(lines))
    return 0 if all_answered else 1


def _replier() -> Replier:
    reference = load_known()
    return Replier({drug.id: drug for drug in reference.drugs}, reference.rules)


def _batches(source: BufferedReader) -> Iterator[tuple[list[bytes], int]]:
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
def _opened(name: str) -> Iterator[BufferedReader]:
    """The file or standard input; what cannot be opened or read is a wrong command line."""
    try:
        if name == "-":
            if sys.stdin is None:
                raise WrongCommandLineError("Standard input is closed: name a file.")
            yield cast("BufferedReader", sys.stdin.buffer)
        else:
            with Path(name).open("rb") as file:
                yield file
    except OSError as error:  # one of writing has another name: see `write_out`
        raise WrongCommandLineError(f"{name} cannot be read: {error.strerror}.") from error


def _size(name: str) -> int | None:
    """The bytes in a file; None for a pipe, of which nobody knows."""
    return None if name == "-" else Path(name).stat().st_size or None
