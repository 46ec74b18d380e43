"""`record`: lines of JSON into the record, each answered once its entry is safe on disk."""

import argparse
from typing import Final

from app.terminal.command_line import PlainParser

COMMAND: Final = "record"

_DESCRIPTION: Final = """Record what was prepared, checked, given or corrected, a line of JSON each.

Each line is answered by one, in order: id and hash once the entry is safe on disk, or errors,
and then nothing was recorded. A line that the store has trouble with is answered so, and the next
one tries again. Payer, setting, source, date of service, vials and bag that a request leaves out
are recorded as the worksheet has them. No PIN is asked for: who may run this command may sign by
any initials of the site."""

_EPILOG: Final = """examples:
  python -m app record --jsonl entries.jsonl > answers.jsonl
  python -m app record --jsonl -

Exit status: 0 all recorded, 1 at least one was not, 2 the command line was wrong.
"""


class _Options(argparse.Namespace):
    jsonl: str


def run(words: list[str]) -> int:
    """Record each line; 0, or 1 where one of them was not recorded.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    parser = PlainParser(COMMAND, _DESCRIPTION, _EPILOG)
    parser.add_argument(
        "--jsonl",
        metavar="FILE",
        required=True,
        help="what to record, one a line; - for standard input; see `python -m app schema`",
    )
    options = parser.parse_args(words, _Options())
    return _record_lines(options.jsonl)


def _record_lines(name: str) -> int:
    from app.records.recorder import Recorder  # noqa: PLC0415 --help does without pydantic and SQL
    from app.terminal.known import load_known_site  # noqa: PLC0415
    from app.terminal.output import write_out  # noqa: PLC0415
    from app.terminal.progress import shown_progress  # noqa: PLC0415
    from app.terminal.request_lines import batches, opened, size_of  # noqa: PLC0415
    from app.terminal.today import now  # noqa: PLC0415

    recorder = Recorder.of(load_known_site())
    all_recorded = True
    with opened(name, COMMAND) as source, shown_progress(size_of(name)) as progress:
        for lines, read_bytes in batches(source):
            for line in lines:
                answer, recorded = recorder.reply(line, now())
                all_recorded &= recorded
                write_out(answer)  # each at once: what is recorded is to be known to be
            progress(read_bytes, len(lines))
    return 0 if all_recorded else 1
