"""`export-records`: the record as a table for a spreadsheet, or every entry whole."""

import argparse
from pathlib import Path
from typing import Final

from app.terminal.command_line import PlainParser
from app.terminal.output import write_out, write_trouble

COMMAND: Final = "export-records"

_DESCRIPTION: Final = """Write the record into a new file, with its newest hash.

As CSV one row an entry, for a spreadsheet; as JSON one entry a line, as `records --json` lists it,
and the newest hash in a last line. Give that hash to `verify-records --head` later on. What is
exported is protected health information as the record is."""
_EPILOG: Final = """examples:
  python -m app export-records --csv record-2026-11.csv
  python -m app export-records --json record.jsonl --encounter A-20417

Exit status: 0 exported, 1 nothing was exported, 2 the command line was wrong.
"""


class _Options(argparse.Namespace):
    csv: Path | None
    json: Path | None
    encounter: str | None


def run(words: list[str]) -> int:
    """Write the file that the command line names; 0 or 1.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    parser = PlainParser(COMMAND, _DESCRIPTION, _EPILOG)
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument(
        "--csv", metavar="FILE", type=Path, help="a table; FILE must not be there yet"
    )
    form.add_argument("--json", metavar="FILE", type=Path, help="every entry whole, one a line")
    parser.add_argument("--encounter", metavar="REFERENCE", help="those of this encounter alone")
    options = parser.parse_args(words, _Options())
    if options.encounter == "":
        parser.error("--encounter: blank: give a reference or leave the option out.")
    return _export(options.csv or options.json or Path(), options)


def _export(file: Path, options: _Options) -> int:
    from app.core.notation import counted  # noqa: PLC0415 --help does without
    from app.records.export import refuse_taken, write_csv, write_json  # noqa: PLC0415
    from app.records.record import Query, RecordTrouble, find_place, open_record  # noqa: PLC0415
    from app.terminal.known import load_known_site, told  # noqa: PLC0415

    try:
        refuse_taken(file)
        site = load_known_site()
        record = told(open_record(find_place(site)))
        newest = record.newest_hash()
        entries = record.entries(Query(encounter=options.encounter or ""))
        if options.csv is None:
            written = write_json(file, entries, newest)
        else:
            written = write_csv(
                file, entries, newest, site.reference, lambda e: record.entries(Query(encounter=e))
            )
    except RecordTrouble as trouble:
        return write_trouble(trouble.sentence)
    said = counted(written, "entry was", "entries were")
    write_out(f"{said} exported.\nThe newest hash is {newest}\n".encode())
    return 0
