"""`resources/hcpcs/*.toml`: the dated HCPCS table with crosswalk, most units and rates."""

import re
from pathlib import Path
from typing import Final

from app.core.code_table import CodeEntry, CodeTable, CrosswalkRow, Rate, RateFor
from app.core.codes import is_hcpcs
from app.core.dated import DatedValue, Rule
from app.reference.dated_rules import ordered_rule, read_dated
from app.reference.source_file import Sources, source_text
from app.reference.table import Table, read_toml

_CLAIM_NDC: Final = re.compile(r"[0-9]{5}-[0-9]{4}-[0-9]{2}", re.ASCII)


def read_code_table(path: Path, sources: Sources) -> CodeTable:
    """The table of a file, exact in every figure; raises ReferenceFileError.

    Refused are a code or product code that is malformed or there twice, a last day before the
    first, two values of most units on one day, and a rate with both or neither of price and reason.
    """
    return read_toml(path, lambda file: _table(file, sources))


def _table(file: Table, sources: Sources) -> CodeTable:
    name, dated = file.text("name"), file.day("dated")
    stale_after = file.day("stale_after")
    if stale_after < dated:
        file.refuse("stale_after", "is before `dated`")
    entries = file.tables("codes", lambda row: _entry(row, name, sources))
    crosswalk = file.tables("crosswalk", lambda row: _crosswalk(row, sources))
    by_code = {entry.code: entry for entry in entries}
    by_ndc = {row.ndc: row for row in crosswalk}
    if len(by_code) != len(entries):
        file.refuse("codes", "have one twice")
    if len(by_ndc) != len(crosswalk):
        file.refuse("crosswalk", "has a product code twice")
    return CodeTable(
        name=name,
        dated=dated,
        stale_after=stale_after,
        is_whole=file.flag("is_whole"),
        entries=by_code,
        crosswalk=by_ndc,
        most_units=_most_units(file, sources),
        rates=_rates(file, sources),
    )


def _code(row: Table) -> str:
    code = row.text("code")
    return code if is_hcpcs(code) else row.refuse("code", f"“{code}” is not a HCPCS code")


def _entry(row: Table, table: str, sources: Sources) -> CodeEntry:
    first_day, last_day = row.optional_day("first_day"), row.optional_day("last_day")
    if first_day and last_day and last_day < first_day:
        row.refuse("last_day", "is before `first_day`")
    return CodeEntry(
        code=_code(row),
        descriptor=row.text("descriptor"),
        first_day=first_day,
        last_day=last_day,
        replaced_by=row.optional_text("replaced_by"),
        status=row.optional_text("status"),
        table=table,
        source=source_text(row, sources),
    )


def _crosswalk(row: Table, sources: Sources) -> CrosswalkRow:
    ndc, code = row.text("ndc"), row.optional_text("code")
    units, note = row.optional_count("units"), row.optional_text("note")
    if not _CLAIM_NDC.fullmatch(ndc):
        row.refuse("ndc", "is not 5-4-2 digits, such as 00310-4500-12")
    if bool(code) != (units is not None):
        row.refuse("units", "goes with `code`: both or neither")
    if not code and not note:
        row.refuse("note", "is missing: without a code it says why")
    return CrosswalkRow(ndc, code, units, note, source_text(row, sources))


def _most_units(file: Table, sources: Sources) -> dict[str, Rule[int]]:
    """The rule of each code; several codes of a file may share a row."""
    found: dict[str, tuple[DatedValue[int], ...]] = {}
    for codes, dated in file.tables("most_units", lambda row: _most(row, sources)):
        for code in codes:
            found[code] = (*found.get(code, ()), dated)
    return {code: ordered_rule(file, "most_units", values) for code, values in found.items()}


def _most(row: Table, sources: Sources) -> tuple[tuple[str, ...], DatedValue[int]]:
    codes = row.texts("codes")
    if not codes or not all(is_hcpcs(code) for code in codes):
        row.refuse("codes", "is not a list of HCPCS codes")
    return codes, read_dated(row, lambda of: of.count("units"), sources)


def _rates(file: Table, sources: Sources) -> tuple[Rate, ...]:
    rates = tuple(r for of in file.tables("rates", lambda t: _series(t, sources)) for r in of)
    if len({(rate.code, rate.paid, rate.first_day) for rate in rates}) != len(rates):
        file.refuse("rates", "have two of one code and day")
    return rates


def _series(row: Table, sources: Sources) -> tuple[Rate, ...]:
    code, paid, source = _code(row), row.word("paid", RateFor), source_text(row, sources)
    return row.tables("each", lambda of: _rate(of, code, paid, source))


def _rate(row: Table, code: str, paid: RateFor, source: str) -> Rate:
    usd, note = row.optional_figure("usd"), row.optional_text("note")
    if (usd is None) != bool(note):
        row.refuse("usd", "or `note` is needed, and not both of them")
    return Rate(code, paid, row.day("from"), usd, note, source)
