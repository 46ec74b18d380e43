"""The dated HCPCS table: what each code is, from when to when, and what goes with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from app.core.dated import Rule

_UNIT: Final = re.compile(r", (?:per )?([0-9]+(?:\.[0-9]+)?) (mg|mcg)$")
_LEADING: Final = re.compile(r"^Injection, ", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class CodeEntry(NamedTuple):
    """One code as a table has it; a day that is None is not known or not set."""

    code: str
    descriptor: str
    first_day: date | None
    last_day: date | None
    replaced_by: str
    status: str
    table: str
    source: str
    stale_after: date | None = None
    """Of an older table than the one in force; None: that one's."""

    @property
    def substance(self) -> str:
        """The drug that the code is for: "pemetrexed ditromethamine"."""
        return _UNIT.sub("", _LEADING.sub("", self.descriptor))

    @property
    def unit_mg(self) -> Decimal | None:
        """The mg of one unit, by the long descriptor; None where it is not in mg."""
        found = _UNIT.search(self.descriptor)
        return Decimal(found.group(1)) if found and found.group(2) == "mg" else None

    def is_for(self, name: str) -> bool:
        """Whether the descriptor names that drug, and that drug alone.

        One that joins two drugs ("and hyaluronidase") or adds a word to the name ("pemetrexed
        ditromethamine") is another product. A maker in brackets, a remark after a comma and the
        suffix of a biological ("-actl") are not counted.
        """
        return _plain_name(name) in self.names

    @property
    def names(self) -> tuple[str, ...]:
        """What the drug may be called, small letters: with its suffix and without; () for two."""
        substance = self.substance.lower()
        if " and " in substance or "/" in substance:
            return ()
        named = substance.split(",")[0].split("(")[0].strip()
        return (named, named.rpartition("-")[0]) if "-" in named else (named,)

    def is_valid_on(self, day: date) -> bool:
        """Whether the code may be used on that day, as far as the table says."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )


class CrosswalkRow(NamedTuple):
    """The code that CMS's own crosswalk gives a product code, and its units; "" where never billed.

    `ndc` is three segments, 5-4-2.
    """

    ndc: str
    code: str
    units: int | None
    note: str
    source: str


class RateFor(StrEnum):
    """Whom a rate pays."""

    OFFICE = "office"
    HOSPITAL = "hospital"


class Rate(NamedTuple):
    """USD for one unit of a code from a day on; None: the table has none, and `note` says why."""

    code: str
    paid: RateFor
    first_day: date
    usd: Decimal | None
    note: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class CodeTable:
    """The newest table that is known, and what was read with it.

    `is_whole` says that every HCPCS Level II code is in it, so that a code that is not is unknown.
    """

    name: str
    dated: date
    stale_after: date
    is_whole: bool
    entries: Mapping[str, CodeEntry]
    crosswalk: Mapping[str, CrosswalkRow]
    most_units: Mapping[str, Rule[int]]
    rates: tuple[Rate, ...]

    def entry(self, code: str) -> CodeEntry | None:
        """What the table says of a code, None where it does not have it."""
        return self.entries.get(code)

    def code_for(self, name: str, day: date) -> CodeEntry | None:
        """The code of that drug on that day, None where the table has none."""
        for entry in _by_name(self).get(_plain_name(name), ()):
            if entry.is_valid_on(day):
                return entry
        return None

    def is_code_of(self, name: str, code: str) -> bool:
        """Whether that is, or was, a code of that drug."""
        return any(entry.code == code for entry in _by_name(self).get(_plain_name(name), ()))

    def rate(self, code: str, paid: RateFor, day: date) -> Rate | None:
        """The newest rate of a code up to that day."""
        found = [r for r in self.rates if (r.code, r.paid) == (code, paid) and r.first_day <= day]
        return max(found, key=lambda rate: rate.first_day, default=None)


@lru_cache(maxsize=512)
def _plain_name(name: str) -> str:
    """A drug's name as the index has it: small letters, one blank between words."""
    return " ".join(_WORD.findall(name.lower()))


@lru_cache(maxsize=8)
def _by_name(table: CodeTable) -> Mapping[str, tuple[CodeEntry, ...]]:
    """The codes of each drug; a site's whole table has thousands, so they are gone through once."""
    found: dict[str, tuple[CodeEntry, ...]] = {}
    for entry in table.entries.values():
        for name in entry.names:
            found[name] = (*found.get(name, ()), entry)
    return found
