"""A month of the record in figures: what was discarded, how much of it was avoidable, what is open.

Doses count by their date of service, in their newest state, and only where something was given or
opened: a plan is no dose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.core.quantity import ZERO, percent_of
from app.core.recorded_dose import ProductUse, RecordedDose


class Month(NamedTuple):
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    @property
    def after(self) -> "Month":
        """The month after."""
        return Month(self.year + (self.number == 12), self.number % 12 + 1)

    @property
    def days(self) -> int:
        """How many days it has."""
        after = self.after
        return (date(after.year, after.number, 1) - date(self.year, self.number, 1)).days

    @property
    def text(self) -> str:
        """As it is typed and shown: "2026-11"."""
        return f"{self.year:04d}-{self.number:02d}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and Month.of(day) == self


@dataclass(frozen=True, slots=True)
class Sums:
    """The figures of several doses together; amounts in mg, exact.

    `jw_units` and `given_units` are those on claim lines; `discarded_units` also those that no line
    stands for.
    """

    doses: int = 0
    not_given: int = 0
    opened_mg: Decimal = ZERO
    given_mg: Decimal = ZERO
    discarded_mg: Decimal = ZERO
    avoidable_mg: Decimal = ZERO
    lost_mg: Decimal = ZERO
    kept_mg: Decimal = ZERO
    carried_in_mg: Decimal = ZERO
    left_mg: Decimal = ZERO
    discarded_units: int = 0
    given_units: int = 0
    jw_units: int = 0
    with_jz: int = 0
    open_items: int = 0
    doses_with_open_items: int = 0
    not_ready: int = 0

    @property
    def unavoidable_mg(self) -> Decimal:
        """What the best vials would have discarded all the same."""
        return self.discarded_mg - self.avoidable_mg

    @property
    def billed_units(self) -> int:
        """All units on claim lines."""
        return self.given_units + self.jw_units

    @property
    def jw_percent(self) -> Decimal:
        """JW units of all units on claim lines, in % to 0.1, half up; 0 where none is billed.

        Exactly it is `jw_units` ÷ `billed_units`.
        """
        return percent_of(self.jw_units, self.billed_units)


class DayDiscard(NamedTuple):
    """What was discarded on a day, parted; mg."""

    day: date
    unavoidable_mg: Decimal
    avoidable_mg: Decimal


class DrugProduct(NamedTuple):
    """A product of a drug over the month."""

    drug: str
    use: ProductUse


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """The month as a whole, by drug in order of their names, by day, and by product."""

    month: Month
    all: Sums
    by_drug: tuple[tuple[str, Sums], ...]
    days: tuple[DayDiscard, ...]
    products: tuple[DrugProduct, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given or opened in it."""
        return not self.all.doses


def summarise_month(month: Month, newest: Sequence[RecordedDose]) -> MonthSummary:
    """The figures of a month, from the newest state of every dose (`newest_states`)."""
    doses = [dose for dose in newest if dose.happened and dose.day in month]
    drugs = sorted({dose.drug for dose in doses})
    days: dict[date, DayDiscard] = {}
    products: dict[tuple[str, str, Decimal], ProductUse] = {}
    for dose in doses:
        discarded_mg, avoidable_mg = dose.amounts.discarded_mg, dose.avoidable_mg
        _, unavoidable, avoidable = days.get(dose.day, DayDiscard(dose.day, ZERO, ZERO))
        days[dose.day] = DayDiscard(
            dose.day, unavoidable + discarded_mg - avoidable_mg, avoidable + avoidable_mg
        )
        for use in dose.products:
            key = (dose.drug, use.ndc, use.vial_mg)
            products[key] = products[key].plus(use) if key in products else use
    return MonthSummary(
        month=month,
        all=_sum(doses),
        by_drug=tuple([(drug, _sum([d for d in doses if d.drug == drug])) for drug in drugs]),
        days=tuple([days[day] for day in sorted(days)]),
        products=tuple(
            [
                DrugProduct(drug, products[drug, ndc, mg])
                for drug, ndc, mg in sorted(products, key=lambda key: (key[0], -key[2], key[1]))
            ]
        ),
    )


def _sum(doses: Sequence[RecordedDose]) -> Sums:
    amounts = [dose.amounts for dose in doses]
    return Sums(
        doses=len(doses),
        not_given=sum(not dose.is_given for dose in doses),
        opened_mg=sum((dose.opened_mg for dose in doses), ZERO),
        given_mg=sum((amount.billed_mg for amount in amounts), ZERO),
        discarded_mg=sum((amount.discarded_mg for amount in amounts), ZERO),
        avoidable_mg=sum((dose.avoidable_mg for dose in doses), ZERO),
        lost_mg=sum((amount.lost_mg for amount in amounts), ZERO),
        kept_mg=sum((amount.kept_mg for amount in amounts), ZERO),
        carried_in_mg=sum((amount.carried_in_mg for amount in amounts), ZERO),
        left_mg=sum((amount.left_mg for amount in amounts), ZERO),
        discarded_units=sum(dose.discarded_units for dose in doses),
        given_units=sum(dose.given_units for dose in doses),
        jw_units=sum(dose.jw_units for dose in doses),
        with_jz=sum(dose.has_jz for dose in doses),
        open_items=sum(dose.open_items for dose in doses),
        doses_with_open_items=sum(bool(dose.open_items) for dose in doses),
        not_ready=sum(not dose.may_go_out for dose in doses),
    )
