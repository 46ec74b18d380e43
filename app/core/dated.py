"""A rule's value under its first day: a rule asked for another day gives that day's answer."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class DatedValue(NamedTuple, Generic[T]):
    """One value, the days on which it holds (both counted in), and where it was read."""

    first_day: date
    value: T
    source: str
    last_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this is the value of that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True, eq=False)
class Rule(Generic[T]):
    """A rule as its dated values; no two hold on one day."""

    values: tuple[DatedValue[T], ...] = ()

    def on(self, day: date) -> DatedValue[T] | None:
        """The value of that day with its source, None where the rule says nothing of it."""
        for dated in self.values:
            if dated.holds_on(day):
                return dated
        return None

    def value_on(self, day: date, otherwise: T) -> T:
        """The value of that day, or `otherwise` where the rule says nothing of it."""
        dated = self.on(day)
        return otherwise if dated is None else dated.value
