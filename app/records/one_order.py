"""Which entries of an encounter are one order, and which of them is its worksheet as it stands.

An order is one drug of one encounter: two drugs may be given at one. A correction stands in the
place of what it corrects, also where it names another drug: the order is of that one from then on.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from app.core.drug import Drug
from app.records.entry import DrugKey, Entry, Meaning, drug_of

WITH_WORKSHEET: Final = (Meaning.PREPARED, Meaning.GIVEN, Meaning.CORRECTED)
"""What makes the worksheet as it stands; checking and printing leave it as it is."""


def orders_in(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """The orders among all entries of an encounter, oldest first; each entry is in one of them."""
    orders: list[tuple[Entry, ...]] = []
    for entry in entries:
        drug, content = drug_of(entry.content.worksheet), entry.content
        joined = _joined(orders, drug, content.corrects)
        if not joined and content.meaning not in WITH_WORKSHEET:  # a late print of an older page
            joined = [order for order in orders if any(_drug(e) == drug for e in order)][-1:]
        orders = [order for order in orders if order not in joined]
        orders.append((*_in_turn(joined), entry))
    return orders


def of_one_order(entries: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """Those of one order with the entry, oldest first; `entries` are all of its encounter.

    () where the entry is not among them.
    """
    return next((o for o in orders_in(entries) if any(other.id == entry.id for other in o)), ())


def order_of_next(entries: Sequence[Entry], drug: DrugKey, corrects: str = "") -> tuple[Entry, ...]:
    """Those that an entry of that drug, which corrects that one, would be one order with.

    `entries` are all of its encounter, oldest first; () where it would begin one.
    """
    return _in_turn(_joined(orders_in(entries), drug, corrects))


def worksheet_entry(entries: Sequence[Entry]) -> Entry | None:
    """The entry with the worksheet as it stands, None where there is none."""
    return next((e for e in reversed(entries) if e.content.meaning in WITH_WORKSHEET), None)


def recorded_since(order: Sequence[Entry], entry: Entry) -> str:
    """ "R-000003 was corrected since by MB", "" where the worksheet of that entry stands."""
    stands = worksheet_entry(order)
    if stands is None or stands.id == entry.id:
        return ""
    return f"{stands.id} was {stands.content.meaning} since by {stands.content.by}"


def stands_for(entry: Entry, entries: Sequence[Entry]) -> Meaning:
    """What the entry means, of a correction that of the entry which was corrected first."""
    by_id = {e.id: e for e in entries}
    seen: set[str] = set()
    while entry.content.meaning is Meaning.CORRECTED and entry.id not in seen:
        seen.add(entry.id)
        entry = by_id.get(entry.content.corrects, entry)
    return entry.content.meaning


def key_of(drug: Drug) -> DrugKey:
    """What a worksheet of that drug is told apart by."""
    return DrugKey(drug.id, "" if drug.id else drug.name)


def _joined(
    orders: list[tuple[Entry, ...]], drug: DrugKey, corrects: str
) -> list[tuple[Entry, ...]]:
    """The orders that an entry belongs to; one that corrects the drug may bring two together."""
    return [
        order
        for order in orders
        if _drug(worksheet_entry(order) or order[-1]) == drug
        or (corrects and any(entry.id == corrects for entry in order))
    ]


def _in_turn(orders: list[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    return tuple(sorted(chain(*orders), key=lambda entry: entry.place))


def _drug(entry: Entry) -> DrugKey:
    return drug_of(entry.content.worksheet)
