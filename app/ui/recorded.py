"""What the page knows of its own entry in the record, and what may still be changed on it."""

from enum import StrEnum
from typing import Final, NamedTuple

from app.core.fact import Fact


class RecordedAs(NamedTuple):
    """The newest entry of the order on the page: what names it, and who recorded it as what."""

    id: str
    hash: str
    meaning: str
    by: str
    at: str


class KnownOfRecord(NamedTuple):
    """How the order on the page stands in the record.

    `facts` are what its checklist is told, `stands` says who did what in a few words, `held` the
    sentences on why it must not go on as it is: second checks, or that it was recorded anew since.
    `way_out` is how the hold on its claim ends.
    """

    facts: frozenset[Fact] = frozenset()
    stands: str = ""
    held: tuple[str, ...] = ()
    way_out: str = ""


NOTHING_KNOWN: Final = KnownOfRecord()


class Purpose(StrEnum):
    """What the page is open for."""

    NEW = "new"
    """Nothing of it is recorded: everything is typed."""
    RECORDED = "recorded"
    """As recorded: only the checklist is still filled in."""
    GIVING = "giving"
    """What was given is entered; the order stays as recorded."""
    CORRECTING = "correcting"
    """Everything may be changed, and is recorded as a correction."""


_DOCUMENTED: Final = frozenset({"documented", "person"})
_GIVEN: Final = _DOCUMENTED | {"claim", "answers", "plan", "plan_is_held", "lots"}


def may_change(purpose: Purpose, fields: set[str]) -> bool:
    """Whether these fields of a typed order may be changed while the page is open for that."""
    match purpose:
        case Purpose.NEW | Purpose.CORRECTING:
            return True
        case Purpose.GIVING:
            return fields <= _GIVEN
        case Purpose.RECORDED:
            return fields <= _DOCUMENTED
