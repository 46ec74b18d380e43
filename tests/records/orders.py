"""Recorded orders for the tests of the second check: worksheets as the program computes them."""

from dataclasses import replace
from typing import Any, Final

from app.core.claim_draft import ClaimDraft
from app.core.order import BagDraft, BagMethod, OrderDraft, PlannedVialDraft
from app.core.worksheet import Worksheet
from app.records.entry import Entry, Meaning, NewEntry
from app.records.entry_of import entry_of
from tests.core.asking import by_weight, durvalumab_file, worksheet
from tests.core.rules_by_hand import RULES

ENCOUNTER: Final = "A-20417"
PLAN: Final = (
    PlannedVialDraft("500", "1", "BX4471", "2027-05-31"),
    PlannedVialDraft("120", "2", "BW1190", "2027-02-28"),
)
BAG: Final = BagDraft("sodium-chloride-0.9", "100", BagMethod.ADD)
GIVEN: Final = ClaimDraft(given_mg="724")


def order(**changes: Any) -> OrderDraft:
    """10 mg/kg for 72.4 kg, vials with their lots, a bag."""
    return replace(by_weight("72.4", plan=PLAN, bag=BAG), **changes)


def recorded(
    draft: OrderDraft | None = None,
    *,
    by: str = "RK",
    meaning: Meaning = Meaning.PREPARED,
    encounter: str = ENCOUNTER,
) -> NewEntry:
    """The entry of an order of durvalumab."""
    draft = draft or order()
    sheet: Worksheet = worksheet(draft, durvalumab_file())
    return entry_of(sheet, draft, RULES, {}, encounter=encounter, by=by, meaning=meaning)


def stand(*contents: NewEntry) -> tuple[Entry, ...]:
    """The entries as a record would have them, an hour apart."""
    return tuple(
        Entry(f"R-{n:06d}", n, f"2026-11-24T{n:02d}:00:00Z", "", "", content)
        for n, content in enumerate(contents, start=1)
    )
