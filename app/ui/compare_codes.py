"""Both codes side by side, and the site's choice between them: who decides, why, and one button.

The code of the table stands first, so that a hasty Space lands on the one that is right for the
drug. Nothing is prefilled. Escape closes; what was typed is there again the next time.
"""

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.code_comparison import ComparedAmount, Comparison, compare_codes
from app.core.drug import Drug
from app.core.quantity import ZERO
from app.core.worksheet import ShortShelf, Worksheet
from app.reference import Reference
from app.ui.live_answer import LiveAnswer
from app.ui.live_site import LiveSite
from app.ui.panels.code_comparison_table import ALONE, SIDE_BY_SIDE, CodeComparisonTable
from app.ui.theme import theme
from app.ui.widgets.answer_form import AnswerForm
from app.ui.widgets.button import Button
from app.ui.widgets.card import Notice
from app.ui.widgets.keys import moves_on
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label, rule, show_if
from app.wording.code_comparison_lines import (
    comparison_sources,
    nothing_to_settle,
    settled_text,
    what_is_open,
    what_stays_said,
)
from app.wording.order_lines import drug_title
from app.wording.paths import with_broken_paths

_MARGIN: Final = 48
"""How much of the window stays in sight around the dialog."""
_BELOW_FOCUS: Final = 40
_LONGEST: Final = 60
"""So many letters of a path fit into a line at 150 % text."""


class _Typed(QObject):
    """What was typed about one drug's code and not settled yet; it outlives the dialog."""

    def __init__(self, drug_id: str, live: LiveAnswer) -> None:
        super().__init__(live)
        self.setObjectName(f"code of {drug_id}")
        self.by = ""
        self.why = ""

    @classmethod
    def of(cls, drug: Drug, live: LiveAnswer) -> "_Typed":
        """What was typed before, or nothing."""
        return live.findChild(cls, f"code of {drug.id}") or cls(drug.id, live)


class _Readable(QScrollArea):
    """A page that scrolls by arrow keys once it has the keyboard, and shows that it has it."""

    def __init__(self, name: str, inside: QWidget) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("readable")
        self.setWidget(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)


class CompareCodes(QDialog):
    """Shows what there is to know about both codes, asks who decides and why, and settles it."""

    def __init__(
        self,
        reference: Reference,
        live: LiveAnswer,
        parent: QWidget,
        drug: Drug | None = None,
    ) -> None:
        """`drug`: the one of the order where none is named."""
        super().__init__(parent)
        self._reference = reference
        self._live = live
        self._site = LiveSite.of(live)
        self._drug = reference.drug((drug or live.shown.drug).id) or live.shown.drug
        self._typed = _Typed.of(self._drug, live)
        self._found = self._compare()
        self.setWindowTitle(f"Billing code of {drug_title(self._drug)}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = QSize(theme().px(1040), theme().px(700))
        self.resize(wanted.boundedTo(parent.window().size() - QSize(_MARGIN, _MARGIN)))
        inside = QWidget()
        self._page = _Readable(SIDE_BY_SIDE if self._found.published else ALONE, inside)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(6)
        self._form: AnswerForm | None = None
        self._build()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._page)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_in_sight)
        self._page.setFocus()

    def _compare(self) -> Comparison:
        """Over this order's amounts, or an example where it has none or is of another drug."""
        answer, rules = self._live.shown.answer, self._reference.rules
        day, setting, amount = self._site.today(), rules.site.setting, None
        if isinstance(answer, (Worksheet, ShortShelf)):
            day, setting = answer.claim.date_of_service, answer.claim.setting
        if (
            isinstance(answer, Worksheet)
            and answer.drug.id == self._drug.id
            and answer.amounts.billed_mg
        ):
            bills_discard = any(line.is_discard for line in answer.claim_lines)
            discarded_mg = answer.discarded_mg if bills_discard else ZERO
            amount = ComparedAmount(answer.billed_mg, discarded_mg)
        return compare_codes(self._drug, self._drug.code, rules.codes, day, setting, amount)

    def _build(self) -> None:
        self._column.addWidget(CodeComparisonTable(self._found))
        self._column.addWidget(rule())
        self._build_decision()
        if self._found.is_to_settle:
            self._build_choice()
        self._trouble = Notice()
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button("&Close   Esc", self.reject))
        self._column.addLayout(buttons)
        sources = f"Sources: {comparison_sources(self._found)}"
        self._column.addWidget(label(sources, "small", wrap=True))
        self._column.addStretch(1)

    def _build_decision(self) -> None:
        """What is settled so far, by whom, and where it is kept."""
        drug, settled = self._drug, self._reference.rules.site.code_decision(self._drug.id)
        caption = label(f"Which code does this site bill for {drug.name}?", "strong", wrap=True)
        self._column.addWidget(caption)
        self._column.addWidget(
            label(with_broken_paths(self._where_kept(), _LONGEST), "small", wrap=True)
        )
        if self._site.is_read_only:
            may_not = Notice()
            may_not.say(with_broken_paths(self._site.read_only_sentence, _LONGEST), Tone.ASK)
            self._column.addWidget(may_not)
        if settled is not None:
            before = Notice()
            older = settled.table_dated < self._found.table_dated and settled.code == drug.code
            before.say(settled_text(settled, is_older=older), Tone.ASK if older else Tone.NOTE)
            self._column.addWidget(before)

    def _where_kept(self) -> str:
        if not self._found.is_to_settle:
            return nothing_to_settle(self._found)
        where = (
            "A site decides once, for everybody who uses its folder; it can be decided anew here "
            f"or in Site setup. Kept in {self._site.folder.text}."
        )
        return f"{what_is_open(self._found)} {where}".strip()

    def _build_choice(self) -> None:
        """Who decides, why, and one button a code, the table's first."""
        form = AnswerForm(f"billing code of {self._drug.name}", self._choices())
        form.show_texts(self._typed.by or self._live.shown.typed.person, self._typed.why)
        form.typed.connect(self._keep_typed)
        form.answered.connect(self._settle)
        self._form = form
        self._column.addWidget(form)
        self._column.addWidget(label(what_stays_said(self._found), "small", wrap=True))

    def _choices(self) -> list[tuple[str, str, str]]:
        keep = self._found.ours.code
        if self._found.published is None:
            return [(keep, f"&Keep {keep}", f"this site bills {keep}, with the reason")]
        bill = self._found.published.code
        return [
            (bill, f"&Bill {bill}", f"this site bills {bill} from now on"),
            (keep, f"&Keep {keep}", f"this site keeps {keep}, with the reason"),
        ]

    def _keep_typed(self) -> None:
        if self._form is not None:
            self._typed.by, self._typed.why = self._form.who, self._form.why

    def _settle(self, code: str, by: str, why: str) -> None:
        """Settle it for the site and close; where that fails, say so."""
        trouble = self._site.settle_code(self._drug.id, code, by, why)
        show_if(self._trouble, bool(trouble))
        if trouble:
            sentence = with_broken_paths(f"Nothing is settled. {trouble}", _LONGEST)
            self._trouble.say(sentence, Tone.STOP)
            return
        self._typed.by = self._typed.why = ""
        self.accept()

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the keyboard, and a little below it for the sentence there."""
        if now is not None and now is not self._page and self._page.isAncestorOf(now):
            self._page.ensureWidgetVisible(now, 0, theme().px(_BELOW_FOCUS))
