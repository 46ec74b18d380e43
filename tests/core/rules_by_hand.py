"""Payers, a code table and a site written out by hand, so that no file stands between."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from app.core.code_table import CodeEntry, CodeTable, CrosswalkRow
from app.core.dated import DatedValue, Rule
from app.core.payer import Asked, BiomarkerRule, MueBy, NdcFormat, NdcLines, Payer
from app.core.rules import Rules
from app.core.site_choices import SiteChoices

T = TypeVar("T")

LONG_AGO: Final = date(2000, 1, 1)
TABLE: Final = "HCPCS table of October 2025"


def always(value: T) -> Rule[T]:
    """A rule of one value for every day."""
    return Rule((DatedValue(LONG_AGO, value, "by hand"),))


NEVER: Final[Rule[Any]] = Rule()

MEDICARE: Final = Payer(
    id="medicare-part-b",
    name="Medicare Part B",
    note="",
    jw=Rule((DatedValue(date(2017, 1, 1), Asked.REQUIRED, "87 FR 69718"),)),
    jz=Rule(
        (
            DatedValue(date(2023, 1, 1), Asked.ALLOWED, "87 FR 69718", date(2023, 6, 30)),
            DatedValue(date(2023, 7, 1), Asked.REQUIRED, "87 FR 69718"),
        )
    ),
    ja=always(Asked.ALLOWED),
    remainder_takes_jz=always(True),
    modifier_order=always(("JW", "JZ", "KP", "KQ", "TB", "PO", "PN", "JA")),
    ndc_lines=always(NdcLines.ONE),
    ndc_format=always(NdcFormat.UP_TO_3_DECIMALS),
    mue_by=always(MueBy.DAY),
    authorization=always(False),
    biomarker=NEVER,
    prior_line=always(False),
    response_after_cycles=NEVER,
    coverage=always(False),
    limits=(),
)

MEDICAID: Final = replace(
    MEDICARE,
    id="medicaid",
    name="Medicaid",
    ndc_lines=always(NdcLines.EACH_KP_KQ),
    ndc_format=always(NdcFormat.TWO_DECIMALS),
    mue_by=always(MueBy.LINE),
)

STRICT_PAYER: Final = replace(
    MEDICARE,
    id="strict",
    name="Strict Plan",
    authorization=always(True),
    biomarker=always(BiomarkerRule("PD-L1", Decimal(1))),
    prior_line=always(True),
    response_after_cycles=always(6),
    coverage=always(True),
)


def entry(
    code: str,
    descriptor: str,
    first: date | None = None,
    last: date | None = None,
    replaced_by: str = "",
) -> CodeEntry:
    """A row of the table."""
    return CodeEntry(code, descriptor, first, last, replaced_by, "", TABLE, "billing.md 1.1")


ENTRIES: Final = (
    entry("J9173", "Injection, durvalumab, 10 mg", date(2019, 1, 1)),
    entry("J9323", "Injection, pemetrexed ditromethamine, 10 mg", date(2023, 7, 1)),
    entry("J9285", "Injection, olaratumab, 10 mg", date(2018, 1, 1)),
    entry("J9271", "Injection, pembrolizumab, 1 mg", date(2016, 1, 1)),
    entry("J9305", "Injection, pemetrexed, not otherwise specified, 10 mg", date(2005, 1, 1)),
    entry(
        "J9294",
        "Injection, pemetrexed (hospira), not therapeutically equivalent to j9305, 10 mg",
        date(2023, 4, 1),
    ),
    entry("J9289", "Injection, nivolumab, 2 mg and hyaluronidase-nvhy", date(2025, 7, 1)),
    entry("J9299", "Injection, nivolumab, 1 mg", date(2016, 1, 1)),
    entry("J9347", "Injection, tremelimumab-actl, 1 mg", date(2023, 7, 1)),
    entry("C9492", "Injection, durvalumab, 10 mg", date(2017, 10, 1), date(2018, 12, 31), "J9173"),
)

CROSSWALK: Final = (
    CrosswalkRow("00310-4500-12", "J9173", 12, "", "CMS crosswalk, October 2026"),
    CrosswalkRow("00310-4611-50", "J9173", 50, "", "CMS crosswalk, October 2026"),
    CrosswalkRow("61434-0002-10", "", None, "bulk, for further processing", "openFDA"),
)

CODES: Final = CodeTable(
    name=TABLE,
    dated=date(2025, 10, 1),
    stale_after=date(2026, 12, 31),
    is_whole=False,
    entries={row.code: row for row in ENTRIES},
    crosswalk={row.ndc: row for row in CROSSWALK},
    most_units={
        "J9173": Rule((DatedValue(date(2024, 7, 1), 150, "CMS NCCI MUE"),)),
        "J9323": Rule((DatedValue(date(2024, 7, 1), 150, "CMS NCCI MUE"),)),
    },
    rates=(),
)

RULES: Final = Rules((), (MEDICARE, MEDICAID, STRICT_PAYER), CODES, SiteChoices())


def at_site(**choices: Any) -> Rules:
    """The rules of a site that chose these."""
    return replace(RULES, site=SiteChoices(**choices))


def with_payer(payer: Payer) -> Rules:
    """The rules with one payer more, which the site usually has."""
    return replace(RULES, payers=(payer, *RULES.payers), site=SiteChoices(payer=payer.id))
