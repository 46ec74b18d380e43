"""Free text that looks as if it named a patient: pointed out to who types, never refused.

Nothing here knows who a patient is. It sees two words of which one is a common given name, or
neither a word of the bench; what a title, "born" or "MRN" announces; full dates before 2016; and
numbers of a length that identifies somebody. It cannot see a family name or a given name alone
("Miller was late"), a name made of words of the bench ("Frank Long", "Will May"), names in scripts
without capitals, initials, an age, a year, a birth date of 2016 or later, a number of under six
digits or glued to letters, and what is written to get past it. A clinician's name beside a title
("Dr Alvarez", "Maria Alvarez, RN") is let pass: answers ask for it. So "" is no proof of anything.
"""

import re
from typing import Final

from app.core.personal_name import find_name

LONGEST_LOOKED_AT: Final = 2_000
"""Characters; no field takes as many."""
_LONGEST_QUOTED: Final = 40

_NO_BIRTH_SINCE: Final = 2016
"""The drugs here are labelled from 2017 on, so that no day of their use lies before this year."""

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_SOCIAL_SECURITY: Final = re.compile(
    r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])|\bSSN\b|\bsocial security\b", re.IGNORECASE
)
_TELEPHONE: Final = re.compile(
    r"(?<![\w.-])(?:\+?[0-9]{1,3}[ .-]?)?(?:\([0-9]{3}\) ?|[0-9]{3}[ .-])"
    r"[0-9]{3}[ .-][0-9]{4}(?![\w-])"
    r"|\b(?:phone|tel|telephone|mobile|cell|fax)\b[ .:]{0,3}\+?[0-9][0-9 .-]{5,18}[0-9]",
    re.IGNORECASE,
)
_MEDICARE_NUMBER: Final = re.compile(
    r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?"
    r"[AC-HJKMNP-RT-Y]{2}[0-9]{2}\b"
)
"""The form of a Medicare Beneficiary Identifier (CMS, "Understanding the MBI format")."""
_RECORD_WORD: Final = re.compile(
    r"\b(?:MRN|MBI|HICN)\b|\b(?:medical record|chart|member|subscriber|patient|record|account"
    r"|insurance) ?(?:(?:id|no|nr|num|number)\b|#)[ .:#]{0,3}[A-Z]{0,4}-?[0-9]",
    re.IGNORECASE,
)
_LONG_NUMBER: Final = re.compile(r"(?<![\w.,/-])[0-9]{6,}(?![\w/-]|[.,][0-9])")
_NAMED_NUMBER: Final = re.compile(
    r"\b(?:lot|batch|ndc|auth|authorization|ref|reference|call|serial|npi|pa|precert|platelets|plt|wbc|anc)\b"
    r"[ .:#]{0,3}(?:(?:no|nr|number|id|count)\b[ .:#]{0,3})?$",
    re.IGNORECASE,
)
"""What stands before a number that is not a patient's."""

_BIRTH_WORD: Final = re.compile(
    r"\b(?:DOB|D\.O\.B|birth ?date|date of birth|birthday)\b|\bborn\b.{0,8}[0-9]{2}", re.IGNORECASE
)
_DAY: Final = "(?:0?[1-9]|[12][0-9]|3[01])"  # or a month
_MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATE: Final = re.compile(
    r"(?<![\w.-])(?:"
    r"(?P<first>[0-9]{4})[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    rf"|(?:{_DAY}[-/.]{_DAY}[-/.]"
    rf"|{_DAY}[ .-]{{1,2}}{_MONTH}[ .,-]{{1,2}}"
    rf"|{_MONTH}[ .]{{1,2}}{_DAY}(?:st|nd|rd|th)?,? )"
    r"(?P<last>[0-9]{4}|[0-9]{2})"
    r"|(?P<run>(?:19|20)[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r")(?![\w-])",
    re.IGNORECASE,
)
_TWO_DIGITS_OF_NOW: Final = range(16, 40)
"""Years in two digits that are a day of use: 2016 to 2039; the others are 1940 to 2015."""


def looks_personal(text: str, *, is_reference: bool = False) -> str:
    """A sentence where the text looks as if it named a patient, else "".

    `is_reference`: the field is for a number (encounter, course, authorization, lot), so that a
    long number alone is what is asked for.
    """
    text = text[:LONGEST_LOOKED_AT]
    for kind, found in (
        ("an e-mail address", _first(_EMAIL, text)),
        ("a social security number", _first(_SOCIAL_SECURITY, text)),
        ("a birth date", _first(_BIRTH_WORD, text) or _old_date(text)),
        ("a telephone number", _first(_TELEPHONE, text)),
        ("a record number", _first(_MEDICARE_NUMBER, text) or _first(_RECORD_WORD, text)),
        ("a record number", "" if is_reference else _long_number(text)),
        ("a person’s name", find_name(text)),
    ):
        if found:
            return f"“{_quoted(found)}” looks like {kind}: write nothing that names a patient."
    return ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _old_date(text: str) -> str:
    """The first full date that is before any day on which these drugs were used."""
    for found in _DATE.finditer(text):
        year = found["first"] or found["run"] or found["last"]
        number = int(year)
        if number not in _TWO_DIGITS_OF_NOW if len(year) == 2 else 1900 <= number < _NO_BIRTH_SINCE:
            return found[0]
    return ""


def _long_number(text: str) -> str:
    """The first run of six digits or more that nothing before it explains; a day is none."""
    for found in _LONG_NUMBER.finditer(text):
        before = text[max(0, found.start() - 30) : found.start()]
        if not _DATE.fullmatch(found[0]) and not _NAMED_NUMBER.search(before):
            return found[0]
    return ""


def _quoted(found: str) -> str:
    found = "".join([c if c.isprintable() else " " for c in found]).strip()
    return found if len(found) <= _LONGEST_QUOTED else f"{found[: _LONGEST_QUOTED - 1]}…"
