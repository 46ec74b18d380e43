"""The card Record of Site setup: where it is, what is saved, a password others could read."""

from pathlib import Path

import pytest

from app.site import load_site
from app.ui.widgets.form_card import SAVED
from tests.ui.at_site_setup import at_setup, file_of
from tests.ui.bench import Bench, OpenBench

RECORD = "Record"
SERVER = "Address of the record’s server"
YEARS = "Keep entries at least"
HOURS = "Use the bag within"
COURSE = "Course"
SAVE = "V"


@pytest.fixture
def setup(open_bench: OpenBench) -> Bench:
    """The page, from a first start with an empty site folder."""
    return at_setup(open_bench(site=load_site()))


def said(bench: Bench) -> str:
    return bench.text(RECORD).replace("\n", "").replace("\u200b", "")


def test_it_says_where_the_record_is_now(setup: Bench, site_folder: Path) -> None:
    assert str(site_folder / "record.sqlite") in said(setup)


def test_years_hours_and_course_are_saved_and_a_blank_takes_them_back(
    setup: Bench, site_folder: Path
) -> None:
    setup.type_into(YEARS, "12")
    setup.type_into(HOURS, "24")
    setup.pick(COURSE, "Orders carry")
    setup.alt(SAVE)
    assert SAVED in setup.text(RECORD)
    assert file_of(site_folder) == {"keep_years": 12, "use_before_hours": 24, "asks_course": True}
    setup.clear(YEARS)
    setup.clear(HOURS)
    setup.pick(COURSE, "No course")
    setup.alt(SAVE)
    assert file_of(site_folder) == {}


def test_a_server_is_saved_and_named_without_its_password(setup: Bench, site_folder: Path) -> None:
    setup.type_into(SERVER, "postgresql://vialwise@db.invalid/vialwise")
    assert "password in this address" not in setup.text(RECORD)
    setup.alt(SAVE)
    assert file_of(site_folder) == {"record_server": "postgresql://vialwise@db.invalid/vialwise"}
    assert "the database vialwise on db.invalid" in said(setup)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://vialwise:secret@db.invalid/vialwise",
        "postgresql://db.invalid/vialwise?password=secret",
    ],
)
def test_a_password_in_the_address_is_warned_of_before_it_is_saved(
    setup: Bench, address: str
) -> None:
    setup.type_into(SERVER, address)
    assert "The password in this address can be read by everybody" in setup.text(RECORD)
    assert "pgpass" in setup.text(RECORD)
    setup.type_into(SERVER, "postgresql://db.invalid/vialwise")
    assert "The password in this address" not in setup.text(RECORD)


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        (SERVER, "https://db.invalid", "begins with postgresql://"),
        (YEARS, "0", "from 1 to 100"),
        (YEARS, "101", "from 1 to 100"),
        (YEARS, "ten", "is not a whole number"),
        (HOURS, "721", "from 1 to 720"),
        (HOURS, "1.5", "is not a whole number"),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_field_and_stays_typed(
    setup: Bench, site_folder: Path, field: str, text: str, words: str
) -> None:
    setup.type_into(field, text)
    setup.alt(SAVE)
    assert words in setup.text(RECORD)
    assert setup.text_of(field) == text
    assert setup.focused() == field
    assert file_of(site_folder) == {}


def test_what_somebody_else_settled_meanwhile_stays(setup: Bench, site_folder: Path) -> None:
    setup.type_into(HOURS, "24")
    (site_folder / "site.toml").write_text("keep_years = 15\n", encoding="utf-8")
    setup.alt(SAVE)
    assert file_of(site_folder) == {"keep_years": 15, "use_before_hours": 24}
