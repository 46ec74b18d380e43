"""An entry of the record: what is to be recorded, and how it stands there; values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.contract.json_text import JsonObject


class Meaning(StrEnum):
    """What a person, or for `PRINTED` the program alone, did with the worksheet."""

    PREPARED = "prepared"
    CHECKED = "checked"
    GIVEN = "given"
    CORRECTED = "corrected"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be recorded; JSON is not to be changed once it is in here.

    `encounter` is the only link to a chart, `by` the initials of who did it, `request` the order as
    in contract.md, `worksheet` the whole answer, `page` the worksheet as it was shown, `answers` a
    text by the id of its checklist item, `tables` the day of each table it was computed by
    ("hcpcs": "2025-10-01"), `corrects` the id of the entry that this one puts right, `check` a
    second check as it was made.
    """

    encounter: str
    by: str
    meaning: Meaning
    request: JsonObject
    worksheet: JsonObject
    page: str
    answers: Mapping[str, str]
    program: str
    tables: Mapping[str, str]
    course: str = ""
    corrects: str = ""
    check: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the record.

    `place` counts from 1 without a gap, `id` is made of it ("R-000123"), `at` is UTC
    ("2026-11-24T12:34:56Z"), `hash` covers all of it and `previous`, the hash of the entry before.
    """

    id: str
    place: int
    at: str
    previous: str
    hash: str
    content: NewEntry


class DrugKey(NamedTuple):
    """What tells drugs apart: the id of a drug's file, or the name of one that a request described.

    The other is "". A drug that was described is never that of a file, whatever it is called.
    """

    id: str
    described_as: str

    @property
    def listed_as(self) -> str:
        """What the record is searched by; drugs of the two kinds may share it."""
        return self.id or self.described_as


def drug_of(worksheet: JsonObject) -> DrugKey:
    """Which drug a worksheet is of: entries of one encounter and drug belong to one order.

    Both parts are "" in a worksheet that is not whole.
    """
    drug = worksheet.get("drug")
    if not isinstance(drug, dict):
        return DrugKey("", "")
    drug_id = str(drug.get("id") or "")
    return DrugKey(drug_id, "" if drug_id else str(drug.get("name") or ""))


class Query(NamedTuple):
    """Which entries are wanted; what is blank or None asks for nothing.

    Texts must be equal. The days, both included, are those of this computer's clock. `drug` is what
    one is `listed_as`.
    """

    encounter: str = ""
    course: str = ""
    by: str = ""
    first_day: date | None = None
    last_day: date | None = None
    drug: str = ""
