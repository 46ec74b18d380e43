"""The Prepare page: places the panels, passes them what is shown, and passes on what they emit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.reference import Reference
from app.ui.live_answer import LiveAnswer
from app.ui.panels.checklist_panel import ChecklistPanel
from app.ui.panels.claim_order_panel import ClaimOrderPanel
from app.ui.panels.claim_panel import ClaimPanel
from app.ui.panels.order_panel import OrderPanel
from app.ui.panels.other_ways_panel import OtherWaysPanel
from app.ui.panels.shelf_panel import ShelfPanel
from app.ui.panels.vials_panel import HeadlinePanel, VialsPanel
from app.ui.typed_order import Shown
from app.ui.widgets.columns import Columns
from app.ui.widgets.keys import stops_in


class PreparePage(QWidget):
    """Left what was ordered, middle what to do, right what to write down."""

    built = Signal()
    """More is laid out: there is more for Tab to stop at."""

    def __init__(self, reference: Reference, live: LiveAnswer) -> None:
        super().__init__()
        self.setObjectName("page")
        self.order = OrderPanel(reference.drugs)
        self.claim_order = ClaimOrderPanel()
        self.headline = HeadlinePanel()
        self.vials = VialsPanel()
        self.shelf = ShelfPanel()
        self.other_ways = OtherWaysPanel()
        self.claim = ClaimPanel()
        self.checklist = ChecklistPanel(reference.checklist)
        self.columns = Columns(
            [self.order, self.claim_order],
            [self.vials, self.shelf, self.other_ways],
            [self.claim, self.checklist],
            self.headline,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self._is_order_open = True
        self._panels = (
            self.order,
            self.claim_order,
            self.headline,
            self.vials,
            self.shelf,
            self.other_ways,
            self.claim,
            self.checklist,
        )

        live.order_cleared.connect(self.columns.to_top)
        self.order.drug_picked.connect(live.pick_drug)
        self.order.regimen_picked.connect(live.pick_regimen)
        self.order.basis_picked.connect(live.pick_basis)
        self.order.weight_edited.connect(live.edit_weight)
        self.order.unit_picked.connect(live.pick_weight_unit)
        self.order.weighed_on_edited.connect(live.edit_weighed_on)
        self.order.dose_edited.connect(live.edit_dose)
        self.order.preference_picked.connect(live.pick_preference)
        self.vials.bag_picked.connect(live.pick_bag)
        self.shelf.stocked.connect(live.stock)
        self.other_ways.plan_picked.connect(live.pick_plan)
        self.claim_order.edited.connect(lambda name, value: live.edit_claim(**{name: value}))
        self.claim_order.encounter_edited.connect(live.name_encounter)
        self.claim_order.course_edited.connect(live.name_course)
        self.shelf.lot_edited.connect(live.write_lot)
        self.checklist.answered.connect(live.document)
        for panel in (self.vials, self.other_ways, self.claim, self.checklist):
            panel.built.connect(self.built)

    def build(self) -> None:
        """Lay out what a start did not wait for; else the first answer does."""
        for panel in (self.vials, self.other_ways, self.claim, self.checklist):
            panel.build()

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which the page is read."""
        return [stop for card in self.columns.cards for stop in stops_in(card)]

    def focus_first(self) -> None:
        """Put the keyboard where an order begins; of a recorded one, where it goes on."""
        if self._is_order_open:
            self.order.focus_first()
        else:
            self.checklist.focus_first_open()

    def show_shown(self, shown: Shown) -> None:
        """Have every panel show the same answer."""
        self._is_order_open = shown.typed.is_order_open
        for panel in self._panels:
            panel.show_shown(shown)


def places_in(reference: Reference) -> tuple[object, ...]:
    """What the page has a place of its own for: another page is made where that changes."""
    return (
        [(drug.id, drug.name) for drug in reference.drugs],
        [
            (item.id, item.text, item.why, item.moment, item.form, item.usual)
            for item in reference.checklist
        ],
    )
