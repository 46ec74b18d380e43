"""The code on the claim against the dated HCPCS table, and what the site settled about it.

No arithmetic can notice J9323 in the place of J9173: both count 10 mg and allow 150 units a day.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from app.core.code_table import CodeEntry, CodeTable
from app.core.drug import Drug
from app.core.finding import CHOICES, Decision, DecisionChoice, Finding, Severity, ask
from app.core.ndc import claim_ndc
from app.core.notation import shown
from app.core.site_choices import CodeDecision, SiteChoices

NOT_CONFIRMED: Final = "code not confirmed"


class Standing(StrEnum):
    """What is settled about the code."""

    FITS = "fits"
    NOT_CHECKED = "not checked"
    DECIDED = "in no table here, decided by a person"
    NOT_CONFIRMED = "not confirmed"
    KEPT = "kept"
    WRONG = "wrong"


class BilledCode(NamedTuple):
    """The code that the lines bear, the mg of its unit, and what is written beside it."""

    code: str
    unit_mg: Decimal
    standing: Standing
    mark: str
    """ "code not confirmed", "kept by the site, differs from …"; "" where nothing is to be said."""


def check_code(
    drug: Drug,
    asked: str,
    decision: Decision | None,
    table: CodeTable,
    site: SiteChoices,
    day: date,
) -> tuple[BilledCode, tuple[Finding, ...]]:
    """The code to bill on that day and what there is to say about it.

    `asked` is the order's own code, "" for the site's; `decision` what was answered for this order.
    Nothing changes the code but one of these two or the site's own decision.
    """
    delivered = _Delivered(drug.id, drug.name, drug.code, drug.unit_mg)
    return _check(delivered, asked, decision, table, site, day)


class _Delivered(NamedTuple):
    """What of a drug its code is checked against; id is "" for one that a request described."""

    id: str
    name: str
    code: str
    unit_mg: Decimal


@lru_cache(maxsize=512)
def _check(
    drug: _Delivered,
    asked: str,
    decision: Decision | None,
    table: CodeTable,
    site: SiteChoices,
    day: date,
) -> tuple[BilledCode, tuple[Finding, ...]]:
    """The check; kept, since it is the same for every order of a drug on a day."""
    settled = site.code_decision(drug.id) if drug.id else None
    own = asked or (settled.code if settled else drug.code)
    code = own if decision is None or decision.choice in CHOICES else decision.choice
    entry = table.entry(code)
    if entry is None:
        return _not_in_table(drug, code, table, day, _who_kept(decision, settled, table, code))
    unit_mg = (entry.unit_mg if drug.id else None) or drug.unit_mg
    dated = _by_date(drug, entry, day, table)
    if entry.is_for(drug.name):
        if entry.unit_mg != drug.unit_mg:
            unit = _another_unit(drug, entry)
            return BilledCode(code, unit_mg, Standing.NOT_CONFIRMED, "unit not confirmed"), (
                *dated,
                unit,
            )
        changed = () if code == own or decision is None else (_changed(own, code, decision),)
        return BilledCode(code, unit_mg, Standing.FITS, ""), dated + changed
    proper = table.code_for(drug.name, day)
    if code != drug.code or (not drug.id and proper is None):
        look_alike = _look_alike(drug, entry, proper, unit_mg)
        return BilledCode(code, unit_mg, Standing.WRONG, "code of another drug"), (
            *dated,
            look_alike,
        )
    kept = _who_kept(decision, settled, table, code)
    if kept is None:
        conflict = _conflict(drug, entry, proper, settled)
        return BilledCode(code, unit_mg, Standing.NOT_CONFIRMED, NOT_CONFIRMED), (
            *dated,
            conflict,
        )
    by, why, on = kept
    mark = f"kept by the site, differs from the {entry.table}"
    note = Finding(
        "code-kept-by-site",
        Severity.NOTE,
        f"{code} {mark}, where it is {entry.substance}. {by}, {on}: “{why}”.",
        "code",
        entry.source,
    )
    return BilledCode(code, unit_mg, Standing.KEPT, mark), (*dated, note)


def check_products(
    drug: Drug, billed: BilledCode, ndcs: tuple[str, ...], table: CodeTable
) -> list[Finding]:
    """What CMS's crosswalk says against the product codes opened.

    A product fits that the crosswalk gives to the code billed, or to any code of this drug: an
    older code of it, or the published one where the site kept another.
    """
    findings = []
    for ndc in ndcs:
        row = table.crosswalk.get(claim_ndc(ndc))
        if row is None or row.code == billed.code or table.is_code_of(drug.name, row.code):
            continue
        is_what = f"is {row.code} in CMS’s crosswalk" if row.code else f"is {row.note}"
        findings.append(
            Finding(
                "ndc-other-drug",
                Severity.STOP,
                f"NDC {ndc} of {drug.name} {is_what}, not {billed.code}: correct the code or "
                "the NDC.",
                "code",
                row.source,
            )
        )
    return findings


def _who_kept(
    decision: Decision | None, settled: CodeDecision | None, table: CodeTable, code: str
) -> tuple[str, str, date] | None:
    """Who, why and when the code was kept; None where it was not, or an older table was seen."""
    if (
        decision is not None
        and decision.choice in (DecisionChoice.KEEP, code)
        and decision.on >= table.dated
    ):
        return decision.by, decision.why, decision.on
    if settled is not None and settled.code == code and settled.table_dated >= table.dated:
        return settled.by, settled.why, settled.on
    return None


def _not_in_table(
    drug: _Delivered,
    code: str,
    table: CodeTable,
    day: date,
    looked_up: tuple[str, str, date] | None,
) -> tuple[BilledCode, tuple[Finding, ...]]:
    proper = table.code_for(drug.name, day)
    if proper is None and not table.is_whole:
        message = f"{code} is not among the {shown(len(table.entries))} codes here: not checked."
        standing = Standing.NOT_CHECKED
        if looked_up is not None:
            by, why, on = looked_up
            message, standing = f"{message} {by}, {on}: “{why}”.", Standing.DECIDED
        note = Finding("code-unknown", Severity.NOTE, message, "code")
        return BilledCode(code, drug.unit_mg, standing, ""), (note,)
    if proper is not None:
        stop = Finding(
            "code-unknown",
            Severity.STOP,
            f"{code} is not in the {table.name}, where {drug.name} is {proper.code}: correct it.",
            "code",
            proper.source,
        )
        return BilledCode(code, drug.unit_mg, Standing.WRONG, "unknown code"), (stop,)
    unknown = ask("code-unknown", f"{code} is not in the {table.name}: check it.", "code")
    return BilledCode(code, drug.unit_mg, Standing.NOT_CONFIRMED, NOT_CONFIRMED), (unknown,)


def _by_date(
    drug: _Delivered, entry: CodeEntry, day: date, table: CodeTable
) -> tuple[Finding, ...]:
    """What is wrong with the code on that day, with the drug's code of that day where known."""
    findings = []
    proper = table.code_for(drug.name, day)
    there = proper is not None and proper.code != entry.code
    instead = f"bill {proper.code}" if proper and there else "bill the code of that day"
    if entry.first_day is not None and day < entry.first_day:
        findings.append(
            Finding(
                "code-not-yet-valid",
                Severity.STOP,
                f"{entry.code} begins on {entry.first_day}, after the date of service, {day}: "
                f"{instead}.",
                "code",
                entry.source,
            )
        )
    if entry.last_day is not None and day > entry.last_day:
        instead = f"bill {entry.replaced_by}" if entry.replaced_by else instead
        findings.append(
            Finding(
                "code-ended",
                Severity.STOP,
                f"{entry.code} ended on {entry.last_day}, before the date of service, {day}: "
                f"{instead}.",
                "code",
                entry.source,
            )
        )
    elif entry.replaced_by and entry.last_day is None:
        message = f"{entry.code} was replaced by {entry.replaced_by}, since when is not known here."
        findings.append(ask("code-ended", f"{message} Check the day.", "code", entry.source))
    stale_after = entry.stale_after or table.stale_after
    if day > stale_after:
        message = (
            f"The {entry.table} is stale after {stale_after}; codes change by the quarter. Check "
            "the code in a newer one."
        )
        findings.append(ask("table-stale", message, "code"))
    return tuple(findings)


