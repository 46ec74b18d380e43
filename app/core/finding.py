"""What the program has to say about an order: stop, ask or note, with its source."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How a finding binds: stop (must not go on), ask (a person decides), note (to know)."""

    STOP = "stop"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know or answer; `id` is a fixed word of the contract, `field` its place."""

    id: str
    severity: Severity
    message: str
    field: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FieldError:
    """Why one field cannot be used; `field` is the contract's path, "" for the whole request.

    `missing` tells a blank that is waited for from text that is wrong.
    """

    field: str
    message: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something is not there yet; nothing is wrong with what is."""

    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something typed cannot be right, so there is no figure."""

    errors: tuple[FieldError, ...]
