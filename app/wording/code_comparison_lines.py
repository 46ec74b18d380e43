"""Two codes side by side in plain words: one row an aspect, one cell a code."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.core.code_comparison import ComparedCode, Comparison, Payment
from app.core.code_table import RateFor
from app.core.notation import shown, usd
from app.core.site_choices import CodeDecision
from app.wording.claim_lines import units_text

_STATUS: Final = re.compile(r"^OPPS ([A-Z][0-9]?)\b")
_STATUS_WORDS: Final = {
    "G": "paid separately, pass-through",
    "K": "paid separately",
    "N": "packaged, not paid by itself",
    "E1": "not paid",
    "E2": "no price",
}
"""What the letters of OPPS Addendum B mean (CMS, OPPS Addendum D1)."""

_RATE_NAMES: Final = {
    RateFor.OFFICE: "Part B payment limit of an office, coinsurance included",
    RateFor.HOSPITAL: "OPPS rate of a hospital, coinsurance included",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one code; `fits` None where the aspect speaks for neither."""

    text: str
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect, a word on it, and the cells: the table's code first, ours last."""

    aspect: str
    remark: str
    cells: tuple[Cell, ...]


def money_text(amount: Decimal) -> str:
    """An amount as it is typed: 120.50, whole cents, no comma."""
    return f"{amount:.2f}"


def comparison_rows(found: Comparison) -> list[Row]:
    """Everything that there is to compare, from what the code is to where that stands."""
    codes = [code for code in (found.published, found.ours) if code is not None]
    rows = [
        Row("What it is", "", tuple([_what(code, found) for code in codes])),
        Row("Unit", "", tuple([Cell(_unit(code)) for code in codes])),
        Row("Valid", "", tuple([_valid(code, found) for code in codes])),
        Row("Status", "", tuple([Cell(_status(code)) for code in codes])),
        Row("CMS’s NDC crosswalk", "", tuple([_crosswalk(code) for code in codes])),
        Row(_amount(found), _same_units(found), tuple([Cell(_units(code)) for code in codes])),
        Row(
            "Medicare’s rate",
            _RATE_NAMES[paid] if (paid := found.ours.payment.paid) else "",
            tuple([_paid(code) for code in codes]),
        ),
        Row("Most units a day", "MUE", tuple([Cell(_most(code)) for code in codes])),
    ]
    return [row for row in rows if any(cell.text for cell in row.cells)]


def comparison_sources(found: Comparison) -> str:
    """Where the rows stand, each source once."""
    codes = [code for code in (found.published, found.ours) if code is not None]
    sources = [found.table]
    for code in codes:
        sources += [code.entry.source] if code.entry else []
        sources += [match.row.source for match in code.vials]
        sources += [code.payment.source] if code.payment.source else []
        sources += [code.most_units.source] if code.most_units else []
    return "; ".join(dict.fromkeys(sources))


def settled_text(settled: CodeDecision, *, is_older: bool) -> str:
    """What the site settled before; `is_older`: against an older table, so it is asked again."""
    text = (
        f"Settled before: {settled.code}, by {settled.by} on {settled.on}, against the table dated "
        f"{settled.table_dated}: {settled.why}"
    )
    return f"{text} The table is newer now: settle it again." if is_older else text


def what_is_open(found: Comparison) -> str:
    """What has to be found out where the table has no code for the drug, "" where it has one."""
    ours, drug = found.ours, found.drug.name
    if found.is_in_no_table:
        return (
            f"No table here has {ours.code}, or another code for {drug}. Look it up in CMS’s table "
            "or ask the payer; then say who did, and what was found."
        )
    if found.published is None and ours.entry is not None:
        return (
            f"The {found.table} gives {ours.code} to {ours.entry.substance}, and has no code for "
            f"{drug}. Ask the payer; then say who did, and what was answered."
        )
    return ""


