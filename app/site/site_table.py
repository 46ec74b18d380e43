"""The text of `site.toml` as core values: every key known, every figure exact."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from app import __version__
from app.core.codes import is_hcpcs
from app.core.drug import ORDINARY, Drug, Limits
from app.core.order import BagMethod, ChosenBag
from app.core.payer import DrugSource, Setting
from app.core.site_choices import CodeDecision, Person, Rounding, SiteChoices
from app.reference.file_error import ReferenceFileError
from app.reference.limits import read_limits
from app.reference.table import Table, read_toml_text

T = TypeVar("T")
THEMES: Final = ("light", "dark", "high-contrast")
_NAME: Final = "site.toml"
_CENT: Final = Decimal("0.01")
_MOST_PERCENT: Final = Decimal(25)
"""HOPA's policy for antibodies is 10 %."""
_MOST_STEP_MG: Final = Decimal(1_000)
_MOST_CHARGE_USD: Final = Decimal(1_000_000)
_MOST_BAG_ML: Final = Decimal(10_000)
_MOST_TOLERANCE_ML: Final = Decimal(5)
_LONGEST_KEPT_YEARS: Final = 100
_LATEST_USE_HOURS: Final = 720
_INITIALS: Final = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_A_DAY: Final = timedelta(days=1)
"""Somewhere it is tomorrow already."""
TABLE_AHEAD: Final = timedelta(days=62)
"""CMS puts a quarter's table out in the weeks before its first day."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """What was read; the defaults where there is no file. `trouble` says what cannot be used.

    `shelf` is the default count by drug and mg; `limits` are the drugs' limits, tightened. `text`
    is the file's text, to tell later whether somebody else changed it meanwhile. `is_lost`: there
    is a file, or was, that cannot be used at all.
    """

    choices: SiteChoices = field(default_factory=SiteChoices)
    shelf: Mapping[str, Mapping[Decimal, int]] = field(default_factory=dict)
    limits: Mapping[str, Limits] = field(default_factory=dict)
    theme: str = ""
    trouble: tuple[str, ...] = ()
    text: str = ""
    is_lost: bool = False


def read_site_text(text: str, drugs: tuple[Drug, ...], today: date | None = None) -> SiteFile:
    """What the text says; raises ReferenceFileError for anything that is not as it has to be.

    Refused are an unknown key, a wrong type, and a limit looser than the drug's own, unless it was
    the drug's file that became tighter in a newer program: then the drug's holds, and is named.
    A decision of a day after `today` is left out and named: it may be the clock that is wrong.
    """
    read = read_toml_text(_NAME, text, lambda file: _SiteTable(file, drugs, today).read())
    return replace(read, text=text)


class _SiteTable:
    """One reading of the file; `trouble` collects what is left out without harm."""

    def __init__(self, file: Table, drugs: tuple[Drug, ...], today: date | None) -> None:
        self._file = file
        self._today = today
        self._drugs = {drug.id: drug for drug in drugs}
        self._trouble: list[str] = []

    def read(self) -> SiteFile:
        file = self._file
        file.optional_count("format")
        self._is_older = file.optional_text("program") not in ("", __version__)
        return SiteFile(
            choices=self._choices(),
            shelf=self._by_drug("shelf", _shelf),
            limits={k: v for k, v in self._by_drug("limits", self._limits).items() if v},
            theme=self._theme(),
            trouble=tuple(self._trouble),
        )

    def _choices(self) -> SiteChoices:
        file, ours = self._file, SiteChoices()
        keeps_jz = file.is_there("shared_vial_takes_jz")
        return SiteChoices(
            code_decisions=tuple(filter(self._is_past, file.tables("code_decisions", _decision))),
            rounding=file.table("rounding", _rounding),
            payer=file.optional_text("payer") or ours.payer,
            setting=file.optional_word("setting", Setting) or ours.setting,
            source=file.optional_word("source", DrugSource) or ours.source,
            usual_bags=tuple(self._by_drug("usual_bags", self._bag).items()),
            charges_usd=tuple((file.table("charges_usd", _charges) or {}).items()),
            tolerance_ml=_tolerance(file) or ours.tolerance_ml,
            shared_vial_takes_jz=(
                file.flag("shared_vial_takes_jz") if keeps_jz else ours.shared_vial_takes_jz
            ),
            people=file.table("people", _people) or (),
            initials_alone=file.optional_flag("initials_alone"),
            record_server=_record_server(file),
            keep_years=_whole(file, "keep_years", 1, _LONGEST_KEPT_YEARS) or ours.keep_years,
            asks_course=file.optional_flag("asks_course"),
            use_before_hours=_whole(file, "use_before_hours", 1, _LATEST_USE_HOURS),
        )

    def _is_past(self, decision: CodeDecision) -> bool:
        future = "" if self._today is None else why_not_yet(decision, self._today)
        if future:
            self._trouble.append(
                f"{_NAME}: the decision for {decision.code} is not used: {future}."
            )
        return not future

    def _by_drug(self, key: str, read: Callable[[Table, str], T]) -> dict[str, T]:
        """What `read` makes of each drug's table under `key`."""
        found: dict[str, T] = {}

        def named(table: Table) -> None:
            for drug_id in table.names():
                if drug_id not in self._drugs:
                    self._trouble.append(
                        f"{_NAME}: {key} names {drug_id}, which is not a drug here."
                    )
                value = table.table(drug_id, _of_drug(read, drug_id))
                if value is not None:
                    found[drug_id] = value

        self._file.table(key, named)
        return found

    def _bag(self, row: Table, drug_id: str) -> ChosenBag:
        ml = _at_most(row, "ml", row.figure("ml"), _MOST_BAG_ML)
        bag = ChosenBag(row.text("diluent"), ml, row.word("method", BagMethod))
        drug = self._drugs.get(drug_id)
        if drug is not None and drug.preparation is not None:
            known = [diluent.id for diluent in drug.preparation.diluents]
            if bag.diluent not in known:
                row.refuse("diluent", f"“{bag.diluent}” is not one of {', '.join(known)}")
        return bag

    def _limits(self, row: Table, drug_id: str) -> Limits | None:
        drug = self._drugs.get(drug_id)
        base = drug.limits if drug else ORDINARY
        if not self._is_older:
            return read_limits(row, base)
        try:
            return read_limits(row, base)
        except ReferenceFileError as error:
            self._trouble.append(f"{_NAME}: {error.reason}: the drug’s own limits hold.")
            for key in row.names():  # what was not reached is not unknown
                row.optional_figure(key)
            return None

    def _theme(self) -> str:
        theme = self._file.optional_text("theme")
        if theme and theme not in THEMES:
            self._file.refuse("theme", f"“{theme}” is not one of {', '.join(THEMES)}")
        return theme


