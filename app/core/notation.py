"""Figure ↔ text by the safe-writing rules: strict when reading, one way only when writing.

Reading repairs nothing: a malformed number gets a sentence, and what was typed stays as it is
(blocking malformed numbers at entry halves out-by-ten errors: Thimbleby and Cairns 2010).
Writing follows the medication-safety rules: a leading zero, no trailing zero, a thousands comma.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_PLAIN: Final = re.compile(r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,3})?", re.ASCII)
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,3})?", re.ASCII)
_COUNT: Final = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

MOST_COUNTED: Final = 1_000_000
"""Counts, units and cycles above this are refused (contract.md, limits)."""


def read_decimal(text: str) -> Decimal | str:
    """The exact figure that `text` writes, or a sentence that says what is wrong with it."""
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    return _why_not_a_decimal(text)


def read_count(text: str) -> int | str:
    """The whole number from 0 to 1,000,000 that `text` writes, or a sentence."""
    text = text.strip()
    if not _COUNT.fullmatch(text):
        return f"“{_shortened(text)}” is not a whole number: write digits only, such as 6."
    if len(text) > 7 or int(text) > MOST_COUNTED:
        return f"“{_shortened(text)}” is over {MOST_COUNTED:,}, the most that is taken."
    return int(text)


def read_date(text: str) -> date | str:
    """The day that `text` writes as YYYY-MM-DD, or a sentence."""
    text = text.strip()
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return f"There is no day {text} in the calendar."
    return f"“{_shortened(text)}” is not a date: write year-month-day, such as 2026-11-24."


def last_day_of_month(text: str) -> str:
    """The last day of a month that was typed as YYYY-MM, as a vial's label has it; else the text.

    The label's month is the last in which the vial is used (GS1: day 00 is the month's last day).
    """
    month = text.strip()
    if not _MONTH.fullmatch(month):
        return text
    days = [f"{month}-{day}" for day in (31, 30, 29, 28)]
    return next((day for day in days if isinstance(read_date(day), date)), text)


def without_agreeing_unit(text: str, unit: str) -> str:
    """What was typed into a field of `unit`, less that same unit behind it ("72.4 kg" → "72.4").

    A unit that disagrees stays, and is then refused with the rest of the text.
    """
    bare = text.strip()
    return bare[: -len(unit)].rstrip() if bare.endswith(unit) and bare != unit else text


def plain(figure: Decimal) -> str:
    """A figure for JSON and CSV: plain decimals, no comma, no exponent, no trailing zero."""
    text = str(figure)
    if "E" in text:  # rare, and the way around it takes three times as long
        text = format(figure, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(figure: Decimal | int) -> str:
    """A figure for a person: 1,500 and 0.5, never 1500, .5 or 5.0; the unit is the caller's."""
    text = format(figure, ",f") if isinstance(figure, Decimal) else format(figure, ",d")
    return text.rstrip("0").rstrip(".") if "." in text else text


def usd(figure: Decimal) -> str:
    """Money for a person: USD 12,921.90; it alone keeps its last zero. Rounded half up."""
    cents = (figure * 100).to_integral_value(ROUND_HALF_UP)
    return f"USD {cents.scaleb(-2):,.2f}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """ "1 unit", "1,500 units"; a plural of its own where it does not end in s."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def _shortened(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def _why_not_a_decimal(text: str) -> str:  # noqa: PLR0911 one sentence a mistake, tried in turn
    quoted = f"“{_shortened(text)}”"
    if not text:
        return "A figure is missing."
    if not text.isascii() and any(c.isdigit() and not c.isascii() for c in text):
        return f"{quoted} has digits of another script: type the digits 0 to 9."
    if "," in text:
        # 72,4 may be meant as 72.4: only a thousands comma may be left out in a proposal
        hint = f": write {text.replace(',', '')}" if _GROUPED.fullmatch(text) else ""
        return f"{quoted} has a comma{hint}. Use a point for decimals and no thousands comma."
    if text[0] in "+-−–":
        return f"{quoted} has a sign: write the figure alone."
    if not re.fullmatch(r"[0-9.]+", text, re.ASCII):
        return f"{quoted} is not a plain number: write digits and at most one point, such as 72.4."
    if text.count(".") > 1:
        return f"{quoted} has more than one point."
    if text.startswith("."):
        hint = f": write 0{text}" if _PLAIN.fullmatch(f"0{text}") else ""
        return f"{quoted} has no digit before the point{hint}."
    if text.endswith("."):
        return f"{quoted} has no digit after the point."
    whole, _, fraction = text.partition(".")
    if len(whole) > 1 and whole[0] == "0":
        return f"{quoted} begins with a zero before another digit."
    if len(fraction) > 3:
        return f"{quoted} has more than 3 digits after the point."
    return f"{quoted} has more than 7 digits before the point."
