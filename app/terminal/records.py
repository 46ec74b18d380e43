"""`records` and `verify-records`: what is in the record, and whether it is whole."""

import argparse
from typing import Final

from app.terminal.command_line import PlainParser
from app.terminal.output import write_out, write_trouble

COMMAND: Final = "records"
VERIFY: Final = "verify-records"

_LIST: Final = "List the entries of the record, oldest first, one a line of JSON."
_LIST_EPILOG: Final = """examples:
  python -m app records --json
  python -m app records --json --encounter A-20417

Exit status: 0 all listed, 1 the record could not be read, 2 the command line was wrong.
"""
_VERIFY: Final = """Walk the record from its first entry and say where it is not as it was recorded.

It finds accidents and edits. It has no key: somebody who wrote all of it anew is found by the
newest hash alone, as it stands on a paper or an export. Give that as --head."""
_VERIFY_EPILOG: Final = """examples:
  python -m app verify-records
  python -m app verify-records --head 5f1d…

Exit status: 0 it is whole, 1 it is not or could not be read, 2 the command line was wrong.
"""


class _ListOptions(argparse.Namespace):
    json: bool
    encounter: str | None


class _VerifyOptions(argparse.Namespace):
    head: str | None


def run(words: list[str]) -> int:
    """Print the entries; 0, or 1 where the record could not be read to its end.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    parser = PlainParser(COMMAND, _LIST, _LIST_EPILOG)
    parser.add_argument("--json", action="store_true", help="one entry a line")
    parser.add_argument("--encounter", metavar="REFERENCE", help="those of this encounter alone")
    options = parser.parse_args(words, _ListOptions())
    if not options.json:
        parser.error("Say --json: it is the only form.")
    if options.encounter == "":
        parser.error("--encounter: blank: give a reference or leave the option out.")
    from app.records.entry_json import entry_object, json_line  # noqa: PLC0415 --help does without
    from app.records.record import Query, RecordTrouble  # noqa: PLC0415
    from app.terminal.known import open_known_record  # noqa: PLC0415

    try:
        for entry in open_known_record().entries(Query(encounter=options.encounter or "")):
            write_out(json_line(entry_object(entry)))
    except RecordTrouble as trouble:
        return write_trouble(trouble.sentence)
    return 0


def verify(words: list[str]) -> int:
    """Say that the record is whole or empty, with its newest hash, or which entry breaks it first.

    0 or 1. Raises WrongCommandLineError and what `output.write_out` raises.
    """
    parser = PlainParser(VERIFY, _VERIFY, _VERIFY_EPILOG)
    parser.add_argument(
        "--head",
        metavar="HASH",
        type=_hash,
        help="a hash that one of the entries has to have; 64 zeros: of a record still empty",
    )
    options = parser.parse_args(words, _VerifyOptions())
    from app.records.record import EMPTY, RecordTrouble  # noqa: PLC0415 --help does without
    from app.terminal.known import open_known_record  # noqa: PLC0415
    from app.terminal.today import today  # noqa: PLC0415

    try:
        record = open_known_record()
        if broken := record.verify(options.head or ""):
            return write_trouble(broken)
        newest, newest_hash = record.newest()[:1], record.newest_hash()
        old = record.older_than_kept(today())
    except RecordTrouble as trouble:
        return write_trouble(trouble.sentence)
    said = f"The record is whole: {_entries(newest[0].place)}." if newest else EMPTY
    said += f"\nThe newest hash is {newest_hash}\n"
    if old:
        years = record.place.keep_years
        said += f"Older than the {years} years that the site keeps at least: {_entries(old)}.\n"
    write_out(said.encode())
    return 0


def _entries(count: int) -> str:
    from app.core.notation import counted  # noqa: PLC0415 --help does without

    return counted(count, "entry", "entries")


def _hash(text: str) -> str:
    from app.records.chain import read_hash  # noqa: PLC0415 --help does without

    found = read_hash(text)
    if not found:
        raise argparse.ArgumentTypeError("a hash has 64 digits, 0 to 9 and a to f.")
    return found