def what_stays_said(found: Comparison) -> str:
    """What a line goes on saying of our code once the site keeps it."""
    ours = found.ours.code
    if found.is_in_no_table:
        return (
            f"{ours} is still called not checked wherever its lines are shown, with who looked it "
            "up: no table here has it. A newer table asks again."
        )
    return (
        f"{ours}, if kept, stays marked on every line: kept by the site, differs from the "
        f"{found.table}. A newer table asks again."
    )


def nothing_to_settle(found: Comparison) -> str:
    """Why there is no choice: both codes are one, or ours is none."""
    if found.published is not None or found.ours.is_of_drug:
        return "The code of the drug’s file is the one of the table: there is nothing to settle."
    return (
        f"The {found.table} has every code, and neither {found.ours.code} nor one for "
        f"{found.drug.name}: correct the code in the drug’s file, or import a newer table."
    )


def _what(code: ComparedCode, found: Comparison) -> Cell:
    if code.entry is None:
        return Cell(f"not in the {found.table}", fits=False)
    return Cell(code.entry.descriptor, fits=code.is_of_drug)


def _unit(code: ComparedCode) -> str:
    return "not in mg" if code.unit_mg is None else f"{shown(code.unit_mg)} mg"


def _valid(code: ComparedCode, found: Comparison) -> Cell:
    if code.entry is None:
        return Cell("")
    first, last = code.entry.first_day, code.entry.last_day
    text = f"from {first}" if first else "first day not known"
    text += f" to {last}" if last else ", no last day in the table"
    if not code.is_valid:
        return Cell(f"{text}; not on {found.day}", fits=False)
    return Cell(text)


def _status(code: ComparedCode) -> str:
    status = code.entry.status if code.entry else ""
    letters = _STATUS.match(status)
    words = _STATUS_WORDS.get(letters[1], "") if letters else ""
    return f"{status}: {words}" if words else status


def _crosswalk(code: ComparedCode) -> Cell:
    if code.vials:
        return Cell(
            "\n".join(
                f"{shown(match.presentation.mg)} mg vial, {match.row.ndc}: "
                f"{units_text(match.row.units or 0)}"
                for match in code.vials
            ),
            fits=True,
        )
    if code.other_codes:
        return Cell(f"none of these vials: they are {', '.join(code.other_codes)}", fits=False)
    return Cell("says nothing of these vials" if code.entry else "")


def _amount(found: Comparison) -> str:
    mg = shown(found.amount.given_mg)
    if not found.amount.is_of_order:
        return f"Units of {mg} mg, for example"
    if found.amount.discarded_mg:
        return f"Units of {mg} mg and {shown(found.amount.discarded_mg)} mg discarded"
    return f"Units of {mg} mg"


def _same_units(found: Comparison) -> str:
    if found.differ and found.same_units:
        return "the same: no sum can tell the codes apart"
    return "not the same: the units change with the code" if found.differ else ""


def _units(code: ComparedCode) -> str:
    return "" if code.units is None else units_text(code.units)


def _paid(code: ComparedCode) -> Cell:
    paid = code.payment
    if paid.usd is None or paid.usd_per_unit is None or code.units is None:
        return Cell(f"no rate: {paid.why_none}" if paid.why_none else "", fits=False)
    return Cell(
        f"{usd(paid.usd)} for {units_text(code.units)}\n"
        f"{_rate_text(paid.usd_per_unit)} a unit {_since(paid)}",
        fits=True,
    )


def _rate_text(rate: Decimal) -> str:
    """A published rate, exact: it may have more places than cents."""
    return usd(rate) if rate == round(rate, 2) else f"USD {rate:,f}"


def _since(paid: Payment) -> str:
    if paid.is_current:
        return f"from {paid.first_day}"
    return f"from {paid.first_day}, the newest known"


def _most(code: ComparedCode) -> str:
    return units_text(code.most_units.value) if code.most_units else "none known"
