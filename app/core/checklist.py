"""What has to be documented for an order, and why; the items themselves live in `resources/`."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.core.fact import Fact


class ItemState(StrEnum):
    """Where a checklist item stands; the word is the contract's."""

    MET = "met"
    OPEN = "open"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True, eq=False)
class ChecklistItem:
    """One thing to document. All of `asked_when` must hold, else it is not asked.

    The program ticks it when `met_when` is not empty and all of it holds; otherwise a person must.
    Each item of a file is there once, so two are the same only where they are one.
    """

    id: str
    text: str
    why: str
    source: str
    asked_when: frozenset[Fact]
    met_when: frozenset[Fact]
    not_asked_because: str
    of_this_dose: bool = False
    """A tick stands for these vials of this dose, and is void once they change."""

    def state(self, facts: frozenset[Fact]) -> ItemState:
        """Where this item stands for an order of which exactly these facts hold."""
        if not self.asked_when <= facts:
            return ItemState.NOT_ASKED
        if self.met_when and self.met_when <= facts:
            return ItemState.MET
        return ItemState.OPEN


@dataclass(frozen=True, slots=True, eq=False)
class ChecklistEntry:
    """An item and where it stands for this order; made once for each set of facts."""

    item: ChecklistItem
    state: ItemState

    def state_with(self, ticked: frozenset[str]) -> ItemState:
        """Where it stands once a person has ticked the items of these ids."""
        met = self.state is ItemState.OPEN and self.item.id in ticked
        return ItemState.MET if met else self.state


@lru_cache(maxsize=512)
def fill_checklist(
    items: tuple[ChecklistItem, ...], facts: frozenset[Fact]
) -> tuple[ChecklistEntry, ...]:
    """Every item with its state, in the order of the file.

    There are few sets of facts and many orders, so what was filled in once is handed out again.
    """
    return tuple([ChecklistEntry(item, item.state(facts)) for item in items])


def count_met(entries: tuple[ChecklistEntry, ...], ticked: frozenset[str]) -> tuple[int, int]:
    """How many items are met, by the program or a person, and how many are asked at all."""
    states = [entry.state_with(ticked) for entry in entries]
    return states.count(ItemState.MET), len(states) - states.count(ItemState.NOT_ASKED)
