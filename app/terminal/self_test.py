"""`self-test`: whether the program works on this computer, for a site that has just unpacked it."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.terminal.command_line import PlainParser

if TYPE_CHECKING:
    from app.reference import Reference
    from app.reference.self_test_file import Figures

COMMAND: Final = "self-test"

_REQUEST: Final = '{"drug": "durvalumab", "dose": {"basis": "flat", "mg": "1500"}}'
_LINE: Final = f'{{"encounter": "T-1", "by": "ST", "meaning": "prepared", "request": {_REQUEST}}}'

_DESCRIPTION: Final = """Try the program on this computer: a line for each part that works.

It compares the program's files with their sums, reads its tables, computes published examples,
opens the window for a moment where there is a screen, draws a page, makes a PDF, and records and
verifies one entry. All of it happens in a temporary folder: the site's record, its choices and the
user's own files are not touched."""

_EPILOG: Final = """examples:
  python -m app self-test

Exit status: 0 all works, 1 something does not, 2 the command line was wrong.
"""


class _DoesNotWorkError(Exception):
    """What does not work: a sentence."""


def run(words: list[str], draw: Callable[[Path], object]) -> int:
    """Try each part in turn and say so; 0, or 1 with a sentence at the first that does not work.

    `draw` draws a page into the PNG file that it is handed. Raises WrongCommandLineError and what
    `output.write_out` raises.
    """
    PlainParser(COMMAND, _DESCRIPTION, _EPILOG).parse_args(words)
    from app.contract.visible import visible  # noqa: PLC0415 --help does without
    from app.reference.file_error import ReferenceFileError  # noqa: PLC0415
    from app.terminal.output import write_out, write_trouble  # noqa: PLC0415
    from app.terminal.window_tried import has_screen  # noqa: PLC0415

    on_screen = has_screen()  # before the page is drawn without one
    with _nowhere_else() as folder:
        parts: tuple[Callable[[], str], ...] = (
            _sums_agree,
            _tables_load,
            _examples_come_out,
            *((_window_opens,) if on_screen else ()),
            lambda: _page_is_drawn(draw, folder / "page.png"),
            lambda: _paper_is_made(folder),
            lambda: _entry_is_recorded(folder / "record.sqlite"),
            _driver_loads,
        )
        for part in parts:
            try:
                write_out(visible(f"ok  {part()}").encode() + b"\n")
            except ReferenceFileError as error:
                return write_trouble(f"The self-test failed: {error.sentence_of_ours}")
            except _DoesNotWorkError as error:
                return write_trouble(f"The self-test failed: {error}")
    if on_screen:
        write_out(b"All works.\n")
    else:
        write_out(b"--  no screen here: the window itself was not tried\n")
        write_out(b"All that was tried works.\n")
    return 0


@contextmanager
def _nowhere_else() -> Iterator[Path]:
    """A temporary folder that stands for the site's and the user's own until the end."""
    variables = ("VIALWISE_SITE", "VIALWISE_USER_DATA")
    before = {name: os.environ[name] for name in variables if name in os.environ}
    # Windows does not remove a file that is still open: what is left there is a test's.
    with tempfile.TemporaryDirectory("-vialwise", ignore_cleanup_errors=True) as folder:
        os.environ.update(dict.fromkeys(variables, folder))
        try:
            yield Path(folder)
        finally:
            for name in variables:
                del os.environ[name]
            os.environ.update(before)


def _sums_agree() -> str:
    from app.site.site_folder import PROGRAM_FOLDER  # noqa: PLC0415 --help does without
    from app.terminal.program_files import changed_files, files_beside  # noqa: PLC0415

    if not getattr(sys, "frozen", False):
        return "the program runs from its source: there are no sums of its files to compare"
    if wrong := changed_files(PROGRAM_FOLDER):
        raise _DoesNotWorkError(f"{wrong} Unpack the program again, into a new folder.")
    said = "the program’s files are those that were packed"
    if more := files_beside(PROGRAM_FOLDER):
        said += f"; not of this version, and lying beside them: {', '.join(more)}"
    return said


