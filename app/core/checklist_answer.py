"""What a person answered to a checklist item: one readable line, read and written here alone."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from app.core.checklist_item import AnswerForm, ChecklistItem
from app.core.notation import read_date

MOST_CHARACTERS: Final = 200
"""In an answer, as in a name or a reason."""
DONE: Final = "done"
"""What a tick is kept as."""

_MINUTES_A_DAY: Final = 1_440
_MOST_OVER_MIDNIGHT: Final = 240
"""A stop before its start is the next day's only where the infusion then took up to 4 hours."""
_SEMICOLONS: Final = 2
"""In a discard: between when, why and where."""
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):?([0-5][0-9])", re.ASCII)
_START_STOP: Final = re.compile(
    r"(?P<start>.*?) to (?P<stop>.*?)(?:, (?P<minutes>[0-9]{1,4}) min)?(?:; (?P<reason>.*))?"
)
_PARTS: Final = re.compile("; ?")


class ReadAnswer(NamedTuple):
    """An answer as it is kept, with what it says of an infusion's length."""

    text: str
    minutes: int | None = None
    reason: str = ""
    """Why an infusion took other than it should."""


def read_answer(item: ChecklistItem, text: str) -> ReadAnswer | str:
    """What was answered to that item, or a sentence that says what is missing or wrong."""
    return _read(item.form, text.strip())


def fields_of(form: AnswerForm, text: str) -> tuple[str, ...]:
    """A kept line as the texts of the form's fields."""
    match form:
        case AnswerForm.TICK | AnswerForm.PROGRAM:
            return ()
        case AnswerForm.START_STOP:
            found = _START_STOP.fullmatch(text)
            return (
                (text, "", "")
                if found is None
                else (found["start"], found["stop"], found["reason"] or "")
            )
        case AnswerForm.DISCARD:
            when, reason, disposal = _filled(_PARTS.split(text, 2), 3)
            day, _, time = when.partition(" ")
            return day, time, reason, disposal
        case _:
            return (text,)


def line_of(form: AnswerForm, fields: tuple[str, ...]) -> str:
    """The line that is kept of what stands in the fields, as typed where it cannot be read yet.

    "" where nothing stands in any of them.
    """
    if not any(field.strip() for field in fields):
        return ""
    match form:
        case AnswerForm.START_STOP:
            start, stop, reason = fields
            line = f"{start.strip()} to {stop.strip()}"
            line += f"; {reason}" if reason.strip() else ""
        case AnswerForm.DISCARD:
            day, time, reason, disposal = fields
            line = f"{day.strip()} {time.strip()}; {reason}; {disposal}"
        case _:
            line = fields[0]
    read = _read(form, line.strip())
    kept_as_typed = form in (AnswerForm.TEXT, AnswerForm.DATE)  # a blank may be on its way
    return line if kept_as_typed or isinstance(read, str) else read.text


def read_time(text: str) -> int | str:
    """The minute of the day that "10:05" or "1005" writes, or a sentence.

    Hours have two digits: by a clock of 12 hours 1:05 would be 13:05.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return (
            f"“{_shortened(text)}” is not a time: write hours and minutes of the 24-hour clock, "
            "such as 09:30 or 13:05."
        )
    return int(found[1]) * 60 + int(found[2])


@lru_cache(maxsize=1024)
def _read(form: AnswerForm, text: str) -> ReadAnswer | str:
    if not text:
        return "Nothing is written yet."
    if len(text) > MOST_CHARACTERS:
        return _too_long(text)
    if not text.isprintable():
        return "Write one line of plain text: a character in it cannot be shown."
    read = _READERS[form](text)
    if isinstance(read, ReadAnswer) and len(read.text) > MOST_CHARACTERS:
        return _too_long(read.text)
    return read


def _too_long(text: str) -> str:
    return f"Write at most {MOST_CHARACTERS} characters: these are {len(text)}."


def _read_tick(text: str) -> ReadAnswer | str:
    return ReadAnswer(DONE) if text == DONE else f"Write “{DONE}”, or nothing."


def _read_day(text: str) -> ReadAnswer | str:
    day = read_date(text)
    return day if isinstance(day, str) else ReadAnswer(day.isoformat())


def _read_start_stop(text: str) -> ReadAnswer | str:
    found = _START_STOP.fullmatch(text)
    if found is None or not found["start"] or not found["stop"]:
        return "Write start and stop, such as 10:05 to 11:05."
    start, stop = read_time(found["start"]), read_time(found["stop"])
    if isinstance(start, str):
        return start
    if isinstance(stop, str):
        return stop
    if start == stop:
        return f"Start and stop are both {_clock(start)}: check the times."
    minutes = (stop - start) % _MINUTES_A_DAY
    if stop < start and minutes > _MOST_OVER_MIDNIGHT:
        return f"Stop {_clock(stop)} is before start {_clock(start)}: check which is which."
    if found["minutes"] is not None and int(found["minutes"]) != minutes:
        return f"{_clock(start)} to {_clock(stop)} is {minutes} min, not {found['minutes']}."
    reason = (found["reason"] or "").strip()
    because = f"; {reason}" if reason else ""
    line = f"{_clock(start)} to {_clock(stop)}, {minutes} min{because}"
    return ReadAnswer(line, minutes=minutes, reason=reason)


def _read_discard(text: str) -> ReadAnswer | str:
    if text.count(";") > _SEMICOLONS:
        return "Write reason and disposal without a semicolon."
    day, time, reason, disposal = fields_of(AnswerForm.DISCARD, text)
    if not day:
        return "Write the date of the discard."
    on = read_date(day)
    if isinstance(on, str):
        return on
    if not time.strip():
        return "Write the time of the discard."
    at = read_time(time)
    if isinstance(at, str):
        return at
    if not reason.strip():
        return "Write why it was discarded."
    if not disposal.strip():
        return "Write how it was disposed of."
    return ReadAnswer(f"{on.isoformat()} {_clock(at)}; {reason.strip()}; {disposal.strip()}")


def _read_nothing(_text: str) -> ReadAnswer | str:
    return "The order answers this: type it there."


_READERS: Final[dict[AnswerForm, Callable[[str], ReadAnswer | str]]] = {
    AnswerForm.TICK: _read_tick,
    AnswerForm.TEXT: ReadAnswer,
    AnswerForm.DATE: _read_day,
    AnswerForm.START_STOP: _read_start_stop,
    AnswerForm.DISCARD: _read_discard,
    AnswerForm.PROGRAM: _read_nothing,
}


def _filled(parts: list[str], count: int) -> list[str]:
    return [*parts, *[""] * (count - len(parts))]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _shortened(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
