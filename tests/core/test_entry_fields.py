"""References and initials of an entry: what is taken, and the sentence for what is not."""

import pytest

from app.core.entry_fields import signed_as, why_not_by, why_not_course, why_not_encounter
from app.core.site_choices import Person, SiteChoices

NOBODY_LISTED = SiteChoices()
LISTED = SiteChoices(people=(Person("RK", "R. Kaya"), Person("MB", "M. Braun")))
BLANKS = "Write the reference in one line, without blanks around it."
TOO_LONG = "A reference has at most 40 characters."
INITIALS = "Initials have 2 to 40 characters."


@pytest.mark.parametrize("text", ["A-20417", "a 20417", "x", "x" * 40])
def test_a_reference_of_one_line_is_taken(text: str) -> None:
    assert why_not_encounter(text) is None
    assert why_not_course(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 41, TOO_LONG),
        (" A-20417", BLANKS),
        ("A-20417 ", BLANKS),
        ("A\n20417", BLANKS),
        ("A\x0020417", BLANKS),
    ],
)
def test_another_reference_is_refused_under_its_field(text: str, sentence: str) -> None:
    for field, found in (
        ("encounter", why_not_encounter(text)),
        ("course", why_not_course(text)),
    ):
        assert found is not None
        assert (found.field, found.message, found.missing) == (field, sentence, False)


def test_only_the_encounter_has_to_be_there() -> None:
    missing = why_not_encounter("")
    assert missing is not None
    assert (missing.field, missing.message) == ("encounter", "Type the encounter’s reference.")
    assert missing.missing
    assert why_not_course("") is None


def test_somebody_has_to_sign() -> None:
    missing = why_not_by("", LISTED)
    assert missing is not None
    assert (missing.field, missing.message) == ("by", "Type the initials of who did it.")
    assert missing.missing


@pytest.mark.parametrize("text", ["RK", "x" * 40, "R. Kaya"])
def test_initials_are_taken_where_nobody_is_listed(text: str) -> None:
    assert why_not_by(text, NOBODY_LISTED) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" RK", "Write initials in one line, without blanks around them."),
        ("R\nK", "Write initials in one line, without blanks around them."),
        ("R", INITIALS),
        ("x" * 41, INITIALS),
    ],
)
def test_other_initials_are_refused(text: str, sentence: str) -> None:
    found = why_not_by(text, NOBODY_LISTED)
    assert found is not None
    assert (found.field, found.message, found.missing) == ("by", sentence, False)


def test_a_site_with_people_takes_only_theirs_however_they_are_written() -> None:
    assert why_not_by("rk", LISTED) is None
    found = why_not_by("TX", LISTED)
    assert found is not None
    assert found.message == "“TX” is not among the people of this site in Site setup."


def test_an_entry_is_signed_as_the_site_lists_the_person() -> None:
    assert signed_as("rk", LISTED) == "RK"
    assert signed_as("rk", NOBODY_LISTED) == "rk"
    assert signed_as("tx", LISTED) == "tx"
