"""The first two words of a text that look like a person's name, told from the bench's own words."""

import re
from typing import Final, NamedTuple

from app.core.personal_words import (
    BENCH_ENDINGS,
    BENCH_WORDS,
    FAMILY_NAMES_TOO,
    GIVEN_NAMES,
    words_of,
)

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


def find_name(text: str) -> str:
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
