"""What 0.1.0 wrote, byte for byte as it was, opens: in later versions too, once there are some.

`written_by_0_1_0` was written by the bundle of that version: two entries recorded by command, a
site's choices, a user's shelf and theme. A later version adds a folder of its own and keeps these.
"""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.records.entry import Meaning
from app.records.places import place_of_file
from app.records.record import open_record
from app.records.schema import Step
from app.site import FoundBy, SiteFolder, load_site
from app.site.shelf_memory import ShelfMemory
from app.site.user_theme import theme_in_force

HERE = Path(__file__).parent
NEWEST = "bd5dcaf99bcb260532c3da4158dbc6382696518c2cda81b8c9e48f93df9bc769"
"""The newest hash, as that version printed it."""


def _add_ward(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE vialwise_entries ADD COLUMN ward TEXT DEFAULT ''")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what 0.1.0 wrote, as the site's and the user's folder."""
    copy = tmp_path / "site"
    shutil.copytree(HERE / "written_by_0_1_0", copy)
    monkeypatch.setenv("VIALWISE_USER_DATA", str(copy))
    monkeypatch.delenv("VIALWISE_SITE", raising=False)
    return copy


def test_the_record_is_whole_and_its_entries_are_read(folder: Path) -> None:
    record = open_record(place_of_file(folder / "record.sqlite"))
    assert record.verify(NEWEST) == ""
    prepared, given = [entry.content for entry in record.entries()]
    assert (prepared.meaning, prepared.by) == (Meaning.PREPARED, "RK")
    assert (given.meaning, given.by) == (Meaning.GIVEN, "MB")
    assert {prepared.encounter, given.encounter} == {"A-20417"}
    assert (prepared.worksheet["dose_mg"], given.worksheet["given_mg"]) == ("724", "724")


def test_newer_tables_are_made_behind_a_copy_of_the_old_record(folder: Path) -> None:
    place = place_of_file(folder / "record.sqlite")
    newer = open_record(place, (Step("the ward of an order", _add_ward),))
    [copy] = folder.glob("record-before-version-*")
    assert newer.verify(NEWEST) == ""
    assert open_record(place_of_file(copy)).newest_hash() == NEWEST


def test_the_site_s_choices_hold_as_they_were(folder: Path) -> None:
    site = load_site(SiteFolder(folder, FoundBy.SETUP))
    choices = site.reference.rules.site
    assert site.reference.notes == ()
    assert (choices.payer, choices.keep_years) == ("medicaid", 12)
    assert choices.charge_usd("durvalumab") == Decimal("120.50")
    [decision] = choices.code_decisions
    assert (decision.code, decision.by) == ("J9173", "B. Lead")


def test_the_user_s_shelf_and_theme_hold_as_they_were(folder: Path) -> None:
    counts, trouble = ShelfMemory.of_user().read()
    assert trouble == ""
    assert counts["durvalumab"] == {Decimal(500): "6", Decimal(120): "9"}
    assert theme_in_force("") == "dark"