def _of_drug(read: Callable[[Table, str], T], drug_id: str) -> Callable[[Table], T]:
    return lambda row: read(row, drug_id)


def _decision(row: Table) -> CodeDecision:
    code = row.text("code")
    if not is_hcpcs(code):
        row.refuse("code", f"“{code}” is not a HCPCS code such as J9173")
    return CodeDecision(
        drug=row.text("drug"),
        code=code,
        by=row.text("by"),
        why=row.text("why"),
        on=row.day("on"),
        table_dated=row.day("table_dated"),
    )


def why_not_yet(decision: CodeDecision, today: date) -> str:
    """Why a decision cannot have been taken by `today`, "" where it can."""
    if decision.on > today + _A_DAY:
        return f"its day, {decision.on}, is after today, {today}"
    if decision.table_dated > today + TABLE_AHEAD:
        return f"its table’s day, {decision.table_dated}, is after today, {today}"
    return ""


def _rounding(row: Table) -> Rounding:
    percent = _at_most(row, "percent", row.figure("percent"), _MOST_PERCENT)
    step_mg = row.optional_figure("step_mg")
    if step_mg is not None:
        _at_most(row, "step_mg", step_mg, _MOST_STEP_MG)
    return Rounding(percent, step_mg, row.text("authority"))


def _charges(row: Table) -> dict[str, Decimal]:
    charges = {drug: row.figure(drug) for drug in row.names()}
    for drug, usd in charges.items():
        if _at_most(row, drug, usd, _MOST_CHARGE_USD) % _CENT:
            row.refuse(drug, f"{usd} is not a charge in dollars and whole cents")
    return charges


def _at_most(row: Table, key: str, figure: Decimal, most: Decimal) -> Decimal:
    return figure if figure <= most else row.refuse(key, f"{figure} is over {most:,}")


def _shelf(row: Table, _drug_id: str) -> dict[Decimal, int]:
    counts: dict[Decimal, int] = {}
    for size in row.names():
        if not re.fullmatch(r"[1-9][0-9]{0,4}(\.[0-9]{1,3})?|0\.[0-9]{1,3}", size, re.ASCII):
            row.refuse(size, 'is not a size in mg, such as "500" = 6')
        counts[Decimal(size)] = row.number(size)
    return counts


def _tolerance(file: Table) -> Decimal | None:
    tolerance_ml = file.optional_figure("tolerance_ml")
    if tolerance_ml is not None:
        _at_most(file, "tolerance_ml", tolerance_ml, _MOST_TOLERANCE_ML)
    return tolerance_ml


def _people(row: Table) -> tuple[Person, ...]:
    for initials in row.names():
        if not _INITIALS.fullmatch(initials):
            row.refuse(initials, "is not two to six capitals and figures such as RK or RK2")
    return tuple([Person(initials, row.optional_text(initials)) for initials in row.names()])


def _record_server(file: Table) -> str:
    url = file.optional_text("record_server")
    if url and not url.startswith("postgresql://"):
        file.refuse("record_server", "does not begin with postgresql://")
    return url


def _whole(file: Table, key: str, least: int, most: int) -> int | None:
    if not file.is_there(key):
        return None
    number = file.number(key)
    if not least <= number <= most:
        file.refuse(key, f"{number:,} is not from {least} to {most:,}")
    return number
