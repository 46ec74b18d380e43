"""What is being typed is kept apart from the record, and offered again after a crash."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.reference import Reference
from app.ui.kept_order import KeptOrder, order_text, read_order_text
from app.ui.live_answer import LiveAnswer
from app.ui.widgets.button import Button
from app.ui.widgets.card import Chip
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import show_if

if TYPE_CHECKING:
    from app.records.drafts import Drafts, LeftDraft

_PAUSE_MS: Final = 1_000
"""At most so much typing is lost with the power."""


class RestoreBar(QFrame):
    """Offers what was left behind, the newest first; nothing is thrown away unasked."""

    taken_up = Signal()
    thrown_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setProperty("edge", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(10)
        self._what = Chip(Tone.ASK)
        row.addWidget(self._what)
        row.addStretch(1)
        row.addWidget(Button("Brin&g it back", self.taken_up.emit))
        row.addWidget(Button("&Throw away", self.thrown_away.emit))
        self._offers, self._is_aside = False, False
        self.hide()

    def offer(self, what: str) -> None:
        """Show what there is to bring back."""
        self._what.say(f"Not recorded when the program ended: {what}", short=what)
        self._offers = True
        self._show()

    def done(self) -> None:
        """There is nothing to bring back."""
        self._offers = False
        self._show()

    def step_aside(self, *, for_check: bool) -> None:
        """Be out of sight of who checks: it names the weight of somebody's order."""
        self._is_aside = for_check
        self._show()

    def _show(self) -> None:
        show_if(self, self._offers and not self._is_aside)


class Keeping(QObject):
    """Keeps the typed order a second after the last change, until it is recorded or cleared."""

    def __init__(
        self, live: LiveAnswer, drafts: "Drafts", bar: RestoreBar, say: Callable[[str], None]
    ) -> None:
        super().__init__(live)
        self._live = live
        self._drafts = drafts
        self.bar = bar
        self._say = say
        self._left: list[tuple[LeftDraft, KeptOrder]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        live.changed.connect(self._note)
        bar.taken_up.connect(self._take_up)
        bar.thrown_away.connect(self._throw_away)

    def look_back(self, reference: Reference) -> None:
        """Offer what windows that run no more left behind."""
        for left in self._drafts.left_behind():
            kept = read_order_text(left.text)
            if kept is None or reference.drug(kept.drug) is None:
                continue  # of a newer program: it stays for that
            self._left.append((left, kept))
        for note in self._drafts.notes:
            self._say(note)
        self._offer()

    def keep(self) -> None:
        """Keep what is typed now; what is recorded needs no keeping."""
        self._pause.stop()  # done by this, and where it fails it does not go round
        shown = self._live.shown
        if self._live.shown.typed.is_settled:
            trouble = self._drafts.drop()
        else:
            trouble = self._drafts.keep(order_text(KeptOrder(shown.drug.id, shown.typed)))
        if trouble:
            self._say(trouble)

    def close(self) -> None:
        """The window is closed: what was typed and not recorded is there at the next start."""
        self._pause.stop()
        self.keep()
        self._drafts.close()

    def _note(self, _shown: object) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _offer(self) -> None:
        if not self._left:
            self.bar.done()
            return
        left, kept = self._left[0]
        typed = kept.typed
        weight = f"{typed.weight} {typed.weight_unit}" if typed.weight.strip() else "no weight"
        reference = typed.encounter.strip() or "no encounter reference"
        when = f"{left.at.astimezone():%Y-%m-%d %H:%M}"
        self.bar.offer(f"{kept.drug}, {weight}, {reference}, {when}")

    def _take_up(self) -> None:
        if not self._live.shown.typed.is_settled:
            self._say("Record the order on the page, or press New order: it would be lost.")
            return
        left, kept = self._left.pop(0)
        self._live.bring_back(kept.drug, kept.typed)
        self.keep()
        trouble = self._drafts.settle(left)
        self._offer()
        if trouble:
            self._say(trouble)

    def _throw_away(self) -> None:
        trouble = self._drafts.settle(self._left.pop(0)[0])
        self._offer()
        if trouble:
            self._say(trouble)
