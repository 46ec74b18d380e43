"""Entries for the tests of the record."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.records.entry import Meaning, NewEntry

if TYPE_CHECKING:
    from app.records.record import Record

AT = datetime(2026, 11, 24, 12, 34, 56, tzinfo=UTC)


def entry(encounter: str = "A-20417", **others: str) -> NewEntry:
    """An entry of one order, with a worksheet as short as may be."""
    return NewEntry(
        encounter=encounter,
        by=others.get("by", "RK"),
        meaning=Meaning(others.get("meaning", "prepared")),
        request={"drug": "durvalumab", "dose": {"basis": "weight", "mg_per_kg": "10"}},
        worksheet={"status": "planned", "drug": {"id": others.get("drug", "durvalumab")}},
        page=others.get("page", "DURVALUMAB  724 mg – 2 × 120 mg\n"),
        answers={"weighed": "72.4 kg"},
        program="0.1.0",
        tables={"hcpcs": "2025-10-01"},
        course=others.get("course", ""),
        corrects=others.get("corrects", ""),
    )


def fill(record: "Record", pages: Iterable[str]) -> None:
    """Record one entry with each page, until the place is full."""
    for page in pages:
        record.append(entry(page=page), AT)
