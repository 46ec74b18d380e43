"""Paper as PDF: worksheet and insert, each one page, its text to be searched and copied."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.paper.bag_insert import HEIGHT_MM, WIDTH_MM, lay_out_insert
from app.paper.marks import Mark, draw
from app.paper.paper_sheet import PaperRefusedError, PaperSheet, PaperSize
from app.paper.worksheet_page import lay_out_worksheet
from app.site.whole_file import write_beside

_DOTS_AN_INCH: Final = 1_200
PAGE_SIZES: Final = {
    PaperSize.A4: QPageSize(QPageSize.PageSizeId.A4),
    PaperSize.LETTER: QPageSize(QPageSize.PageSizeId.Letter),
}

INSERT_PAGE: Final = QPageSize(
    QSizeF(WIDTH_MM, HEIGHT_MM),
    QPageSize.Unit.Millimeter,
    "Insert",
    QPageSize.SizeMatchPolicy.ExactMatch,
)


def make_application() -> QGuiApplication | None:
    """What Qt needs to know fonts, where no window is; to be held as long as paper is made."""
    return None if QGuiApplication.instance() else QGuiApplication(["vialwise"])


def worksheet_pdf(paper: PaperSheet, size: PaperSize) -> bytes:
    """The worksheet's page; raises PaperRefusedError."""
    page = lay_out_worksheet(paper, size)
    title = f"Worksheet, {paper.sheet.drug.name}, {paper.encounter or 'no encounter reference'}"
    return pdf_of(page.marks, PAGE_SIZES[size], title)


def insert_pdf(
    paper: PaperSheet, made_at: datetime | None = None, use_before_hours: int | None = None
) -> bytes:
    """The insert for the bag's label; raises PaperRefusedError."""
    marks = lay_out_insert(paper, made_at, use_before_hours)
    return pdf_of(marks, INSERT_PAGE, f"Insert for a bag, {paper.sheet.drug.name}")


def write_pdf(paper: PaperSheet, path: Path, size: PaperSize) -> None:
    """Write the worksheet to a file, whole or not at all; raises PaperRefusedError."""
    write_file(path, worksheet_pdf(paper, size))


def write_file(path: Path, pdf: bytes) -> None:
    """Put a PDF at its place, whole or not at all, for the user alone; raises PaperRefusedError."""
    try:
        write_beside(path, pdf, mode=0o600)
    except OSError as error:
        why = error.strerror or str(error)
        raise PaperRefusedError(f"{path} could not be written: {why}.") from error


def pdf_of(marks: Iterable[Mark], page: QPageSize, title: str) -> bytes:
    """One page with these marks; raises PaperRefusedError where Qt cannot make it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_AN_INCH)
    writer.setPageLayout(whole_page(page))
    writer.setTitle(title)
    writer.setCreator("Vialwise")
    painter = QPainter()
    if not painter.begin(writer):
        raise PaperRefusedError("The PDF could not be made: close other programs and try again.")
    draw(marks, painter)
    painter.end()
    return bytes(buffer.data().data())


def whole_page(page: QPageSize) -> QPageLayout:
    """A page whose margins are the paper's own."""
    return QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
