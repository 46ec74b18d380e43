"""Who pays, where the drug is given and where it came from: what each of them asks of a claim."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from app.core.dated import Rule


class Asked(StrEnum):
    """Whether a payer wants something on the claim."""

    REQUIRED = "required"
    ALLOWED = "allowed"
    NOT_ASKED = "not-asked"


class NdcLines(StrEnum):
    """How a drug of two product codes is billed (billing.md 4.4, contested)."""

    ONE = "one-line"
    EACH = "line-per-ndc"
    EACH_KP_KQ = "line-per-ndc-kp-kq"


class NdcFormat(StrEnum):
    """How the quantity behind a product code is written (billing.md 4.2, contested)."""

    UP_TO_3_DECIMALS = "up-to-3-decimals"
    TWO_DECIMALS = "2-decimals"
    TEN_DIGITS = "10-digits"


class MueBy(StrEnum):
    """What the most units are counted over."""

    DAY = "day"
    LINE = "line"


class Setting(StrEnum):
    """Where the drug is given; the word is the contract's."""

    OFFICE = "office"
    ON_CAMPUS = "hospital-on-campus"
    OFF_CAMPUS_EXCEPTED = "off-campus-excepted"
    OFF_CAMPUS_NON_EXCEPTED = "off-campus-non-excepted"
    EXEMPT = "exempt"

    @property
    def is_hospital(self) -> bool:
        """Whether a hospital bills, on a UB-04 and at hospital rates."""
        return self in _HOSPITAL


_HOSPITAL: Final = frozenset(
    {Setting.ON_CAMPUS, Setting.OFF_CAMPUS_EXCEPTED, Setting.OFF_CAMPUS_NON_EXCEPTED}
)

SETTINGS: Final = {
    Setting.OFFICE: "Office",
    Setting.ON_CAMPUS: "Hospital, on campus",
    Setting.OFF_CAMPUS_EXCEPTED: "Off campus, excepted",
    Setting.OFF_CAMPUS_NON_EXCEPTED: "Off campus, non-excepted",
    Setting.EXEMPT: "Exempt (inpatient, RHC, FQHC)",
}
"""What a person calls them."""

PLACES_OF_SERVICE: Final = {
    Setting.OFFICE: "11",
    Setting.ON_CAMPUS: "22",
    Setting.OFF_CAMPUS_EXCEPTED: "19",
    Setting.OFF_CAMPUS_NON_EXCEPTED: "19",
}
"""Place of service; an exempt setting has none here (billing.md 5)."""


class DrugSource(StrEnum):
    """Where the drug came from; the word is the contract's."""

    PURCHASED = "purchased"
    DISCOUNTED_340B = "340b"
    WHITE_BAG = "white-bag"
    FREE = "free"
    TRIAL = "trial"

    @property
    def is_bought(self) -> bool:
        """Whether the site paid for it, so that there is a drug line at all (billing.md 2.5)."""
        return self in (DrugSource.PURCHASED, DrugSource.DISCOUNTED_340B)


SOURCES: Final = {
    DrugSource.PURCHASED: "Purchased",
    DrugSource.DISCOUNTED_340B: "340B",
    DrugSource.WHITE_BAG: "White-bagged",
    DrugSource.FREE: "Free goods",
    DrugSource.TRIAL: "Trial",
}
"""What a person calls them."""


class QuantityLimit(NamedTuple):
    """At most so many units, or vials of a size in mg, within so many days.

    `regimens` are the ids it holds for, all where empty.
    """

    drug: str
    days: int
    units: int | None
    vials: tuple[tuple[Decimal, int], ...]
    regimens: frozenset[str]
    first_day: date
    source: str


class BiomarkerRule(NamedTuple):
    """A test that a payer asks for: its name, and the least value in % that it accepts."""

    name: str
    least_percent: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Payer:
    """What a payer asks, each rule with its days and its source. One payer is one object."""

    id: str
    name: str
    note: str
    jw: Rule[Asked]
    jz: Rule[Asked]
    ja: Rule[Asked]
    remainder_takes_jz: Rule[bool]
    modifier_order: Rule[tuple[str, ...]]
    ndc_lines: Rule[NdcLines]
    ndc_format: Rule[NdcFormat]
    mue_by: Rule[MueBy]
    authorization: Rule[bool]
    biomarker: Rule[BiomarkerRule]
    prior_line: Rule[bool]
    response_after_cycles: Rule[int]
    coverage: Rule[bool]
    limits: tuple[QuantityLimit, ...]
