"""`import-hcpcs`: CMS's HCPCS file into the site folder."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from app.core.notation import read_date
from app.terminal.command_line import PlainParser
from app.terminal.output import write_error, write_out
from app.terminal.today import today

COMMAND: Final = "import-hcpcs"

_DESCRIPTION: Final = """Read CMS's HCPCS file, so that every code is known with its days.

FILE is the text of fixed width in CMS's ZIP of a quarter, HCPC2026_OCT_ANWEB….txt, not the Excel
file beside it. All of it comes into the site folder, or nothing is changed: a part of the file is
refused. NDC crosswalk, most units and rates stay those of the program."""

_EPILOG: Final = """examples:
  python -m app import-hcpcs HCPC2026_OCT_ANWEB_09152026.txt
  python -m app import-hcpcs codes.txt --dated 2026-10-01

Exit status: 0 imported, 1 nothing was changed, 2 the command line was wrong.
"""


class _Options(argparse.Namespace):
    file: Path
    dated: date | None


def run(words: list[str]) -> int:
    """Import the file that the command line names; 0, or 1 where nothing was changed.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    parser = PlainParser(COMMAND, _DESCRIPTION, _EPILOG)
    parser.add_argument("file", metavar="FILE", type=Path, help="CMS's text file")
    parser.add_argument(
        "--dated",
        metavar="YYYY-MM-DD",
        type=_day,
        help="the table's first day, not after today, where the file's name does not tell it",
    )
    options = parser.parse_args(words, _Options())
    from app.reference import load_reference  # noqa: PLC0415 --help does without
    from app.site.hcpcs_import import Imported, import_hcpcs  # noqa: PLC0415
    from app.site.site_folder import find_site_folder  # noqa: PLC0415

    imported = import_hcpcs(options.file, find_site_folder(), today(), options.dated)
    if not isinstance(imported, Imported):
        for sentence in imported:
            write_error(sentence)
        return 1
    head, ours = imported.head, load_reference().rules.codes
    said = [
        f"{head.name}, {head.dated}: {head.codes:,} codes and {head.modifiers:,} modifiers.",
        str(imported.place),
    ]
    if head.dated < ours.dated:
        said.append(
            f"It is older than the {ours.name}, which stays in force; its codes serve where that "
            "one has none."
        )
    said.append("NDC crosswalk, most units (MUE) and rates stay those of the program.")
    write_out("".join(f"{line}\n" for line in said).encode())
    return 0


def _day(text: str) -> date:
    day = read_date(text)
    if isinstance(day, str):
        raise argparse.ArgumentTypeError(day)
    return day
