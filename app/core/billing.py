"""Units and claim lines for what was given and the vials opened for it (contract.md)."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from app.core.amounts import Amounts
from app.core.drug import Drug, Presentation, Route
from app.core.ndc import claim_ndc
from app.core.payer import Asked, DrugSource, NdcLines, Payer, Setting
from app.core.quantity import ZERO, rounded_ratio, started_units, whole_units
from app.core.vials import VialPlan

INTRAVENOUS: Final = "JA"
DISCARDED: Final = "JW"
NOTHING_BILLED_AS_DISCARDED: Final = "JZ"
DISCOUNTED_340B: Final = "TB"
FIRST_NDC: Final = "KP"
NEXT_NDC: Final = "KQ"
MOST_MODIFIERS: Final = 4
"""As many as a line of a claim holds."""

TB_ALONE_FROM: Final = date(2025, 1, 1)
"""JG ended on 2024-12-31 in CMS's file of October 2026; before, JG or TB by kind of hospital."""

TB_FROM: Final = date(2018, 1, 1)
"""JG and TB began then (CMS file of October 2025)."""

OFF_CAMPUS: Final = {
    Setting.OFF_CAMPUS_EXCEPTED: ("PO", date(2015, 1, 1)),
    Setting.OFF_CAMPUS_NON_EXCEPTED: ("PN", date(2017, 1, 1)),
}
"""The modifier of an off-campus department and its first day (CMS file of October 2025)."""


class Units(NamedTuple):
    """Billing units: for what was given, for the discarded amount, and in the vials opened."""

    administered: int
    discarded: int
    opened: int


class NdcShare(NamedTuple):
    """How much of a line is of one product: its code as 5-4-2, mg, and mL where known."""

    ndc: str
    mg: Decimal
    ml: Decimal | None


class ClaimLine(NamedTuple):
    """One line of the claim: code, modifiers in order, units, the mg and products behind it."""

    code: str
    modifiers: tuple[str, ...]
    units: int
    mg: Decimal
    is_discard: bool = False
    ndcs: tuple[NdcShare, ...] = ()

    @property
    def first_product(self) -> NdcShare | None:
        """The product that the line names; of a discard that of the vial opened last."""
        if not self.ndcs:
            return None
        return self.ndcs[-1] if self.is_discard else self.ndcs[0]

    @property
    def other_products(self) -> tuple[NdcShare, ...]:
        """Those that a payer of one line has in a note."""
        return self.ndcs[:-1] if self.is_discard else self.ndcs[1:]


class LineRules(NamedTuple):
    """What payer, day, setting and source make of every line; modifiers in the payer's order."""

    bills_discard: bool
    takes_jz: bool
    remainder_takes_jz: bool
    shared_takes_jz: bool
    on_each: frozenset[str]
    order: tuple[str, ...]
    ndc_lines: NdcLines


def count_units(drug: Drug, given_mg: Decimal, opened_mg: Decimal, discarded_mg: Decimal) -> Units:
    """The units of what was given; none where nothing was.

    The dose is rounded up and the discarded amount down, so that nothing is counted twice: only
    what is left over whole of the two together is JW (CGS 2023-06-27: 305 mg of 4 × 100 mg in
    units of 10 mg are 31 and 9). Multi-dose containers have no JW. Without an administered line
    there is no JW either (AAPC; First Coast rejects JW alone).
    """
    opened = whole_units(opened_mg, drug.unit_mg)
    if not given_mg:
        return Units(0, 0, opened)
    administered = started_units(given_mg, drug.unit_mg)
    discarded = 0
    if not drug.multi_dose:
        together = whole_units(given_mg + discarded_mg, drug.unit_mg)
        discarded = max(0, together - administered)
    return Units(administered, discarded, opened)


def bills_discard(payer: Payer, setting: Setting, day: date) -> bool:
    """Whether that payer takes JW on that day; exempt settings take none."""
    return setting is not Setting.EXEMPT and _wants(payer.jw.value_on(day, Asked.NOT_ASKED))


