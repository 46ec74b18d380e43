"""One thing to document: when in the day, how it is answered, when it is asked, and why."""

from dataclasses import dataclass
from enum import StrEnum

from app.core.fact import Fact


class ItemMoment(StrEnum):
    """When in the day an item is documented; nothing counts as met before its moment came."""

    BEFORE = "before"
    INFUSION = "infusion"
    AFTER = "after"


class AnswerForm(StrEnum):
    """How an item is answered; `checklist_answer` reads and writes the line that is kept."""

    TICK = "tick"
    TEXT = "text"
    DATE = "date"
    START_STOP = "start-stop"
    """Start and stop of the infusion as times; the minutes follow."""
    DISCARD = "discard"
    """Date, time, reason and disposal."""
    PROGRAM = "program"
    """The order answers it, and nobody beside it."""


@dataclass(frozen=True, slots=True, eq=False)
class ChecklistItem:
    """One thing to document. All of `asked_when` must hold, else it is not asked.

    The program answers it when `met_when` is not empty and all of it holds; else a person must.
    Each item of a file is there once, so two are the same only where they are one.
    """

    id: str
    text: str
    why: str
    source: str
    asked_when: frozenset[Fact]
    met_when: frozenset[Fact]
    not_asked_because: str
    moment: ItemMoment
    form: AnswerForm = AnswerForm.TICK
    usual: str = ""
    """The answer that one key puts in; of a discard, reason and disposal."""
    of_this_dose: bool = False
    """An answer stands for these vials of this dose, and is void once they change."""
