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
from typing import Final, NamedTuple

from app.core.personal_words import (
    BENCH_ENDINGS,
    BENCH_WORDS,
    FAMILY_NAMES_TOO,
    GIVEN_NAMES,
    words_of,
)

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

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
_BETWEEN: Final = re.compile(r"[ \t]{1,3}|\.[ \t]{0,2}")
_COMMA: Final = re.compile(r",[ \t]{0,2}")
_GLUE: Final = re.compile(r"(?<=[^\W\d_])[._](?=[^\W\d_])")
_PARTICLES: Final = words_of("van von der den de del della da di la le ten ter bin al el")
_COURTESY: Final = words_of("mr mrs ms miss mx patient pt herr frau mme señor señora")
_TITLES_AND_WORDS: Final = words_of("patient pt miss")
"""What is a title only before a capital: "patient slept", "miss a dose"."""
_OTHERWISE: Final = frozenset(["MR", "MS", "ms"])
"""Magnetic resonance, morphine, milliseconds: such a title only where a point follows."""
_NAME_WORD: Final = re.compile(
    r"\b(?:(?:patient|last|first|family)(?:['’]s)? name|name)(?: is|:) ?(?:[A-Z]\.? )?"
    r"(?=[^\W\d_]{3})",
    re.IGNORECASE,
)
_CLINICIAN_BEFORE: Final = words_of(
    "dr doctor prof professor nurse pharmacist physician oncologist rn np pa pharmd"
)
_CLINICIAN_BEHIND: Final = words_of(
    "rn np pa md do pharmd rph aprn crnp fnp dnp bsn msn ocn lpn cpht phd mbbs"
)


class _Word(NamedTuple):
    """A word and where it stands."""

    text: str
    begin: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Miller, MILLER, O’Brien; not an initial."""
        return len(self.text) > 1 and self.text[0].isupper()

    @property
    def is_shouted(self) -> bool:
        """MILLER."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_given_name(self) -> bool:
        """Mary, Jean-Luc."""
        return self.text.lower().split("-")[0] in GIVEN_NAMES

    @property
    def is_of_bench(self) -> bool:
        """Whether it, or a part of it, is a word that answers hold."""
        return any(map(_is_bench_word, self.text.lower().split("-")))

    @property
    def looks_of_bench(self) -> bool:
        """Whether it is one, or ends as they do: that alone does not outweigh a given name."""
        return self.is_of_bench or self.text.lower().endswith(BENCH_ENDINGS)

    @property
    def may_follow_given_name(self) -> bool:
        """Whether it may be a family name: Miller, also Johnson, which illnesses are named for."""
        return self.text.lower() in FAMILY_NAMES_TOO or not self.is_of_bench


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
        ("a person’s name", _name(text)),
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


def _name(text: str) -> str:
    """The first two words that look like a name, or one that a title announces; else ""."""
    text = _GLUE.sub(". ", text)  # john.miller, john_miller
    if " " not in text:
        text = text.replace("-", " ")  # MILLER-JOHN
    announced = _NAME_WORD.search(text)
    if announced:
        word = _WORD.match(text, announced.end())
        if word and not _Word(word[0], *word.span()).looks_of_bench:
            return word[0]
    words = [_Word(found[0], *found.span()) for found in _WORD.finditer(text)]
    is_whole = len(words) == 2 and not any(c.isdigit() for c in text)
    for place, first in enumerate(words[:-1]):
        second, between = _next_of_name(words, place, text)
        if second is None or not _is_name(first, second, between, is_whole=is_whole):
            continue
        before = words[place - 1].text.lower() if place else ""
        behind = words[words.index(second) + 1 :]
        if before in _CLINICIAN_BEFORE or (behind and behind[0].text.lower() in _CLINICIAN_BEHIND):
            continue
        return text[first.begin : second.end]
    return ""


def _next_of_name(words: list[_Word], place: int, text: str) -> tuple[_Word | None, str]:
    """The word that would be the rest of a name, and what is before it; None where it ends there.

    An initial ("Mary Q. Miller") and particles ("van der") are passed over.
    """
    end, between = words[place].end, ""
    for passed, word in enumerate(words[place + 1 : place + 5]):
        gap = text[end : word.begin]
        if not (_BETWEEN.fullmatch(gap) or (not passed and _COMMA.fullmatch(gap))):
            return None, ""
        between += gap
        is_initial = len(word.text) == 1 and word.text.isupper() and "," not in gap
        if not (word.text.lower() in _PARTICLES or (is_initial and not passed)):
            return word, between
        end = word.end
    return None, ""


def _is_name(first: _Word, second: _Word, between: str, *, is_whole: bool) -> bool:
    """Whether the two words are a title and a name, or a name; `is_whole`: they are all."""
    title = first.text.lower()
    if title in _COURTESY and "," not in between:
        return _is_titled(first, second, between)
    if title in _CLINICIAN_BEFORE or second.text.lower() in _CLINICIAN_BEHIND:
        return False
    if "." in between and " " in between and len(first.text) > 1 and not is_whole:
        return False  # the end of a sentence
    if len(first.text) == 1 or len(second.text) == 1:
        return _is_initial_and_name(first, second, between)
    both_capital = first.is_capital and second.is_capital
    if first.is_given_name or second.is_given_name:
        fits = first.may_follow_given_name and second.may_follow_given_name
        return fits and (both_capital or is_whole)
    if first.looks_of_bench or second.looks_of_bench:
        return False
    return both_capital and not (first.is_shouted or second.is_shouted)


def _is_titled(title: _Word, name: _Word, between: str) -> bool:
    if len(name.text) < 3 or (name.looks_of_bench and not _is_family_name_too(title, name)):
        return False
    if title.text in _OTHERWISE and "." not in between:
        return False
    if title.text.lower() not in _TITLES_AND_WORDS:
        return True
    ends_a_sentence = "." in between and title.text.lower() != "pt"
    return name.is_capital and not name.is_shouted and not ends_a_sentence


def _is_family_name_too(title: _Word, name: _Word) -> bool:
    """Mrs White, but not "mrs white", and no "Patient White"."""
    if title.text.lower() in _TITLES_AND_WORDS:
        return False
    return name.is_capital and name.text.lower() in FAMILY_NAMES_TOO


def _is_initial_and_name(first: _Word, second: _Word, between: str) -> bool:
    """J. Miller; Miller, J."""
    if first.looks_of_bench or second.looks_of_bench:
        return False
    if len(first.text) == 1:
        return first.text.isupper() and "." in between and second.is_capital
    return "," in between and first.is_capital and not first.is_shouted and second.text.isupper()


def _is_bench_word(part: str) -> bool:
    if part in GIVEN_NAMES:
        return False
    return part in BENCH_WORDS or (part.endswith("s") and part[:-1] in BENCH_WORDS)


def _quoted(found: str) -> str:
    found = "".join([c if c.isprintable() else " " for c in found]).strip()
    return found if len(found) <= _LONGEST_QUOTED else f"{found[: _LONGEST_QUOTED - 1]}…"
