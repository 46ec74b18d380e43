"""A dose as the record has it: what was opened, given, discarded and billed, and of which product.

One line holds all that there was: first what was carried in, then the vials, larger first, without
those that were lost whole. Along it lie what was given, kept, lost, discarded and left, in that
order, so each milligram has one product and one fate, as `share_by_product` has it for the claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from app.core.amounts import Amounts, Status
from app.core.quantity import ZERO
from app.core.vials import VialCount

CARRIED_IN: Final = "carried in"
"""Stands in place of a product's code: of which product it was, the dose does not say."""


class ProductUse(NamedTuple):
    """What became of one product of a dose; mg, exact.

    `jw_mg` are the JW units on the claim, `unbilled_mg` whole units that were discarded and are on
    no line, `remainder_mg` what was discarded and makes no JW unit.
    """

    ndc: str
    vial_mg: Decimal
    vials: int
    opened_mg: Decimal
    given_mg: Decimal = ZERO
    kept_mg: Decimal = ZERO
    lost_mg: Decimal = ZERO
    jw_mg: Decimal = ZERO
    unbilled_mg: Decimal = ZERO
    remainder_mg: Decimal = ZERO
    left_mg: Decimal = ZERO

    @property
    def discarded_mg(self) -> Decimal:
        """All that was thrown away, billed or not."""
        return self.jw_mg + self.unbilled_mg + self.remainder_mg

    @property
    def adds_up(self) -> bool:
        """opened = given + kept + lost + JW + not billed + remainder + left."""
        went = self.given_mg + self.kept_mg + self.lost_mg + self.discarded_mg + self.left_mg
        return went == self.opened_mg

    def plus(self, other: "ProductUse") -> "ProductUse":
        """The same product in two doses together."""
        return ProductUse(
            self.ndc,
            self.vial_mg,
            self.vials + other.vials,
            self.opened_mg + other.opened_mg,
            self.given_mg + other.given_mg,
            self.kept_mg + other.kept_mg,
            self.lost_mg + other.lost_mg,
            self.jw_mg + other.jw_mg,
            self.unbilled_mg + other.unbilled_mg,
            self.remainder_mg + other.remainder_mg,
            self.left_mg + other.left_mg,
        )


class Discarded(NamedTuple):
    """What was discarded, by what a claim makes of it; mg."""

    jw_mg: Decimal
    unbilled_mg: Decimal
    remainder_mg: Decimal


@dataclass(frozen=True, slots=True)
class RecordedDose:
    """The newest or an older state of one dose, as an entry has it; amounts in mg.

    `discarded_units` are those the discarded amount comes to, `jw_units` those on the claim, and
    `given_units` those on the claim for what was given. `claim_ready` is what the worksheet says,
    `is_held` that a second check holds it since.
    """

    entry: str
    corrects: str
    encounter: str
    course: str
    drug_id: str
    drug: str
    day: date
    payer: str
    amounts: Amounts
    opened_mg: Decimal
    avoidable_mg: Decimal
    discarded_units: int
    given_units: int
    jw_units: int
    has_jz: bool
    open_items: int
    claim_ready: bool
    weight_kg: Decimal | None
    products: tuple[ProductUse, ...]
    is_held: bool = False

    @property
    def may_go_out(self) -> bool:
        """Whether the claim is ready, and no second check holds it."""
        return self.claim_ready and not self.is_held

    @property
    def is_given(self) -> bool:
        """Whether the patient got any of it."""
        return self.amounts.status is Status.GIVEN

    @property
    def happened(self) -> bool:
        """Whether it is more than a plan: given, or vials opened and nothing given."""
        return self.amounts.status is not Status.PLANNED


def split_discarded(
    amounts: Amounts, discarded_units: int, jw_units: int, unit_mg: Decimal | None
) -> Discarded:
    """The discarded amount by what a claim makes of it.

    `discarded_units` are counted by the rule of `count_units`; those without a JW line are not
    billed: payer, setting or source takes none. Of a dose that nothing was given of, all is not
    billed. Where the unit is not known, the JW line stands for all of it, as it does on the claim.
    """
    discarded_mg = amounts.discarded_mg
    if amounts.status is Status.NOT_GIVEN:
        return Discarded(ZERO, discarded_mg, ZERO)
    if unit_mg is None:
        return (
            Discarded(discarded_mg, ZERO, ZERO) if jw_units else Discarded(ZERO, ZERO, discarded_mg)
        )
    jw_mg = jw_units * unit_mg
    unbilled_mg = discarded_units * unit_mg - jw_mg
    return Discarded(jw_mg, unbilled_mg, discarded_mg - jw_mg - unbilled_mg)


def split_by_product(
    vials: Sequence[VialCount], amounts: Amounts, discarded: Discarded
) -> tuple[ProductUse, ...]:
    """What became of each product, larger vials first, and of what was carried in, last.

    Each adds up by construction where the dose does. The remainder is of the vial opened last. A
    vial that was lost whole is all lost; what else was lost comes before what was discarded.
    """
    lost = amounts.lost_vials_mg
    fates = [
        amounts.billed_mg,
        amounts.kept_mg,
        amounts.lost_mg - sum(lost, ZERO),
        *discarded,
        amounts.left_mg,
    ]
    uses = []
    if amounts.carried_in_mg:
        taken = _take(fates, amounts.carried_in_mg)
        uses.append(ProductUse(CARRIED_IN, ZERO, 0, amounts.carried_in_mg, *taken))
    for size in vials:
        whole_mg = size.mg * lost.count(size.mg)
        opened_mg = size.mg * size.count
        use = ProductUse(
            size.presentation.ndc or "",
            size.mg,
            size.count,
            opened_mg,
            *_take(fates, opened_mg - whole_mg),
        )
        uses.append(use._replace(lost_mg=use.lost_mg + whole_mg))
    return (*uses[1:], uses[0]) if amounts.carried_in_mg else tuple(uses)


def _take(fates: list[Decimal], mg: Decimal) -> list[Decimal]:
    """So many mg of what is still to be placed, first things first; they are taken off it."""
    taken = []
    for place, waiting in enumerate(fates):
        part = min(waiting, mg)
        fates[place] -= part
        mg -= part
        taken.append(part)
    return taken


def newest_states(doses: Sequence[RecordedDose]) -> tuple[RecordedDose, ...]:
    """The newest state of every dose; `doses` come oldest first, as the record has them.

    A dose is one drug of one encounter; a drug that a request described is never that of a file,
    whatever it is called. A correction stands in the place of what it corrects, of
    whatever encounter or drug that was. What was given goes before any plan, also before one that
    was recorded later: a plan takes nothing back, a correction does.
    """
    in_place: list[RecordedDose] = []
    place_of: dict[str, int] = {}
    for dose in doses:
        place = place_of.get(dose.corrects) if dose.corrects else None
        if place is None:
            place = len(in_place)
            in_place.append(dose)
        in_place[place] = dose
        place_of[dose.entry] = place
    newest: dict[tuple[str, str, str], RecordedDose] = {}
    for dose in in_place:
        key = (dose.encounter, dose.drug_id, "" if dose.drug_id else dose.drug)
        before = newest.get(key)
        if before is None or dose.happened or not before.happened:
            newest[key] = dose
    return tuple(newest.values())
