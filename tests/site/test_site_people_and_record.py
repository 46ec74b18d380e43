"""`site.toml` on who signs, where the record is, and how long it is kept."""

from pathlib import Path

import pytest

from app.core.site_choices import Person, SiteChoices
from app.reference import load_reference
from app.site.site_file import read_site_file
from app.site.site_table import SiteFile
from tests.site.folders import chosen

DRUGS = load_reference().drugs

WHOLE = """
initials_alone = true
record_server = "postgresql://vialwise@records.invalid/vialwise"
keep_years = 12
asks_course = true
use_before_hours = 24

[people]
RK = "scrypt$16384$8$1$c2FsdA==$a2V5"
MB = ""
"""


def _read(folder: Path, text: str) -> SiteFile:
    (folder / "site.toml").write_text(text, encoding="utf-8")
    return read_site_file(chosen(folder), DRUGS)


def test_every_key_is_read(tmp_path: Path) -> None:
    choices = _read(tmp_path, WHOLE).choices
    assert choices.people == (Person("RK", "scrypt$16384$8$1$c2FsdA==$a2V5"), Person("MB", ""))
    assert choices.person(" rk ") == choices.people[0]
    assert choices.person("XX") is None
    assert choices.initials_alone
    assert choices.record_server == "postgresql://vialwise@records.invalid/vialwise"
    assert (choices.keep_years, choices.use_before_hours) == (12, 24)
    assert choices.asks_course


def test_without_them_nobody_is_named_and_the_record_is_a_file(tmp_path: Path) -> None:
    choices = _read(tmp_path, 'payer = "medicaid"\n').choices
    ours = SiteChoices()
    assert (choices.people, choices.record_server, choices.initials_alone) == ((), "", False)
    assert (choices.keep_years, choices.use_before_hours) == (ours.keep_years, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('record_server = "https://x.invalid"\n', "record_server does not begin with postgresql"),
        ("keep_years = 0\n", "keep_years 0 is not from 1 to 100"),
        ("keep_years = 101\n", "keep_years 101 is not from 1 to 100"),
        ("use_before_hours = 0\n", "use_before_hours 0 is not from 1 to 720"),
        ("use_before_hours = 721\n", "use_before_hours 721 is not from 1 to 720"),
        ('initials_alone = "yes"\n', "initials_alone is not true or false"),
        ('[people]\nR = ""\n', "people.R is not two to six capitals"),
        ('[people]\n"R K" = ""\n', "people.R K is not two to six capitals"),
        ("[people]\nRK = 1234\n", "people.RK is not a text"),
    ],
)
def test_what_cannot_be_used_is_named(text: str, said: str, tmp_path: Path) -> None:
    [trouble] = _read(tmp_path, text).trouble
    assert said in trouble
    assert _read(tmp_path, "").choices.keep_years == SiteChoices().keep_years
