"""Site setup, People: who signs, with a PIN each; saved in the site folder, never in clear."""

from pathlib import Path

import pytest

from app.site import load_site
from app.site.people import pin_fits
from app.ui.widgets.form_card import NOTHING_CHANGED, SAVED
from tests.ui.at_site_setup import at_setup, file_of
from tests.ui.bench import Bench, OpenBench
from tests.ui.layout_faults import faults

PEOPLE = "People"
CHANGE = "Change of people"


@pytest.fixture
def setup(open_bench: OpenBench) -> Bench:
    """The page, from a first start with an empty site folder."""
    return at_setup(open_bench(site=load_site()))


def _add(bench: Bench, who: str = "rk", pin: str = "2580", again: str | None = None) -> None:
    bench.type_into("New initials", who)
    bench.type_into("New PIN", pin)
    bench.type_into("New PIN again", pin if again is None else again)
    bench.alt("P")


def test_a_person_is_added_with_a_pin_that_nobody_can_read(setup: Bench, site_folder: Path) -> None:
    assert "Nobody is on the list yet." in setup.texts(PEOPLE)
    assert "It is not a lock" in setup.text(PEOPLE)
    _add(setup)
    assert SAVED in setup.text(PEOPLE)
    assert "RK" in setup.texts(PEOPLE)
    kept = file_of(site_folder)["people"]
    assert set(kept) == {"RK"}
    assert pin_fits("2580", kept["RK"])
    assert "2580" not in (site_folder / "site.toml").read_text("utf-8")
    assert [setup.text_of(name) for name in ("New initials", "New PIN", "New PIN again")] == [
        "", "", "",
    ]  # fmt: skip
    _add(setup, "MB", "1357")
    assert "RK, MB" in setup.texts(PEOPLE)
    setup.alt("P")
    assert NOTHING_CHANGED in setup.text(PEOPLE) or "Unchanged" in setup.text(PEOPLE)


@pytest.mark.parametrize(
    ("who", "pin", "again", "field", "said"),
    [
        ("R", "2580", "2580", "New initials", "two to six"),
        ("RK", "12", "12", "New PIN", "4 to 12 digits"),
        ("RK", "1234", "1234", "New PIN", "first that anybody would try"),
        ("RK", "2580", "2581", "New PIN again", "not the same"),
    ],
)
def test_what_cannot_be_saved_is_said_beside_its_field(
    setup: Bench, site_folder: Path, who: str, pin: str, again: str, field: str, said: str
) -> None:
    _add(setup, who, pin, again)
    assert said in setup.text(PEOPLE)
    assert setup.focused() == field
    assert file_of(site_folder) == {}


def test_nobody_is_written_over_by_adding_another(setup: Bench, site_folder: Path) -> None:
    _add(setup)
    before = file_of(site_folder)
    _add(setup, "RK", "1357")
    assert "RK is on the list" in setup.text(PEOPLE)
    assert file_of(site_folder) == before


def test_a_pin_is_changed_and_a_person_taken_off(setup: Bench, site_folder: Path) -> None:
    _add(setup)
    _add(setup, "MB", "1357")
    setup.pick(CHANGE, "give a person a new PIN")
    setup.pick("Person", "MB")
    setup.type_into("New PIN", "8642")
    setup.type_into("New PIN again", "8642")
    setup.alt("P")
    kept = file_of(site_folder)["people"]
    assert pin_fits("8642", kept["MB"])
    assert pin_fits("2580", kept["RK"])
    setup.pick(CHANGE, "take a person off the list")
    assert not setup.is_there("New PIN")
    setup.alt("P")
    assert set(file_of(site_folder)["people"]) == {"MB"}
    setup.pick(CHANGE, "take a person off the list")
    setup.alt("P")
    assert file_of(site_folder) == {}
    assert "Nobody is on the list yet." in setup.texts(PEOPLE)


def test_initials_alone_need_no_pin(setup: Bench, site_folder: Path) -> None:
    setup.pick("They sign", "with initials alone")
    setup.alt("P")
    assert file_of(site_folder) == {"initials_alone": True}
    _add(setup, "AN", "")
    assert file_of(site_folder) == {"initials_alone": True, "people": {"AN": ""}}
    assert "AN (no PIN yet)" in setup.text(PEOPLE)
    setup.pick("They sign", "with initials and PIN")
    setup.alt("P")
    assert file_of(site_folder) == {"people": {"AN": ""}}


def test_a_pin_is_not_shown_while_it_is_typed(setup: Bench) -> None:
    setup.type_into("New PIN", "2580")
    assert "2580" not in setup.text()
    line = setup.control("New PIN")
    assert getattr(line, "displayText")() != "2580"  # noqa: B009 a QLineEdit, found as a widget


def test_a_folder_that_may_not_be_written_is_said(
    setup: Bench, site_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site_folder / "site.toml").write_text("format = 99\n", encoding="utf-8")
    _add(setup)
    assert "newer Vialwise" in setup.text(PEOPLE)
    assert SAVED not in setup.texts(PEOPLE)
    assert setup.text_of("New initials") == "rk"


@pytest.mark.parametrize(("size", "scale"), [((1366, 680), 1.0), ((1024, 540), 1.5)])
def test_nothing_is_cut(open_bench: OpenBench, size: tuple[int, int], scale: float) -> None:
    bench = at_setup(open_bench(size, scale=scale, site=load_site()))
    _add(bench, "R", "12", "13")
    assert faults(bench.window) == []
    bench.pick(CHANGE, "take a person off the list")
    bench.alt("P")
    assert faults(bench.window) == []
