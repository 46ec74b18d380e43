"""The clock: the one place where a command asks which day it is."""

from datetime import UTC, date, datetime


def today() -> date:
    """Today where this computer stands."""
    return datetime.now(UTC).astimezone().date()