def _changed(before: str, code: str, decision: Decision) -> Finding:
    """That a person had this order billed by another code than the site's."""
    return Finding(
        "code-conflict",
        Severity.NOTE,
        f"{code} is billed in place of {before}, as decided for this order.",
        "code",
        None,
        decision,
    )


def _conflict(
    drug: _Delivered, entry: CodeEntry, proper: CodeEntry | None, settled: CodeDecision | None
) -> Finding:
    instead = f"; {drug.name} is {proper.code}, “{proper.descriptor}”" if proper else ""
    again = ""
    if settled is not None and settled.code == entry.code:
        instead = f"; {drug.name} is {proper.code}" if proper else ""
        again = f" Kept on {settled.on} against an older table: confirm it again."
    return Finding(
        "code-conflict",
        Severity.ASK,
        f"Code not confirmed. The {entry.table} gives {entry.code} to {entry.substance}{instead}."
        f"{again}",
        "code",
        entry.source,
    )


def _look_alike(
    drug: _Delivered, entry: CodeEntry, proper: CodeEntry | None, unit_mg: Decimal
) -> Finding:
    instead = f" {drug.name} is {proper.code}." if proper else ""
    unit = ""
    if unit_mg != drug.unit_mg:
        unit = f" The units here are of {shown(unit_mg)} mg, as that code counts."
    return Finding(
        "code-look-alike",
        Severity.STOP if drug.id else Severity.ASK,  # a described drug may go by another name
        f"{entry.code} is {entry.substance}, not {drug.name}.{instead}{unit}",
        "code",
        entry.source,
    )


def _another_unit(drug: _Delivered, entry: CodeEntry) -> Finding:
    unit = "another unit than mg" if entry.unit_mg is None else f"{shown(entry.unit_mg)} mg"
    return Finding(
        "code-conflict",
        Severity.ASK,
        f"The {entry.table} has {entry.code} by {unit}, {drug.name} here by "
        f"{shown(drug.unit_mg)} mg. Check the unit.",
        "code",
        entry.source,
    )
