"""`resources/payers/*.toml`: one payer a file, each rule with its days and its source."""

from decimal import Decimal
from pathlib import Path
from typing import Final

from app.core.dated import Rule
from app.core.payer import Asked, BiomarkerRule, MueBy, NdcFormat, NdcLines, Payer, QuantityLimit
from app.reference.dated_rules import read_needed_rule, read_rule, read_whole_rule
from app.reference.source_file import Sources, source_text
from app.reference.table import Table, read_toml
from app.reference.toml_files import toml_files

MODIFIERS: Final = ("JW", "JZ", "KP", "KQ", "TB", "PO", "PN", "JA")
"""Every modifier that the lines may bear: an order has each of them once."""
_HUNDRED: Final = Decimal(100)
_MOST_DAYS: Final = 3_660
_MOST_CYCLES: Final = 1_000
_FIRST: Final = ("medicare-part-b", "medicare-advantage", "medicaid", "commercial")
"""The order in which payers are offered; the first is the default, a site's own come last."""


def payer_files(folder: Path) -> tuple[Path, ...]:
    """The payer files of a folder: ours in the order of the contract, then others by name.

    Raises OSError.
    """
    return tuple(sorted(toml_files(folder), key=lambda path: (_place(path.stem), path.stem)))


def _place(payer_id: str) -> int:
    return _FIRST.index(payer_id) if payer_id in _FIRST else len(_FIRST)


def read_payer(path: Path, sources: Sources) -> Payer:
    """The payer that a file describes; raises ReferenceFileError.

    Refused are a key that is unknown or malformed, a rule of the lines without a value on some date
    of service, two values on one day, an order of modifiers that lacks one, an unknown source, and
    a limit that limits nothing. JW, JZ and JA are not asked before the first day of their rules.
    """
    return read_toml(path, lambda file: _payer(file, path.stem, sources))


def _payer(file: Table, stem: str, sources: Sources) -> Payer:
    if (payer_id := file.text("id")) != stem:
        file.refuse("id", f"is “{payer_id}”, but the file's name says “{stem}”")
    return Payer(
        id=payer_id,
        name=file.text("name"),
        note=file.optional_text("note"),
        jw=_asked(file, "jw", sources),
        jz=_asked(file, "jz", sources),
        ja=_asked(file, "ja", sources),
        remainder_takes_jz=read_whole_rule(file, "remainder_takes_jz", _flag, sources),
        modifier_order=read_whole_rule(file, "modifier_order", _order, sources),
        ndc_lines=read_whole_rule(
            file, "ndc_lines", lambda row: row.word("value", NdcLines), sources
        ),
        ndc_format=read_whole_rule(
            file, "ndc_format", lambda row: row.word("value", NdcFormat), sources
        ),
        mue_by=read_whole_rule(file, "mue_by", lambda row: row.word("value", MueBy), sources),
        authorization=read_rule(file, "authorization", _flag, sources),
        biomarker=read_rule(file, "biomarker", _biomarker, sources),
        prior_line=read_rule(file, "prior_line", _flag, sources),
        response_after_cycles=read_rule(
            file, "response_after_cycles", lambda row: row.count("value", _MOST_CYCLES), sources
        ),
        coverage=read_rule(file, "coverage", _flag, sources),
        limits=file.tables("limits", lambda row: _limit(row, sources)),
    )


def _asked(file: Table, key: str, sources: Sources) -> Rule[Asked]:
    return read_needed_rule(file, key, lambda row: row.word("value", Asked), sources)


def _flag(row: Table) -> bool:
    return row.flag("value")


def _order(row: Table) -> tuple[str, ...]:
    modifiers = row.texts("value")
    for modifier in modifiers:
        if modifier not in MODIFIERS:
            row.refuse("value", f"“{modifier}” is not one of {', '.join(MODIFIERS)}")
    if len(set(modifiers)) != len(modifiers):
        row.refuse("value", "has a modifier twice")
    if missing := [modifier for modifier in MODIFIERS if modifier not in modifiers]:
        row.refuse("value", f"is without {', '.join(missing)}: every one needs its place")
    return modifiers


def _biomarker(row: Table) -> BiomarkerRule:
    least_percent = row.figure("least_percent")
    if least_percent > _HUNDRED:
        row.refuse("least_percent", "is over 100")
    return BiomarkerRule(row.text("name"), least_percent)


def _limit(row: Table, sources: Sources) -> QuantityLimit:
    units = row.optional_count("units")
    vials = row.tables("vials", lambda size: (size.figure("mg"), size.count("count")))
    if units is None and not vials:
        row.refuse("units", "is missing: write this, `vials`, or both")
    if len({mg for mg, _ in vials}) != len(vials):
        row.refuse("vials", "have a size twice")
    return QuantityLimit(
        drug=row.text("drug"),
        days=row.count("days", _MOST_DAYS),
        units=units,
        vials=vials,
        regimens=frozenset(row.texts("regimens")),
        first_day=row.day("from"),
        source=source_text(row, sources),
    )
