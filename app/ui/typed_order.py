"""What a person typed for an order, and all that the page shows of it at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from app.core.calculate import Answer
from app.core.claim_draft import NOTHING_SAID, ClaimDraft, DecisionDraft
from app.core.drug import Drug
from app.core.label_fill import FilledDose
from app.core.notation import last_day_of_month, plain, read_date, without_agreeing_unit
from app.core.order import (
    BagDraft,
    Basis,
    OrderDraft,
    PlannedVialDraft,
    Preference,
    ShelfDraft,
    WeightUnit,
)
from app.core.rules import Rules
from app.core.vials import VialPlan
from app.core.worksheet import Worksheet
from app.ui.recorded import KnownOfRecord, Purpose, RecordedAs


class Answered(NamedTuple):
    """What a person answered to a finding, and every sentence that it said then.

    A decision holds for all findings of its id, so one more of them, or one that says something
    else, has not been answered.
    """

    decision: DecisionDraft
    messages: frozenset[str]


class TypedLot(NamedTuple):
    """Lot and expiry of the vials of one size, as typed."""

    mg: str
    lot: str
    expiry: str

    @property
    def why_no_expiry(self) -> str:
        """Why the expiry cannot be read, "" where it can or is blank."""
        day = self.read_expiry
        return day if isinstance(day, str) else ""

    @property
    def read_expiry(self) -> date | str | None:
        """The last day of use; a sentence where it is none, None where nothing was typed."""
        return read_date(last_day_of_month(self.expiry)) if self.expiry.strip() else None


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """What a person typed and picked for this order; a new order starts from a blank one.

    Both doses are kept, so that a look at the other basis loses nothing; only one is in force.
    """

    basis: Basis = Basis.WEIGHT
    mg_per_kg: str = ""
    flat_mg: str = ""
    weight: str = ""
    weight_unit: WeightUnit = WeightUnit.KG
    weighed_on: str = ""
    regimen: str = ""
    follows_label: bool = False
    label_rule: str = ""
    prefer: Preference = Preference.LEAST_DISCARD
    plan: tuple[PlannedVialDraft, ...] | None = None
    plan_is_held: bool = False
    """The program's own plan, held since something given or lost was typed; nobody picked it."""
    bag: BagDraft | None = None
    claim: ClaimDraft = NOTHING_SAID
    answers: tuple[Answered, ...] = ()
    person: str = ""
    documented: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What was answered to checklist items, by their ids, as typed; never changed in place."""
    lots: tuple[TypedLot, ...] = ()
    encounter: str = ""
    course: str = ""
    entry: RecordedAs | None = None
    """The newest entry of this order in the record."""
    purpose: Purpose = Purpose.NEW
    changed: bool = False
    """Whether something was changed since that entry."""

    @property
    def dose(self) -> tuple[str, ...]:
        """All that the dose and the choice of vials for it follow from, as typed."""
        if self.basis is Basis.FLAT:
            return (self.flat_mg, self.prefer)
        return (self.mg_per_kg, self.weight, self.weight_unit, self.prefer)

    @property
    def dose_text(self) -> str:
        """The dose of the basis in force, as typed."""
        return self.flat_mg if self.basis is Basis.FLAT else self.mg_per_kg

    @property
    def is_given(self) -> bool:
        """Whether an amount given was typed: from then on the vials opened are a fact."""
        return bool(self.claim.given_mg.strip())

    @property
    def says_what_was_opened(self) -> bool:
        """Whether something given or lost was typed, so that it matters which vials were opened."""
        return self.is_given or any(loss.mg.strip() for loss in self.claim.losses)

    @property
    def is_settled(self) -> bool:
        """Whether nothing would be lost with it: it is blank, or recorded as it is."""
        is_recorded = self.entry is not None and not self.changed
        return is_recorded or self == TypedOrder(person=self.person)

    @property
    def is_order_open(self) -> bool:
        """Whether what was ordered may be changed."""
        return self.purpose in (Purpose.NEW, Purpose.CORRECTING)

    @property
    def is_given_open(self) -> bool:
        """Whether what was given, and the claim with it, may be changed."""
        return self.purpose is not Purpose.RECORDED

    def with_lots(self, plan: tuple[PlannedVialDraft, ...]) -> tuple[PlannedVialDraft, ...]:
        """The plan with lot and expiry at each size.

        An expiry that is half typed is left out, so that it takes no figure away meanwhile.
        """
        lots = {typed.mg: typed for typed in self.lots}
        return tuple(
            [vials if vials.mg not in lots else _in_hand(vials, lots[vials.mg]) for vials in plan]
        )

    def with_label_dose(self, filled: FilledDose) -> "TypedOrder":
        """The order with the dose that the label has for it, and by which rule."""
        draft = filled.draft
        return replace(
            self,
            basis=draft.basis,
            flat_mg=draft.mg,
            mg_per_kg=draft.mg_per_kg,
            label_rule=filled.rule,
        )

    @property
    def picked_plan(self) -> tuple[PlannedVialDraft, ...] | None:
        """The plan that a person picked or wrote."""
        return None if self.plan_is_held else self.plan

    def with_documented(self, item_id: str, text: str) -> "TypedOrder":
        """The order with that answer; a blank one clears it."""
        answers = {**self.documented, item_id: text}
        if not text.strip():
            del answers[item_id]
        return replace(self, documented=MappingProxyType(answers))

    def without_documented(self, item_ids: frozenset[str]) -> "TypedOrder":
        """The order without what was answered to these items."""
        if item_ids.isdisjoint(self.documented):
            return self
        kept = {i: text for i, text in self.documented.items() if i not in item_ids}
        return replace(self, documented=MappingProxyType(kept))


def plan_draft(plan: VialPlan) -> tuple[PlannedVialDraft, ...]:
    """A plan as it would be typed."""
    return tuple([PlannedVialDraft(plain(v.mg), str(v.count)) for v in plan.vials])


def order_of(typed: TypedOrder, drug: Drug, on_hand: Mapping[Decimal, str]) -> OrderDraft:
    """The order as the core reads it, with the counts on the shelf and what was decided."""
    flat = typed.basis is Basis.FLAT
    decisions = [a.decision for a in typed.answers for _ in a.messages]  # one each
    return OrderDraft(
        basis=typed.basis,
        mg_per_kg="" if flat else without_agreeing_unit(typed.mg_per_kg, "mg/kg"),
        mg=without_agreeing_unit(typed.flat_mg, "mg") if flat else "",
        weight=without_agreeing_unit(typed.weight, typed.weight_unit),
        weight_unit=typed.weight_unit,
        weighed_on=typed.weighed_on,
        regimen=typed.regimen,
        shelf=tuple(
            ShelfDraft(plain(p.mg), on_hand.get(p.mg, "").strip() or None)
            for p in drug.presentations
        ),
        prefer=typed.prefer,
        plan=None if typed.plan is None else typed.with_lots(typed.plan),
        bag=typed.bag,
        claim=replace(typed.claim, decisions=tuple(decisions)) if typed.answers else typed.claim,
    )


def typed_of(draft: OrderDraft) -> TypedOrder:
    """The page on which that order was typed, less what was answered to findings."""
    plan = draft.plan
    lots = [TypedLot(v.mg, v.lot or "", v.expiry or "") for v in plan or () if v.lot or v.expiry]
    return TypedOrder(
        basis=draft.basis,
        mg_per_kg=draft.mg_per_kg,
        flat_mg=draft.mg,
        weight=draft.weight,
        weight_unit=draft.weight_unit or WeightUnit.KG,
        weighed_on=draft.weighed_on,
        regimen=draft.regimen,
        prefer=draft.prefer,
        plan=None if plan is None else tuple([PlannedVialDraft(v.mg, v.count) for v in plan]),
        bag=draft.bag,
        claim=replace(draft.claim, decisions=()),
        lots=tuple(lots),
    )


def _in_hand(vials: PlannedVialDraft, typed: TypedLot) -> PlannedVialDraft:
    day = typed.read_expiry
    expiry = day.isoformat() if isinstance(day, date) else None
    return PlannedVialDraft(vials.mg, vials.count, typed.lot.strip() or None, expiry)


class Shown(NamedTuple):
    """Everything that the page shows at one moment."""

    drug: Drug
    typed: TypedOrder
    on_hand: dict[Decimal, str]
    shelf_trouble: str
    answer: Answer
    rules: Rules
    can_undo: bool
    awaited: bool
    """Nothing of this order has been answered yet."""
    plan: tuple[PlannedVialDraft, ...]
    """The vials as the core was asked about them: what is said of one names its place here."""
    known: KnownOfRecord
    site_notes: int
    """How many sentences there are about the site's own files."""
    today: date

    @property
    def about_day(self) -> str:
        """What to look at where the given dose would bear another day than today, else "".

        A day that nobody typed was settled as that of preparing, and stands on the lines.
        """
        if self.typed.purpose is not Purpose.GIVING or not isinstance(self.answer, Worksheet):
            return ""
        day = self.answer.claim.date_of_service
        if day == self.today:
            return ""
        return f"Date of service is {day}, today is {self.today}: check when it was given."