@lru_cache(maxsize=256)
def line_rules(
    payer: Payer,
    setting: Setting,
    source: DrugSource,
    route: Route | None,
    day: date,
    *,
    shared_takes_jz: bool,
) -> LineRules:
    """The modifiers that hold on a day for that payer, setting and source.

    JW from the payer's day on, JZ from its own (Medicare: JW since 2017-01-01, JZ may be used from
    2023-01-01 and is required from 2023-07-01: 87 FR 69718). Exempt settings take neither.
    """
    exempt = setting is Setting.EXEMPT
    on_each = set()
    if route is Route.INTRAVENOUS and _wants(payer.ja.value_on(day, Asked.NOT_ASKED)):
        on_each.add(INTRAVENOUS)
    if source is DrugSource.DISCOUNTED_340B and day >= TB_ALONE_FROM:
        on_each.add(DISCOUNTED_340B)
    place = OFF_CAMPUS.get(setting)
    if place is not None and day >= place[1]:
        on_each.add(place[0])
    return LineRules(
        bills_discard=bills_discard(payer, setting, day),
        takes_jz=not exempt and _wants(payer.jz.value_on(day, Asked.NOT_ASKED)),
        remainder_takes_jz=payer.remainder_takes_jz.value_on(day, otherwise=True),
        shared_takes_jz=shared_takes_jz,
        on_each=frozenset(on_each),
        order=payer.modifier_order.value_on(day, ()),
        ndc_lines=payer.ndc_lines.value_on(day, NdcLines.ONE),
    )


def write_claim_lines(
    drug: Drug, units: Units, amounts: Amounts, plan: VialPlan, rules: LineRules
) -> tuple[tuple[ClaimLine, ...], tuple[str, ...]]:
    """The lines for those units, and the modifiers that did not fit on one of them.

    With JW units the administered line bears neither JW nor JZ and the JW line follows it; without,
    the line bears JZ (Noridian, First Coast: billing.md 2.1). Multi-dose containers take neither.
    """
    if not units.administered:
        return (), ()
    given, discarded = share_by_product(plan, amounts)
    has_discard = bool(units.discarded) and rules.bills_discard
    split = _wants_split(rules, given, discarded if has_discard else ())
    mark = "" if has_discard or drug.multi_dose else _mark_without_jw(units, amounts, rules)
    parts = [_Part(given, units.administered, amounts.billed_mg, mark)]
    if has_discard:
        parts.append(_Part(discarded, units.discarded, amounts.discarded_mg, DISCARDED))
    lines, dropped = [], []
    for part in parts:
        for count, mg, shares in _divided(part, drug.unit_mg) if split else (part.whole,):
            asked = {part.mark} | rules.on_each
            if shares and split and rules.ndc_lines is NdcLines.EACH_KP_KQ:
                first = shares[0].presentation is plan.vials[0].presentation
                asked.add(FIRST_NDC if first else NEXT_NDC)
            modifiers = [modifier for modifier in rules.order if modifier in asked]
            dropped += modifiers[MOST_MODIFIERS:]
            lines.append(
                ClaimLine(
                    drug.code,
                    tuple(modifiers[:MOST_MODIFIERS]),
                    count,
                    mg,
                    part.mark == DISCARDED,
                    tuple(filter(None, [share.on_claim for share in shares])),
                )
            )
    return tuple(lines), tuple(dict.fromkeys(dropped))


def mg_in_no_unit(units: Units, unit_mg: Decimal, opened_mg: Decimal) -> Decimal:
    """How many of the mg opened no billed unit stands for, above 0 only where units fall short."""
    return max(ZERO, opened_mg - (units.administered + units.discarded) * unit_mg)


