"""Two codes for one drug side by side: what each is, and what a claim would be paid under it.

The rate is the payment limit where an office bills and the OPPS rate where a hospital does; neither
is ever shown as the other (billing.md 0.1).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from app.core.billing import count_units
from app.core.code_table import CodeEntry, CodeTable, CrosswalkRow, RateFor
from app.core.dated import DatedValue
from app.core.drug import Drug, Presentation
from app.core.ndc import claim_ndc
from app.core.payer import Setting
from app.core.quantity import ZERO

UNITS_WITHOUT_ORDER: Final = 150
"""What is compared before there is an order: 1,500 mg of durvalumab, its most usual flat dose."""

_MONTHS_OF_A_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class ComparedAmount:
    """The mg that both codes are counted over; `is_of_order` tells an order from an example."""

    given_mg: Decimal
    discarded_mg: Decimal
    is_of_order: bool = True


@dataclass(frozen=True, slots=True)
class Payment:
    """What so many units are paid, in USD; where there is no rate, `why_none` says why.

    `is_current` tells that the rate began in the quarter of the date of service: rates change each
    quarter, so an older one is only the newest that is known.
    """

    paid: RateFor | None
    usd_per_unit: Decimal | None
    usd: Decimal | None
    first_day: date | None
    is_current: bool
    why_none: str
    source: str


@dataclass(frozen=True, slots=True)
class CrosswalkMatch:
    """A presentation that CMS's crosswalk gives to the code, and the row that says so."""

    presentation: Presentation
    row: CrosswalkRow


@dataclass(frozen=True, slots=True)
class ComparedCode:
    """One of the two codes; `entry` None: the table has no such code.

    `units` is None where the code does not count in mg. `vials` are those of this drug's
    presentations that the crosswalk gives to this code, `other_codes` what it gives the others to.
    """

    code: str
    entry: CodeEntry | None
    unit_mg: Decimal | None
    is_of_drug: bool
    is_valid: bool
    units: int | None
    vials: tuple[CrosswalkMatch, ...]
    other_codes: tuple[str, ...]
    most_units: DatedValue[int] | None
    payment: Payment


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both codes over one amount on one day; `published` None: the table has none for the drug.

    `is_whole` tells that the table has every code there is.
    """

    drug: Drug
    day: date
    setting: Setting
    table: str
    table_dated: date
    is_whole: bool
    amount: ComparedAmount
    ours: ComparedCode
    published: ComparedCode | None

    @property
    def differ(self) -> bool:
        """Whether there are two codes to choose between."""
        return self.published is not None and self.published.code != self.ours.code

    @property
    def is_in_no_table(self) -> bool:
        """Whether nothing here can say anything of the code, so that a person looks it up."""
        return self.published is None and self.ours.entry is None and not self.is_whole

    @property
    def is_to_settle(self) -> bool:
        """Whether a site can settle which code it bills: there are two, or none is confirmed.

        A code that is in no table which has every code is none: nobody can settle on it.
        """
        of_another = self.published is None and self.ours.entry is not None
        return self.differ or self.is_in_no_table or (of_another and not self.ours.is_of_drug)

    @property
    def same_units(self) -> bool:
        """Whether there are as many units under either code, so that no sum tells them apart."""
        return self.published is not None and self.published.units == self.ours.units


def compare_codes(
    drug: Drug,
    ours: str,
    table: CodeTable,
    day: date,
    setting: Setting,
    amount: ComparedAmount | None,
) -> Comparison:
    """The code `ours` of a drug beside the one that the table has for it.

    The table's code is that of its own day or of the date of service, whichever is later: a site
    settles which code it bills from now on, and a claim of 2018 must not settle it for C9492.
    Without an amount, 150 units of the drug's own are compared.
    """
    if amount is None:
        amount = ComparedAmount(UNITS_WITHOUT_ORDER * drug.unit_mg, ZERO, is_of_order=False)
    proper = table.code_for(drug.name, max(day, table.dated))
    return Comparison(
        drug=drug,
        day=day,
        setting=setting,
        table=table.name,
        table_dated=table.dated,
        is_whole=table.is_whole,
        amount=amount,
        ours=_compared(drug, ours, table, day, setting, amount),
        published=None
        if proper is None
        else _compared(drug, proper.code, table, day, setting, amount),
    )


def _compared(
    drug: Drug, code: str, table: CodeTable, day: date, setting: Setting, amount: ComparedAmount
) -> ComparedCode:
    entry = table.entry(code)
    unit_mg = drug.unit_mg if entry is None else entry.unit_mg
    units = None
    if unit_mg is not None:
        counted = count_units(
            drug._replace(unit_mg=unit_mg),
            amount.given_mg,
            amount.given_mg + amount.discarded_mg,
            amount.discarded_mg,
        )
        units = counted.administered + counted.discarded
    rows = [
        (presentation, table.crosswalk.get(claim_ndc(presentation.ndc)))
        for presentation in drug.presentations
        if presentation.ndc
    ]
    most_units = table.most_units.get(code)
    return ComparedCode(
        code=code,
        entry=entry,
        unit_mg=unit_mg,
        is_of_drug=entry is not None and entry.is_for(drug.name),
        is_valid=entry is not None and entry.is_valid_on(day),
        units=units,
        vials=tuple([CrosswalkMatch(p, row) for p, row in rows if row and row.code == code]),
        other_codes=tuple(dict.fromkeys([r.code for _, r in rows if r and r.code != code])),
        most_units=None if most_units is None else most_units.on(day),
        payment=_payment(code, table, day, setting, units),
    )


def _payment(
    code: str, table: CodeTable, day: date, setting: Setting, units: int | None
) -> Payment:
    """What the units are paid on that day in that setting, by the newest rate up to it."""
    if setting is Setting.EXEMPT:
        why = "an exempt setting (inpatient, RHC, FQHC) is not paid by the unit of a drug"
        return Payment(None, None, None, None, is_current=False, why_none=why, source="")
    paid = RateFor.HOSPITAL if setting.is_hospital else RateFor.OFFICE
    rate = table.rate(code, paid, day)
    if rate is None:
        why = f"no {paid} rate of {code} up to {day} is known here"
        return Payment(paid, None, None, None, is_current=False, why_none=why, source="")
    why = rate.note or "the source gives no rate" if rate.usd is None else ""
    return Payment(
        paid=paid,
        usd_per_unit=rate.usd,
        usd=None if rate.usd is None or units is None else rate.usd * units,
        first_day=rate.first_day,
        is_current=_quarter(rate.first_day) == _quarter(day),
        why_none=why,
        source=rate.source,
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // _MONTHS_OF_A_QUARTER
