"""Printing: to the remembered printer or to none, and the same page as the PDF."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from app.paper.paper_sheet import PaperRefusedError, PaperSize
from app.paper.pdf import insert_pdf, worksheet_pdf
from app.paper.printing import (
    known_printers,
    print_insert,
    print_insert_on,
    print_worksheet,
    print_worksheet_on,
)
from app.site.user_printer import PrintedThing, UserPrinter, remember_user_printer
from tests.paper.reading import outside, overlapping, read_page
from tests.paper.sheets import ANSWER, given, planned
from tests.paper.test_longest_contents import everything_typed


def printer_to(file: Path) -> QPrinter:
    """A printer whose paper is a file, as Qt has it on every system."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


@pytest.mark.parametrize("size", PaperSize)
def test_printed_page_is_the_page_of_the_pdf(tmp_path: Path, size: PaperSize) -> None:
    file = tmp_path / "printed.pdf"
    print_worksheet_on(printer_to(file), planned(), size)
    printed, made = read_page(file.read_bytes()), read_page(worksheet_pdf(planned(), size))
    assert printed.text == made.text
    assert (printed.width, printed.height) == (made.width, made.height)
    assert outside(printed, 17) == []
    assert overlapping(printed) == []
    for on_paper, in_pdf in zip(printed.letters, made.letters, strict=True):
        assert on_paper[1:] == pytest.approx(in_pdf[1:], abs=0.5)


def test_printed_insert_is_the_small_page_of_the_pdf(tmp_path: Path) -> None:
    file = tmp_path / "insert.pdf"
    print_insert_on(printer_to(file), planned())
    printed, made = read_page(file.read_bytes()), read_page(insert_pdf(planned()))
    assert printed.text == made.text
    assert (printed.width, printed.height) == pytest.approx((made.width, made.height), abs=1)


def test_printer_that_is_gone_is_said_and_nothing_goes_to_another() -> None:
    assert "Bench 2" not in known_printers()
    remember_user_printer(PrintedThing.WORKSHEET, UserPrinter("Bench 2", "letter"))
    printed = print_worksheet(planned(), None)
    assert not printed.done
    assert printed.sentence == (
        "The printer “Bench 2” is not there any more, and nothing was printed. Choose another, or "
        "save a PDF."
    )


def test_without_any_printer_it_is_said_and_no_dialog_opens() -> None:
    if known_printers():
        pytest.skip("this machine has printers")
    for printed in (print_worksheet(planned(), None), print_insert(planned(), None)):
        assert not printed.done
        assert printed.sentence == "No printer is set up on this computer: save a PDF instead."


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_printer_that_does_not_take_the_page_is_said(tmp_path: Path) -> None:
    with pytest.raises(PaperRefusedError, match="does not take the page, and nothing was printed"):
        print_worksheet_on(printer_to(tmp_path / "no folder" / "x.pdf"), planned(), PaperSize.A4)


def test_what_is_refused_does_not_reach_the_printer(tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    with pytest.raises(PaperRefusedError, match="does not fit on one page"):
        print_worksheet_on(printer_to(file), everything_typed(ANSWER), PaperSize.A4)
    with pytest.raises(PaperRefusedError, match="bag still to be given"):
        print_insert_on(printer_to(file), given())
    assert not file.exists()