class ProductShare(NamedTuple):
    """How many mg of one presentation were given, or discarded."""

    presentation: Presentation
    mg: Decimal

    @property
    def on_claim(self) -> NdcShare | None:
        """The same as a claim names it, its volume to 0.001 mL; None where its code is unknown."""
        ndc, ml = self.presentation.ndc, self.presentation.ml
        if not ndc:
            return None
        quantity = None if ml is None else rounded_ratio(self.mg * ml, self.presentation.mg, _ML)
        return NdcShare(claim_ndc(ndc), self.mg, quantity)


def share_by_product(
    plan: VialPlan, amounts: Amounts
) -> tuple[tuple[ProductShare, ...], tuple[ProductShare, ...]]:
    """What was given and what was discarded of each presentation.

    Vials are emptied larger first, so what is discarded is of the last opened (billing.md 0.1:
    724 mg of 500 + 2 × 120 are 10 and 4.48 mL given, 0.32 mL discarded). A whole vial that was lost
    is none of the two; what else was kept or lost comes between them; what was carried in is of no
    vial here.
    """
    to_give = amounts.billed_mg - min(amounts.carried_in_mg, amounts.billed_mg)
    lost = amounts.lost_vials_mg
    not_discarded = plan.opened_mg - sum(lost, ZERO) - amounts.discarded_mg
    given, discarded, before = [], [], ZERO
    for vials in plan.vials:
        after = before + vials.mg * (vials.count - lost.count(vials.mg))
        given_mg = min(after, to_give) - before
        discarded_mg = after - max(before, not_discarded)
        if given_mg > 0:
            given.append(ProductShare(vials.presentation, given_mg))
        if discarded_mg > 0:
            discarded.append(ProductShare(vials.presentation, discarded_mg))
        before = after
    return tuple(given), tuple(discarded)


_ML: Final = Decimal("0.001")
"""NUCC takes up to 3 places behind the point (X12 RFI 2151)."""

_Divided = tuple[int, Decimal, tuple[ProductShare, ...]]
"""Units, mg and products of one line."""


class _Part(NamedTuple):
    """All that was given, or all that was discarded."""

    shares: tuple[ProductShare, ...]
    units: int
    mg: Decimal
    mark: str

    @property
    def whole(self) -> _Divided:
        """On one line."""
        return self.units, self.mg, self.shares


def _divided(part: _Part, unit_mg: Decimal) -> list[_Divided]:
    """A line for each product: units by content, the rounding on the last (billing.md 0.1).

    A product whose content makes no whole unit goes with the next, the last one with the one
    before.
    """
    lines: list[_Divided] = []
    units, mg, waiting = part.units, part.mg, ZERO
    shares: tuple[ProductShare, ...] = ()
    for share in part.shares:
        shares, waiting = (*shares, share), waiting + share.mg
        count = min(units, whole_units(waiting, unit_mg))
        if count and share is not part.shares[-1]:
            lines.append((count, waiting, shares))
            units, mg, waiting, shares = units - count, mg - waiting, ZERO, ()
    if units or not lines:
        return [*lines, (units, mg, shares)]
    *others, (count, last_mg, last_shares) = lines
    return [*others, (count, last_mg + mg, last_shares + shares)]


def _wants_split(
    rules: LineRules, given: tuple[ProductShare, ...], discarded: tuple[ProductShare, ...]
) -> bool:
    """Whether the payer wants a line for each of several products, all of known code."""
    products = {share.presentation.ndc for share in (*given, *discarded)}
    return rules.ndc_lines is not NdcLines.ONE and len(products) > 1 and None not in products


def _mark_without_jw(units: Units, amounts: Amounts, rules: LineRules) -> str:
    """JZ where payer and setting take it; a remainder and a shared vial are not settled."""
    shared = amounts.kept_mg or amounts.carried_in_mg
    takes = (
        rules.takes_jz
        and not units.discarded
        and (rules.remainder_takes_jz or not amounts.discarded_mg)
        and (rules.shared_takes_jz or not shared)
    )
    return NOTHING_BILLED_AS_DISCARDED if takes else ""


def _wants(asked: Asked) -> bool:
    return asked is not Asked.NOT_ASKED
