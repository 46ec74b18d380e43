"""`worksheet`: a request in JSON to the one-page worksheet as PDF, without a window."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.terminal.command_line import PlainParser
from app.terminal.output import write_error

if TYPE_CHECKING:
    from app.core.finding import FieldError

COMMAND: Final = "worksheet"
PAPERS: Final = ("a4", "letter")

_DESCRIPTION: Final = """Make the worksheet of one request, a page to print, as PDF.

It is the page that the window prints; the request is that of `calculate --json`. It is in no
record, and the page says so."""

_EPILOG: Final = """examples:
  python -m app worksheet --json request.json --pdf worksheet.pdf
  python -m app worksheet --json - --pdf worksheet.pdf --insert bag.pdf --encounter A-20417

Exit status: 0 written, 1 refused or not written, 2 the command line was wrong.
"""


class _Options(argparse.Namespace):
    json: str
    pdf: Path
    insert: Path | None
    paper: str
    encounter: str | None


def run(words: list[str]) -> int:
    """Write the PDF; 0, or 1 where the request is refused or a file cannot be written.

    Raises WrongCommandLineError.
    """
    options = _read_words(words)
    from app.terminal.request_lines import read_one  # noqa: PLC0415 --help does without

    text = read_one(options.json, "worksheet")
    from app.contract.reply import Replier  # noqa: PLC0415 --help does without
    from app.terminal.known import load_known  # noqa: PLC0415
    from app.terminal.today import today  # noqa: PLC0415

    reference = load_known()
    answer = Replier(reference.drugs_by_id, reference.rules).answer(text, today())
    from app.core.finding import Incomplete, Refused  # noqa: PLC0415
    from app.core.worksheet import ShortShelf  # noqa: PLC0415
    from app.paper.paper_sheet import PaperRefusedError, PaperSheet, PaperSize  # noqa: PLC0415

    if isinstance(answer, (Incomplete, Refused)):
        return _refuse(answer.errors)
    if isinstance(answer, ShortShelf):
        return _refuse((answer.error,))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # paper needs no display
    from app.paper.pdf import insert_pdf, make_application, worksheet_pdf, write_file  # noqa: PLC0415

    codes = reference.rules.codes.name
    paper = PaperSheet(answer, code_table=codes, encounter=options.encounter or "")
    application = make_application()
    try:
        write_file(options.pdf, worksheet_pdf(paper, PaperSize(options.paper)))
        if options.insert is not None:  # the worksheet stands whatever becomes of the insert
            write_file(options.insert, insert_pdf(paper))
    except PaperRefusedError as refused:
        write_error(refused.sentence)
        return 1
    finally:
        del application
    return 0


def _read_words(words: list[str]) -> _Options:
    parser = PlainParser(COMMAND, _DESCRIPTION, _EPILOG)
    parser.add_argument(
        "--json", metavar="FILE", required=True, help="the request; - for standard input"
    )
    parser.add_argument("--pdf", metavar="FILE", required=True, type=_file, help="the page")
    parser.add_argument("--paper", choices=PAPERS, default="letter", help="letter if not said")
    parser.add_argument(
        "--insert", metavar="FILE", type=_file, help="the insert for the bag's label as well"
    )
    parser.add_argument(
        "--encounter",
        metavar="REFERENCE",
        type=_encounter,
        help="the encounter's reference, never a name; a line to write it on if not said",
    )
    options = parser.parse_args(words, _Options())
    if options.insert is not None and options.insert.absolute() == options.pdf.absolute():
        parser.error("--pdf and --insert name the same file: name two.")
    return options


def _refuse(errors: "tuple[FieldError, ...]") -> int:
    """Say each with its place in the request; 1."""
    from app.contract.visible import visible  # noqa: PLC0415 --help does without

    for error in errors:
        where = f"{error.field}: " if error.field else ""
        write_error(visible(f"{where}{error.message}"))
    return 1


def _file(text: str) -> Path:
    """The file to write; raises ArgumentTypeError."""
    path = Path(text)
    if text in {"", "-"} or path.is_dir():
        raise argparse.ArgumentTypeError(f"name a file to write, not “{text}”.")
    return path


def _encounter(text: str) -> str:
    """A reference that a record would take; raises ArgumentTypeError."""
    from app.core.entry_fields import why_not_encounter  # noqa: PLC0415 --help does without
    from app.core.personal_text import looks_personal  # noqa: PLC0415

    wrong = why_not_encounter(text)
    if sentence := wrong.message if wrong else looks_personal(text, is_reference=True):
        raise argparse.ArgumentTypeError(sentence)
    return text
