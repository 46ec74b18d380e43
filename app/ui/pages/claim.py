"""The Claim page: what was given, the review, and the lines to enter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.live_answer import LiveAnswer
from app.ui.panels.course_panel import CoursePanel
from app.ui.panels.evidence_panel import EvidencePanel
from app.ui.panels.given_panel import GivenPanel
from app.ui.panels.review_panel import ReviewHeadline, ReviewPanel
from app.ui.panels.their_claim_panel import TheirClaimPanel
from app.ui.panels.views_panel import ViewsPanel
from app.ui.typed_order import Shown
from app.ui.widgets.columns import Columns
from app.ui.widgets.keys import follow_the_eye, stops_in


class ClaimPage(QWidget):
    """Left what was given and what the payer asks, middle the review, right the lines."""

    compare_asked = Signal()
    field_asked = Signal(str)

    def __init__(self, live: LiveAnswer) -> None:
        super().__init__()
        self.setObjectName("page")
        self.given = GivenPanel()
        self.course = CoursePanel()
        self.evidence = EvidencePanel()
        self.headline = ReviewHeadline()
        self.review = ReviewPanel()
        self.views = ViewsPanel()
        self.their_claim = TheirClaimPanel()
        self.columns = Columns(
            [self.given, self.course, self.evidence],
            [self.review, self.their_claim],
            [self.views],
            self.headline,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self._panels = (
            self.given,
            self.course,
            self.evidence,
            self.headline,
            self.review,
            self.their_claim,
            self.views,
        )

        for panel in (self.given, self.course, self.evidence, self.views, self.their_claim):
            panel.edited.connect(lambda name, value: live.edit_claim(**{name: value}))
        self.given.opened_edited.connect(live.write_opened)
        self.review.answered.connect(live.answer_finding)
        self.review.taken_back.connect(live.take_back)
        self.review.compare_asked.connect(self.compare_asked)
        self.review.field_asked.connect(self.field_asked)
        self.headline.next_asked.connect(self.review.answer_next)
        live.order_cleared.connect(self._forget)
        live.order_cleared.connect(self.columns.to_top)
        self.columns.placed.connect(self._follow_the_eye)
        for rearranging in (
            self.given,
            self.evidence,
            self.review,
            self.views,
            self.their_claim,
        ):
            rearranging.rearranged.connect(self._follow_the_eye)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which the page is read."""
        cards = list(self.columns.cards)
        place = cards.index(self.review)
        in_one_column = place == 1  # the headline stays in sight above all of it
        cards.insert(0 if in_one_column else place, self.headline)
        return [stop for card in cards for stop in stops_in(card)]

    def focus_first(self) -> None:
        """Put the keyboard where the amount given is typed."""
        self.given.focus_first()

    def show_shown(self, shown: Shown) -> None:
        """Have every panel show the same answer; what is recorded is only read."""
        for panel in self._panels:
            panel.show_shown(shown)
        for typed_into in (self.given, self.course, self.evidence, self.review):
            typed_into.setEnabled(shown.typed.is_given_open)

    def _forget(self) -> None:
        """A new order takes along what was typed here and never answered or read."""
        self.review.forget()
        self.evidence.forget()
        self.views.forget()
        self.their_claim.forget()

    def _follow_the_eye(self) -> None:
        follow_the_eye(self, self.stops)
