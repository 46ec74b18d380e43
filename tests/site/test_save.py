"""Changes to `site.toml` are whole or not at all, keep the rest, and refuse what cannot be used."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.site_choices import CodeDecision
from app.reference import load_reference
from app.site import FoundBy, SiteFolder
from app.site.save import Changes, save, save_code_decision, seen_in
from app.site.site_file import read_site_file
from app.site.whole_file import who_can_change
from tests.site.folders import chosen
from tests.terminal.running import ROOT, environment

DRUGS = load_reference().drugs
DECISION = CodeDecision(
    "durvalumab", "J9173", "B. Lead", "the table “has” it", date(2026, 11, 24), date(2025, 10, 1)
)


def _text(folder: Path) -> str:
    return (folder / "site.toml").read_text(encoding="utf-8")


def test_first_change_writes_that_key_and_the_version_alone(tmp_path: Path) -> None:
    assert save(chosen(tmp_path), {"payer": "medicaid"}, DRUGS) == ""
    lines = [line for line in _text(tmp_path).splitlines() if line and line[0] != "#"]
    assert lines == ["format = 1", 'program = "0.1.0"', 'payer = "medicaid"']


def test_comments_and_other_keys_stay(tmp_path: Path) -> None:
    mine = '# ours\npayer = "commercial" # plan A\n\n[charges_usd]\ndurvalumab = 120.50 # list\n'
    (tmp_path / "site.toml").write_text(mine, encoding="utf-8")
    changes: Changes = {"theme": "dark", "charges_usd.tremelimumab": Decimal("1.5")}
    assert save(chosen(tmp_path), changes, DRUGS) == ""
    for kept in ("# ours", 'payer = "commercial" # plan A', "durvalumab = 120.50 # list"):
        assert kept in _text(tmp_path)
    site = read_site_file(chosen(tmp_path), DRUGS)
    assert site.theme == "dark"
    assert site.choices.charge_usd("tremelimumab") == Decimal("1.5")
    assert site.choices.charge_usd("durvalumab") == Decimal("120.50")


def test_tables_are_written_and_read_back_exactly(tmp_path: Path) -> None:
    changes: Changes = {
        "rounding": {"percent": Decimal("7.5"), "authority": "P&T"},
        "usual_bags.durvalumab": {
            "diluent": "dextrose-5",
            "ml": Decimal(100),
            "method": "empty",
        },
        "shelf.durvalumab": {"500": 6, "120": 0},
        "limits.durvalumab": {"max_dose_mg": Decimal("1999.9")},
        "tolerance_ml": Decimal("0.05"),
        "shared_vial_takes_jz": False,
    }
    assert save(chosen(tmp_path), changes, DRUGS) == ""
    site = read_site_file(chosen(tmp_path), DRUGS)
    assert site.trouble == ()
    assert site.choices.rounding is not None
    assert site.choices.rounding.percent == Decimal("7.5")
    assert site.choices.usual_bag("durvalumab") is not None
    assert site.shelf["durvalumab"] == {Decimal(500): 6, Decimal(120): 0}
    assert site.limits["durvalumab"].max_dose_mg == Decimal("1999.9")
    assert site.choices.tolerance_ml == Decimal("0.05")
    assert not site.choices.shared_vial_takes_jz


def test_key_that_is_taken_back_is_gone_and_its_empty_table_with_it(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    save(folder, {"rounding": {"percent": Decimal(5), "authority": "x"}, "theme": "dark"}, DRUGS)
    save(folder, {"charges_usd.durvalumab": Decimal(9)}, DRUGS)
    assert save(folder, {"rounding": None, "charges_usd.durvalumab": None}, DRUGS) == ""
    assert save(folder, {"usual_bags.durvalumab": None}, DRUGS) == ""
    for gone in ("rounding", "charges_usd", "usual_bags"):
        assert gone not in _text(tmp_path)
    assert 'theme = "dark"' in _text(tmp_path)


TWO = (
    "[limits.durvalumab]\nmax_dose_mg = 2000\n\n[limits.tremelimumab]\nmax_dose_mg = 500\n",
    "[limits.durvalumab]\nmax_dose_mg = 2000\n[shelf]\n[limits.tremelimumab]\nmax_dose_mg = 500\n",
    "limits = { durvalumab = { max_dose_mg = 2000 }, tremelimumab = { max_dose_mg = 500 } }\n",
    "limits.durvalumab.max_dose_mg = 2000\nlimits.tremelimumab.max_dose_mg = 500\n",
    "[limits]\ndurvalumab = { max_dose_mg = 2000 }\ntremelimumab.max_dose_mg = 500\n",
)
"""The same limits of two drugs, as a person may write them."""


def _max_doses(folder: Path) -> dict[str, Decimal]:
    site = read_site_file(chosen(folder), DRUGS)
    assert site.trouble == ()
    return {drug: limits.max_dose_mg for drug, limits in site.limits.items()}


@pytest.mark.parametrize("before", TWO)
def test_limit_that_is_taken_back_leaves_the_other_drugs(before: str, tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(before, encoding="utf-8")
    assert save(chosen(tmp_path), {"limits.durvalumab.max_dose_mg": None}, DRUGS) == ""
    assert _max_doses(tmp_path) == {"tremelimumab": 500}
    assert "durvalumab" not in _text(tmp_path)
    assert save(chosen(tmp_path), {"limits.tremelimumab.max_dose_mg": None}, DRUGS) == ""
    assert "limits" not in _text(tmp_path)


@pytest.mark.parametrize("before", TWO)
def test_limit_that_is_changed_leaves_the_other_drugs(before: str, tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(before, encoding="utf-8")
    changes: Changes = {
        "limits.durvalumab.max_dose_mg": Decimal(1500),
        "limits.durvalumab.asked_over_kg": Decimal(140),
        "charges_usd.durvalumab": Decimal(2),
    }
    assert save(chosen(tmp_path), changes, DRUGS) == ""
    assert _max_doses(tmp_path) == {"durvalumab": 1500, "tremelimumab": 500}
    changes = {"limits.durvalumab": {"max_dose_mg": Decimal(1400)}}
    assert save(chosen(tmp_path), changes, DRUGS) == ""
    assert _max_doses(tmp_path) == {"durvalumab": 1400, "tremelimumab": 500}


def test_what_somebody_else_changed_meanwhile_is_said_and_stays(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    rounding: Changes = {"rounding": {"percent": Decimal(10), "authority": "P&T"}}
    assert save(folder, {"payer": "medicaid", **rounding}, DRUGS) == ""
    keys = ("payer", "rounding", "theme", "charges_usd.durvalumab")
    seen = seen_in(_text(tmp_path), keys)
    assert seen == {"payer": "medicaid", **rounding, "theme": None, "charges_usd.durvalumab": None}
    theirs: Changes = {"payer": "commercial", "theme": "dark", "shared_vial_takes_jz": False}
    assert save(folder, {**theirs, "rounding": None}, DRUGS) == ""
    before = _text(tmp_path)
    for key, said in (
        ("payer", "payer is commercial by now, set by somebody else"),
        ("theme", "theme is dark by now"),
        ("rounding", "rounding was taken away meanwhile"),
    ):
        sentence = save(folder, {key: None}, DRUGS, {key: seen[key]})
        assert sentence.startswith(f"site.toml was not changed: {said}")
        assert _text(tmp_path) == before
    untouched: Changes = {"charges_usd.durvalumab": Decimal(9)}
    assert save(folder, untouched, DRUGS, {key: seen[key] for key in untouched}) == ""


def test_values_seen_may_be_written_in_another_way(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text("tolerance_ml = 0.20\n", encoding="utf-8")
    seen: Changes = {"tolerance_ml": Decimal("0.2")}
    assert save(chosen(tmp_path), {"tolerance_ml": Decimal("0.3")}, DRUGS, seen) == ""
    sentence = save(chosen(tmp_path), {"tolerance_ml": Decimal("0.4")}, DRUGS, seen)
    assert "tolerance_ml is 0.3 by now" in sentence
    assert seen_in("[", ("payer",)) == {"payer": None}


def test_decision_of_the_future_is_not_saved(tmp_path: Path) -> None:
    today = date(2026, 11, 24)
    for later in (
        DECISION._replace(on=date(2027, 1, 1)),
        DECISION._replace(table_dated=date(2099, 1, 1)),
    ):
        said = save_code_decision(chosen(tmp_path), later, DRUGS, today)
        assert "is after today, 2026-11-24" in said
    assert list(tmp_path.iterdir()) == []


def test_decisions_are_added_and_the_newest_answers(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    (tmp_path / "site.toml").write_text('payer = "medicaid"', encoding="utf-8")
    assert save_code_decision(folder, DECISION, DRUGS) == ""
    kept = DECISION._replace(code="J9323", by="C. Other")
    assert save_code_decision(folder, kept, DRUGS) == ""
    assert save(folder, {"theme": "light"}, DRUGS) == ""
    choices = read_site_file(folder, DRUGS).choices
    assert choices.code_decisions == (DECISION, kept)
    assert choices.code_decision("durvalumab") == kept
    assert choices.payer == "medicaid"


@pytest.mark.parametrize(
    "changes",
    [
        {"limits.durvalumab": {"max_dose_mg": Decimal(4001)}},
        {"colour": "red"},
        {"theme": "pink"},
        {"rounding": {"percent": Decimal(10)}},
        {"charges_usd.durvalumab": Decimal("0.001")},
        {"charges_usd.durvalumab": Decimal("1e30")},
        {"limits.durvalumab": {"min_weight_kg": Decimal(300), "max_weight_kg": Decimal(200)}},
        {"rounding": {"percent": Decimal(10), "authority": "P&T\u202e"}},
    ],
)
def test_what_could_not_be_read_again_is_not_written(changes: Changes, tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    save(folder, {"payer": "medicaid"}, DRUGS)
    before = _text(tmp_path)
    assert save(folder, changes, DRUGS).startswith("site.toml was not changed: ")
    assert _text(tmp_path) == before


@pytest.mark.parametrize(
    "before", ["payer = ", 'payer = "a"\npayer = "b"', "format = 2\n", "a = 1e99999999999999999999"]
)
def test_damaged_or_newer_file_is_not_changed(before: str, tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(before, encoding="utf-8")
    assert save(chosen(tmp_path), {"theme": "dark"}, DRUGS) != ""
    assert _text(tmp_path) == before


def test_users_own_folder_is_made_and_one_that_was_named_is_not(tmp_path: Path) -> None:
    own = SiteFolder(tmp_path / "deep" / "own", FoundBy.OWN)
    assert save(own, {"theme": "dark"}, DRUGS) == ""
    named = chosen(tmp_path / "away")
    assert "is not there" in save(named, {"theme": "dark"}, DRUGS)
    assert not named.path.exists()


def test_write_that_fails_changes_nothing_leaves_nothing_and_says_who_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = chosen(tmp_path)
    save(folder, {"payer": "medicaid"}, DRUGS)
    before = _text(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    sentence = save(folder, {"payer": "commercial"}, DRUGS)
    assert sentence.startswith("site.toml was not changed (No space left on device)")
    assert _text(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site.lock", "site.toml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell the owner")
def test_folder_of_somebody_else_names_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    owner = tmp_path.owner()
    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert save(chosen(tmp_path), {"payer": "medicaid"}, DRUGS) == (
        f"site.toml was not changed (Permission denied): {owner}, the owner of {tmp_path}, can."
    )
    assert who_can_change(tmp_path) == f"{owner}, the owner of {tmp_path},"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert "not changed (Permission denied)" in save(chosen(tmp_path), {"theme": "dark"}, DRUGS)
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="modes are Unix's")
def test_file_can_be_read_by_whoever_may_read_the_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o775)
    before = os.umask(0o077)
    try:
        save(chosen(tmp_path), {"theme": "dark"}, DRUGS)
    finally:
        os.umask(before)
    assert (tmp_path / "site.toml").stat().st_mode & 0o777 == 0o664


_WRITER = """
import sys, tomllib
from decimal import Decimal
from pathlib import Path
from app.reference import load_reference
from app.site import FoundBy, SiteFolder
from app.site.save import save

folder, key = SiteFolder(Path(sys.argv[1]), FoundBy.SETUP), sys.argv[2]
drugs = load_reference().drugs
for number in range(1, 51):
    assert save(folder, {key: Decimal(number)}, drugs) == ""
    read = tomllib.loads((folder.path / "site.toml").read_text("utf-8"))
    assert read["charges_usd"][key.split(".")[1]] == number, read
"""


def test_two_programs_that_save_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path), f"charges_usd.{drug}"],
            cwd=ROOT,
            env=environment(),
        )
        for drug in ("durvalumab", "tremelimumab")
    ]
    while any(writer.poll() is None for writer in writers):
        site = read_site_file(chosen(tmp_path), DRUGS)
        assert site.trouble == ()
    assert [writer.returncode for writer in writers] == [0, 0]
    choices = read_site_file(chosen(tmp_path), DRUGS).choices
    assert dict(choices.charges_usd) == {"durvalumab": 50, "tremelimumab": 50}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site.lock", "site.toml"]