def _window_opens() -> str:
    from app.terminal.window_tried import why_no_window  # noqa: PLC0415 --help does without

    if why := why_no_window():
        raise _DoesNotWorkError(why)
    return "the window opens on this screen"


def _tables_load() -> str:
    known = _known()
    drugs, payers = len(known.drugs), len(known.rules.payers)
    return f"{drugs} drugs, {payers} payers and the {known.rules.codes.name} are read"


def _examples_come_out() -> str:
    from app.reference.self_test_file import read_self_test  # noqa: PLC0415 --help does without

    examples = read_self_test()
    for example in examples:
        if (found := _figures_of(example.request)) != example.figures:
            gives, wanted = found.text if found else "no answer", example.figures.text
            raise _DoesNotWorkError(
                f"{example.name} gives {gives}, not {wanted}. Do not use this program."
            )
    return f"{len(examples)} worked examples give the figures of their sources"


def _figures_of(request: str) -> "Figures | None":
    """What the program makes of a request; None where it is refused."""
    from app.contract.reply import Replier  # noqa: PLC0415 --help does without
    from app.core.notation import shown  # noqa: PLC0415
    from app.core.worksheet import Worksheet  # noqa: PLC0415
    from app.reference.self_test_file import Figures  # noqa: PLC0415
    from app.terminal.today import today  # noqa: PLC0415

    known = _known()
    replier = Replier({drug.id: drug for drug in known.drugs}, known.rules)
    sheet = replier.answer(request.encode(), today())
    if not isinstance(sheet, Worksheet):
        return None
    return Figures(
        vials=tuple(f"{vial.count} × {shown(vial.mg)} mg" for vial in sheet.plan.vials),
        discarded_mg=shown(sheet.discarded_mg),
        administered_units=sheet.units.administered,
        discarded_units=sheet.units.discarded,
    )


def _page_is_drawn(draw: Callable[[Path], object], picture: Path) -> str:
    try:
        draw(picture)
    except Exception as error:  # whatever a system's own parts raise, a person reads a sentence
        raise _DoesNotWorkError(f"a page could not be drawn ({type(error).__name__}).") from error
    if not picture.exists() or not picture.read_bytes().startswith(b"\x89PNG"):
        raise _DoesNotWorkError("a page could not be drawn.")
    return "a page is drawn"


def _paper_is_made(folder: Path) -> str:
    from app.terminal import worksheet  # noqa: PLC0415 --help does without

    request, pdf = folder / "request.json", folder / "worksheet.pdf"
    request.write_text(_REQUEST, "utf-8")
    status = worksheet.run(["--json", str(request), "--pdf", str(pdf)])
    if status or not pdf.read_bytes().startswith(b"%PDF-"):
        raise _DoesNotWorkError("a worksheet could not be made as PDF.")
    return "a worksheet is made as PDF"


def _entry_is_recorded(file: Path) -> str:
    from app.records.places import place_of_file  # noqa: PLC0415 --help does without
    from app.records.record import RecordTrouble, open_record  # noqa: PLC0415
    from app.records.recorder import Recorder  # noqa: PLC0415
    from app.terminal.today import now  # noqa: PLC0415

    known, place = _known(), place_of_file(file)
    recorder = Recorder(place, {drug.id: drug for drug in known.drugs}, known.rules)
    _, is_recorded = recorder.reply(_LINE.encode(), now())
    try:
        record = open_record(place)
        broken = record.verify(record.newest_hash())
        entries = len(list(record.entries()))
    except RecordTrouble as trouble:
        raise _DoesNotWorkError(trouble.sentence) from trouble
    if not is_recorded or broken or entries != 1:
        raise _DoesNotWorkError(broken or "an entry could not be recorded.")
    return "an entry is recorded and verified"


def _driver_loads() -> str:
    from app.records.places import RecordPlace  # noqa: PLC0415 --help does without
    from app.records.store_of import store_of  # noqa: PLC0415

    store_of(RecordPlace(None, "postgresql://nobody@localhost/none"))  # connects at first use
    return "the driver for a record on a server is there; no server was asked"


def _known() -> "Reference":
    from app.reference import load_reference  # noqa: PLC0415 --help does without

    return load_reference()
