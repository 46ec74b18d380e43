"""The clock: the one place where a command asks which day it is, and what time."""

from datetime import UTC, date, datetime


def today() -> date:
    """Today where this computer stands."""
    return now().date()


def now() -> datetime:
    """This moment, with the time zone of this computer."""
    return datetime.now(UTC).astimezone()
