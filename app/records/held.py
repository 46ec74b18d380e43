"""What second checks hold of the orders in the record, said for each entry of such an order."""

from collections.abc import Callable, Iterable

from app.records.check_content import check_in
from app.records.entry import Entry
from app.records.one_order import orders_in
from app.records.standing import standing_of

EntriesOf = Callable[[str], Iterable[Entry]]
"""All entries of an encounter, oldest first; raises RecordTrouble."""


def may_hold(entry: Entry) -> bool:
    """Whether it is a check that found something; a later one may have settled it."""
    check = check_in(entry.content)
    return check is not None and bool(check.holds_dose or check.holds_claim or check.expired)


def held_in(encounters: Iterable[str], entries_of: EntriesOf) -> dict[str, str]:
    """By the id of each entry of an order that is held now, also from before: the sentence on it.

    `encounters` are those with a check that `may_hold`. Raises what `entries_of` raises.
    """
    held: dict[str, str] = {}
    for encounter in encounters:
        for order in orders_in(entries_of(encounter)):
            if sentences := standing_of(order).held:
                held |= dict.fromkeys([entry.id for entry in order], " ".join(sentences))
    return held
