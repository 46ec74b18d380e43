"""The Records page: find a dose, see it as it was recorded and what changed; a month in figures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.month import Month, MonthSummary
from app.records.changes import changes
from app.records.dose_entries import DoseEntries, Search, find_doses
from app.records.entry import Entry
from app.records.kept_sheet import NotWholeError
from app.records.trouble import RecordTrouble
from app.ui.live_answer import LiveAnswer
from app.ui.live_record import LiveRecord
from app.ui.live_site import LiveSite
from app.ui.month_reader import MonthReader
from app.ui.panels.records_changes_panel import RecordsChangesPanel
from app.ui.panels.records_entry_panel import RecordsEntryPanel
from app.ui.panels.records_export_panel import RecordsExportPanel
from app.ui.panels.records_figures_panel import RecordsFiguresPanel
from app.ui.panels.records_head_panel import DOSES, MONTH, RecordsHeadPanel
from app.ui.panels.records_keeping_panel import RecordsKeepingPanel
from app.ui.panels.records_list_panel import RecordsListPanel, key_of
from app.ui.panels.records_month_panel import RecordsMonthPanel
from app.ui.panels.records_products_panel import RecordsProductsPanel
from app.ui.panels.records_search_panel import RecordsSearchPanel
from app.ui.safekeeping import Safekeeping
from app.ui.typed_order import Shown
from app.ui.widgets.columns import Columns
from app.ui.widgets.keys import follow_the_eye, stops_in
from app.ui.widgets.text import set_look, show_if

if TYPE_CHECKING:
    from app.records.record import Record


class RecordsPage(QWidget):
    """Left the search and how the record is kept, middle what was found, right what changed.

    What it reads may be gone or broken at any moment: each step says so and leaves the rest usable.
    """

    has_own_bar = True
    given_asked = Signal(object)
    """Enter what was given: the newest entry of a planned dose."""
    correct_asked = Signal(object)
    """Correct it: the newest entry of a dose."""
    checklist_asked = Signal(object)
    """Go on with its checklist: the newest entry of a dose."""

    def __init__(self, live: LiveAnswer) -> None:
        super().__init__()
        self.setObjectName("page")
        self._record = LiveRecord.of(live)
        self._site = LiveSite.of(live)
        self.head = RecordsHeadPanel()
        self.search = RecordsSearchPanel()
        self.keeping = RecordsKeepingPanel()
        self.list = RecordsListPanel()
        self.entry = RecordsEntryPanel()
        self.changes = RecordsChangesPanel()
        self.export = RecordsExportPanel()
        self.month = RecordsMonthPanel()
        self.products = RecordsProductsPanel()
        self.figures = RecordsFiguresPanel()
        self.columns = Columns(
            [self.search, self.keeping],
            [self.list, self.month, self.entry, self.products],
            [self.changes, self.figures, self.export],
            self.head,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self._reader = MonthReader(self._open, self)
        self._safekeeping = Safekeeping(
            self._record,
            self._site,
            self.keeping,
            self.export,
            lambda: self.search.search,
            self._read_anew,
        )
        self._view = DOSES
        self._is_stale = True
        self._trouble = ""
        """Why the record could not be read when it was last asked."""
        self._month = Month.of(self._site.today())
        self._dose: DoseEntries | None = None
        self._connect()
        self._show_view()

    def _connect(self) -> None:
        self.head.view_picked.connect(self._pick_view)
        self.search.searched.connect(lambda _search: self._find())
        self.list.picked.connect(self._show_dose)
        self.list.broken_off.connect(self._note_trouble)
        self.list.again_asked.connect(self._read_anew)
        self.entry.entry_picked.connect(self._show_changes)
        self.entry.given_asked.connect(self.given_asked)
        self.entry.correct_asked.connect(self.correct_asked)
        self.entry.checklist_asked.connect(self.checklist_asked)
        self.month.month_asked.connect(self._count)
        self._reader.going_on.connect(self.month.show_waiting)
        self._reader.counted.connect(self._show_counted)
        self._record.changed.connect(self._note_change)
        self._site.changed.connect(self._note_change)
        self.columns.placed.connect(self._follow_the_eye)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which the page is read."""
        cards = list(self.columns.cards)
        place = cards.index(self.list)
        in_one_column = place == 1  # the head stays in sight above all of it
        cards.insert(0 if in_one_column else place, self.head)
        return [stop for card in cards for stop in stops_in(card)]

    @property
    def is_counting(self) -> bool:
        """Whether a month is being counted."""
        return self._reader.is_counting

    def focus_first(self) -> None:
        """Put the keyboard where a reference or a month is typed."""
        if self._view == MONTH:
            self.month.focus_first()
        else:
            self.search.focus_first()

    def record(self) -> None:
        """Ctrl+Enter: nothing is recorded here."""

    def show_shown(self, shown: Shown) -> None:
        """Nothing here depends on the order on the page; what was recorded meanwhile is read."""
        if self._is_stale or self._trouble:
            self._read_anew()

    def show_anew(self) -> None:
        """Read the record again, now or when the page is looked at next."""
        self._note_change()

    def _pick_view(self, view: str) -> None:
        """What had the keyboard may be out of sight now; on the choice itself it stays."""
        focused = self.focusWidget()
        self.show_view(view)
        if not self.head.isAncestorOf(focused):
            self.focus_first()

    def show_view(self, view: str) -> None:
        """The doses, or a month of them."""
        self._view = view
        self._show_view()
        if view == MONTH:
            self._count(self._month)
        else:
            self._reader.stop()

    # --- Reading ----------------------------------------------------------------------------------

    def _note_change(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._read_anew()

    def _read_anew(self) -> None:
        self._is_stale, self._trouble = False, ""
        self._find()
        self._safekeeping.show_kept(self._open)
        if self._view == MONTH:
            self._count(self._month)

    def _open(self) -> "Record":
        """The record. One that could not be read is not asked again at each keystroke.

        Whoever presses Look again, or comes back to the page, asks anew: a server that is gone
        keeps everybody waiting for seconds.
        """
        if self._trouble:
            raise RecordTrouble(self._trouble)
        try:
            return self._record.open()
        except RecordTrouble as trouble:
            self._trouble = trouble.sentence
            raise

    def _note_trouble(self, sentence: str) -> None:
        self._trouble = sentence

    def _find(self) -> None:
        search = self.search.search
        if search is None:
            self.list.show_trouble("Correct the day first: nothing is searched for meanwhile.")
            return
        chosen = key_of(self._dose) if self._dose else ""
        try:
            found = find_doses(self._open(), search, self._site.reference)
        except RecordTrouble as trouble:
            self.list.show_trouble(trouble.sentence)
            return
        self.list.show_found(found, _if_none(search), chosen)

    def _show_dose(self, dose: DoseEntries | None) -> None:
        self._dose = dose
        self.entry.show_dose(dose)

    def _show_changes(self, entry: Entry | None) -> None:
        if entry is None or self._dose is None:
            self.changes.show_changes("", ())
            return
        before = self._dose.before(entry)
        if before is None:
            self.changes.show_changes("Nothing was recorded of this dose before.", ())
            return
        try:
            found = changes(before, entry, self._site.reference)
        except NotWholeError:
            said = f"{before.id} or {entry.id} has no whole worksheet: they are not compared."
            self.changes.show_changes(said, ())
            return
        said = f"{before.id} ({before.content.meaning.value}) → {entry.id}"
        if not found:
            said = f"{entry.id} says the same as {before.id} ({before.content.meaning.value})."
        self.changes.show_changes(said, found)

    # --- The month --------------------------------------------------------------------------------

    def _count(self, month: Month) -> None:
        self._month = month
        self.figures.show_summary(None)
        self.products.show_summary(None)
        self._reader.count(month, self._site.reference)

    def _show_counted(self, found: MonthSummary | str) -> None:
        if isinstance(found, str):
            self.month.show_trouble(self._month, found)
            return
        self.month.show_summary(found)
        self.figures.show_summary(found)
        self.products.show_summary(found)

    # --- Layout -----------------------------------------------------------------------------------

    def _show_view(self) -> None:
        self.head.show_view(self._view)
        of_month = self._view == MONTH
        for card in (self.search, self.list, self.entry, self.export):
            show_if(card, not of_month)
        show_if(self.month, of_month)
        set_look(self.month, "join", str(self.list.property("join") or ""))
        if of_month:
            self.changes.hide()
        else:
            self.products.hide()
            self.figures.hide()
            self.entry.show_dose(self._dose)
        self._follow_the_eye()

    def _follow_the_eye(self) -> None:
        follow_the_eye(self, self.stops)


def _if_none(search: Search) -> str:
    if search == Search():
        return "Nothing is recorded yet. Prepare an order and record it with Ctrl+Enter."
    return "Nothing that was recorded fits this search."
