"""What a person typed for an order, and all that the page shows of it at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from app.core.calculate import Answer
from app.core.claim_draft import NOTHING_SAID, ClaimDraft, DecisionDraft
from app.core.drug import Drug
from app.core.order import BagDraft, Basis, PlannedVialDraft, Preference, WeightUnit
from app.core.rules import Rules


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person answered to a finding, and every sentence that it said then.

    A decision holds for all findings of its id, so one more of them, or one that says something
    else, has not been answered.
    """

    decision: DecisionDraft
    messages: frozenset[str]


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


@dataclass(frozen=True, slots=True)
class Shown:
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
    site_notes: int
    """How many sentences there are about the site's own files."""
