"""What has to be documented for an order, and where each item stands with what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from app.core.checklist_answer import ReadAnswer, read_answer
from app.core.checklist_item import ChecklistItem, ItemMoment
from app.core.fact import Fact

NOT_YET: Final = "Not yet: the infusion is not entered."
MINUTES_TOLERANCE: Final = 5
"""How far an infusion's length may be off without a word; no source names one, so set by us."""


class ItemState(StrEnum):
    """Where a checklist item stands; the word is the contract's."""

    MET = "met"
    OPEN = "open"
    NOT_ASKED = "not-asked"


class Documented(NamedTuple):
    """Where an item stands with what a person answered.

    `answer` is what was answered, as it is kept; "" where nobody did or the program's own answer
    holds. `trouble` is a sentence on why it does not count; with `is_read` False the answer is not
    whole yet, and stands as it was typed.
    """

    state: ItemState
    answer: str = ""
    trouble: str = ""
    is_read: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class ChecklistEntry:
    """An item and where it stands by the order alone; made once for each set of facts.

    `is_due` is whether its moment has come. `minutes` are those that the drug runs over, 0 where
    none are known.
    """

    item: ChecklistItem
    state: ItemState
    is_due: bool = True
    minutes: int = 0

    def documented(self, answers: Mapping[str, str]) -> Documented:
        """Where it stands with these answers."""
        text = answers.get(self.item.id, "").strip()
        if self.state is not ItemState.OPEN or not text:
            return Documented(self.state)
        read = read_answer(self.item, text)
        if isinstance(read, str):
            return Documented(self.state, text, read, is_read=False)
        if self._is_off(read):
            sentence = (
                f"{read.minutes} min, expected {self.minutes}: check the times, or write why."
            )
            return Documented(self.state, read.text, sentence)
        if not self.is_due:
            return Documented(self.state, read.text, NOT_YET)
        return Documented(ItemState.MET, read.text)

    def state_with(self, answers: Mapping[str, str]) -> ItemState:
        """The state alone."""
        return self.documented(answers).state

    def _is_off(self, read: ReadAnswer) -> bool:
        """Whether an infusion took another time than the drug's, and nobody said why."""
        if read.minutes is None or not self.minutes or read.reason:
            return False
        return abs(read.minutes - self.minutes) > MINUTES_TOLERANCE


@lru_cache(maxsize=512)
def fill_checklist(
    items: tuple[ChecklistItem, ...], facts: frozenset[Fact], minutes: int = 0
) -> tuple[ChecklistEntry, ...]:
    """Every item with its state, in the order of the file; `minutes` are those of the infusion.

    There are few sets of facts and many orders, so what was filled in once is handed out again.
    """
    return tuple([_entry(item, facts, minutes) for item in items])


def _entry(item: ChecklistItem, facts: frozenset[Fact], minutes: int) -> ChecklistEntry:
    """Nothing counts as met that did not happen yet, the program's own answers included."""
    is_due = item.moment is ItemMoment.BEFORE or Fact.INFUSION_ENTERED in facts
    if not item.asked_when <= facts:
        state = ItemState.NOT_ASKED
    elif item.met_when and item.met_when <= facts and is_due:
        state = ItemState.MET
    else:
        state = ItemState.OPEN
    return ChecklistEntry(item, state, is_due, minutes)


def count_met(entries: tuple[ChecklistEntry, ...], answers: Mapping[str, str]) -> tuple[int, int]:
    """How many items are met, by the program or a person, and how many are asked at all."""
    states = [entry.state_with(answers) for entry in entries]
    return states.count(ItemState.MET), len(states) - states.count(ItemState.NOT_ASKED)
