"""From Ctrl+P to paper: what is printed is what the page shows, and the record says so."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.worksheet import Worksheet
from app.records.trouble import RecordTrouble
from app.ui.live_answer import LiveAnswer
from app.ui.live_record import LiveRecord
from app.ui.order_record import OrderRecord
from app.ui.print_bar import PrintBar

if TYPE_CHECKING:
    from app.paper.paper_sheet import PaperSheet
    from app.paper.printing import Printed

# ruff: noqa: PLC0415  paper and Qt's print support load when something is printed


class Printing(QObject):
    """Stands between the bar for printing, paper and the record."""

    def __init__(self, live: LiveAnswer, bar: PrintBar, window: QWidget) -> None:
        super().__init__(bar)
        self._live = live
        self._bar = bar
        self._window = window
        bar.worksheet_asked.connect(self._print_worksheet)
        bar.insert_asked.connect(self._print_insert)
        bar.pdf_asked.connect(self._ask_where)
        bar.printer_asked.connect(self._choose_printer)
        live.changed.connect(lambda _shown: bar.close_bar())

    def ask(self) -> None:
        """Ctrl+P: open the bar."""
        answer = self._live.shown.answer
        if not isinstance(answer, Worksheet):
            self._bar.say("There is no whole answer to print yet.", done=False)
            return
        planned = "planned, not given" if answer.is_planned else str(answer.status)
        self._bar.ask(f"{answer.drug.name}, {planned}")

    def save_pdf(self, path: Path) -> None:
        """Keep the worksheet as a PDF file there."""
        from app.paper.paper_sheet import PaperRefusedError, PaperSheet
        from app.paper.pdf import write_pdf
        from app.paper.printing import Printed, worksheet_size

        def write(paper: PaperSheet) -> Printed:
            try:
                write_pdf(paper, path, worksheet_size())
            except PaperRefusedError as refused:
                return Printed(done=False, sentence=refused.sentence)
            return Printed(done=True, sentence=f"Saved as {path.name}.")

        self._put_out(write)

    def _ask_where(self) -> None:
        encounter = self._live.shown.typed.encounter.strip()
        name = f"worksheet-{encounter}.pdf" if encounter.isalnum() else "worksheet.pdf"
        path, _ = QFileDialog.getSaveFileName(self._window, "Save worksheet", name, "PDF (*.pdf)")
        if path:
            self.save_pdf(Path(path))

    def _print_worksheet(self) -> None:
        from app.paper.printing import print_worksheet

        self._put_out(lambda paper: print_worksheet(paper, self._window))

    def _print_insert(self) -> None:
        from app.paper.printing import print_insert

        hours = self._live.shown.rules.site.use_before_hours
        made_at = LiveRecord.of(self._live).now()
        self._put_out(
            lambda paper: print_insert(paper, self._window, made_at, hours), is_worksheet=False
        )

    def _choose_printer(self) -> None:
        from app.paper.printing import choose_printer
        from app.site.user_printer import PrintedThing

        chosen = choose_printer(PrintedThing.WORKSHEET, self._window)
        if chosen.printer is None:
            if chosen.sentence:
                self._bar.say(chosen.sentence, done=False)
            return
        said = f"Worksheets go to “{chosen.printer.name}” from now on."
        self._bar.say(chosen.sentence or said, done=not chosen.sentence)

    def _put_out(
        self, put_out: "Callable[[PaperSheet], Printed]", *, is_worksheet: bool = True
    ) -> None:
        """Put the page out, and have the record say that it was; else say why it was not."""
        record = OrderRecord(self._live)
        try:
            paper = record.paper()
        except RecordTrouble as trouble:
            self._bar.say(f"{trouble.sentence} Nothing was printed.", done=False)
            return
        if paper is None:
            return
        printed = put_out(paper)
        trouble_after = record.note_printed() if printed.done and is_worksheet else ""
        if printed.sentence or trouble_after:
            said = f"{printed.sentence} {trouble_after}".strip()
            self._bar.say(said, done=printed.done and not trouble_after)
