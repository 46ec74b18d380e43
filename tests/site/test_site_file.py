"""`site.toml` is read strictly; a damaged one is set aside, one of a newer program left alone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.order import BagMethod, ChosenBag
from app.core.payer import DrugSource, Setting
from app.core.site_choices import CodeDecision, Rounding, SiteChoices
from app.reference import load_reference
from app.site import load_site
from app.site.site_file import read_site_file
from app.site.site_table import SiteFile
from tests.site.folders import chosen

DRUGS = load_reference().drugs
DURVALUMAB = DRUGS[0]

WHOLE = """
format = 1
program = "0.1.0"
payer = "commercial"
setting = "off-campus-excepted"
source = "340b"
tolerance_ml = 0.2
shared_vial_takes_jz = false
theme = "dark"

[rounding]
percent = 10
step_mg = 10
authority = "P&T policy 12"

[charges_usd]
durvalumab = 120.50

[usual_bags.durvalumab]
diluent = "dextrose-5"
ml = 250
method = "withdraw"

[shelf.durvalumab]
500 = 6
120 = 0

[limits.durvalumab]
max_dose_mg = 2_000
asked_over_kg = 140

[[code_decisions]]
drug = "durvalumab"
code = "J9323"
by = "B. Lead"
why = "asked the payer"
on = 2026-01-02
table_dated = 2025-10-01

[[code_decisions]]
drug = "durvalumab"
code = "J9173"
by = "B. Lead"
why = "the table has it"
on = 2026-11-24
table_dated = 2025-10-01
"""


def _read(folder: Path, text: str) -> SiteFile:
    (folder / "site.toml").write_text(text, encoding="utf-8")
    return read_site_file(chosen(folder), DRUGS)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    site = read_site_file(chosen(tmp_path), DRUGS)
    assert site.trouble == ()
    assert site.choices.code_decision("durvalumab") is None
    assert site.choices.payer == SiteChoices().payer
    assert list(tmp_path.iterdir()) == []


def test_every_key_is_read(tmp_path: Path) -> None:
    site = _read(tmp_path, WHOLE)
    choices = site.choices
    assert site.trouble == ()
    assert choices.code_decision("durvalumab") == CodeDecision(
        "durvalumab", "J9173", "B. Lead", "the table has it", date(2026, 11, 24), date(2025, 10, 1)
    )
    assert len(choices.code_decisions) == 2
    assert choices.rounding == Rounding(Decimal(10), Decimal(10), "P&T policy 12")
    assert (choices.payer, choices.setting) == ("commercial", Setting.OFF_CAMPUS_EXCEPTED)
    assert choices.source is DrugSource.DISCOUNTED_340B
    bag = ChosenBag("dextrose-5", Decimal(250), BagMethod.WITHDRAW)
    assert choices.usual_bag("durvalumab") == bag
    assert choices.charge_usd("durvalumab") == Decimal("120.50")
    assert choices.tolerance_ml == Decimal("0.2")
    assert not choices.shared_vial_takes_jz
    assert site.theme == "dark"
    assert site.shelf == {"durvalumab": {Decimal(500): 6, Decimal(120): 0}}


def test_limits_are_tightened_on_the_drug_and_the_rest_of_them_stays(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(WHOLE, encoding="utf-8")
    drug = load_site(chosen(tmp_path)).reference.drug("durvalumab")
    assert drug is not None
    assert drug.limits.max_dose_mg == 2000
    assert drug.limits.asked_over_kg == 140
    assert drug.limits.max_mg_per_kg == DURVALUMAB.limits.max_mg_per_kg
    assert drug.presentations == DURVALUMAB.presentations


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("theme =", "them =", "line 9: them"),
        ('theme = "dark"', 'theme = "pink"', "line 9: theme"),
        ('payer = "commercial"', "payer = 7", "line 4: payer"),
        ('"340b"', '"gift"', "line 6: source"),
        ('"off-campus-excepted"', '"home"', "line 5: setting"),
        ("= false", '= "no"', "line 8: shared_vial_takes_jz"),
        ("tolerance_ml = 0.2", "tolerance_ml = 5.1", "line 7: tolerance_ml 5.1 is over 5"),
        ("percent = 10", "percent = 25.1", "line 12: rounding.percent 25.1 is over 25"),
        ("step_mg = 10", "step_mg = 1e-30", "line 13: rounding.step_mg"),
        ("step_mg = 10", "step_mg = 0.0001", "line 13: rounding.step_mg"),
        ("step_mg = 10", "step_mg = 1000.1", "line 13: rounding.step_mg"),
        ("= 120.50", "= 1e30", "line 17: charges_usd.durvalumab"),
        ("= 120.50", "= 1_000_000.01", "line 17: charges_usd.durvalumab 1000000.01 is over 1,000,"),
        ("= 120.50", "= 0", "line 17: charges_usd.durvalumab"),
        ("format = 1", "format = 1e9999999", "line 2: format"),
        ("500 = 6", "500 = 1_000_001", "line 25: shelf.durvalumab.500"),
        ("max_dose_mg = 2_000", "max_weight_kg = 200\nmin_weight_kg = 300",
         "line 30: limits.durvalumab.min_weight_kg 300 is not under max_weight_kg, 200: none is"),
        ('by = "B. Lead"', 'by = "B.\\u202e Lead"', "line 35: code_decisions[0].by"),
        ('why = "asked', 'why = "\\u001b[2Jasked', "line 36: code_decisions[0].why"),
        ("on = 2026-01-02", "on = 9999-12-31", "line 37: code_decisions[0].on"),
        ("durvalumab = 120.50", '"du\\nr" = 1', "line 16: charges_usd.du�r"),
        ("percent = 10", "percentage = 10", "line 11: rounding.percent"),
        ('authority = "P&T policy 12"\n', "", "line 11: rounding.authority"),
        ("= 120.50", "= 120.505", "line 17: charges_usd.durvalumab"),
        ("= 120.50", '= "120.50"', "line 17: charges_usd.durvalumab"),
        ('"dextrose-5"', '"water"', "line 20: usual_bags.durvalumab.diluent"),
        ("ml = 250", "ml = 10_001", "line 21: usual_bags.durvalumab.ml 10001 is over 10,000"),
        ('"withdraw"', '"pour"', "line 22: usual_bags.durvalumab.method"),
        ("500 = 6", "500 = 6.5", "line 25: shelf.durvalumab.500"),
        ("500 = 6", "0500 = 6", "line 25: shelf.durvalumab.0500"),
        ("120 = 0", "120 = -1", "line 26: shelf.durvalumab.120"),
        ("= 2_000", "= 4_001", "line 29: limits.durvalumab.max_dose_mg"),
        ("asked_over_kg = 140", "asked_over_kg = 151", "line 30: limits.durvalumab.asked_over_kg"),
        ('code = "J9323"', 'code = "9323"', "line 34: code_decisions[0].code"),
        ('by = "B. Lead"\n', "", "line 32: code_decisions[0].by"),
        ("on = 2026-01-02", 'on = "2026-01-02"', "line 37: code_decisions[0].on"),
        ("[rounding]", "[rounding", "line 11"),
        ("format = 1", "format = 0", "line 2: format"),
    ],
)  # fmt: skip
def test_damaged_file_is_set_aside_and_named_and_the_defaults_serve(
    was: str, becomes: str, key: str, tmp_path: Path
) -> None:
    assert was in WHOLE
    damaged = WHOLE.replace(was, becomes, 1)
    site = _read(tmp_path, damaged)
    assert site.choices.payer == "medicare-part-b"
    assert site.choices.code_decisions == ()
    assert len(site.trouble) == 1
    assert site.trouble[0].startswith(f"site.toml, {key}")
    assert "kept as site.damaged.toml" in site.trouble[0]
    assert not (tmp_path / "site.toml").exists()
    assert (tmp_path / "site.damaged.toml").read_text(encoding="utf-8") == damaged


@pytest.mark.parametrize("content", [b"\xff\xfe\x00s", b"\0\0\0", b"payer = ", b"[" * 100_000])
def test_what_is_no_toml_is_set_aside(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_bytes(content)
    site = read_site_file(chosen(tmp_path), DRUGS)
    assert len(site.trouble) == 1
    assert (tmp_path / "site.damaged.toml").read_bytes() == content


def test_a_file_that_was_set_aside_is_named_until_something_is_saved_anew(tmp_path: Path) -> None:
    """Else the next start would go on by the defaults without a word."""
    _read(tmp_path, "payer = ")
    for _ in range(2):
        [said] = read_site_file(chosen(tmp_path), DRUGS).trouble
        assert "kept as site.damaged.toml" in said
    (tmp_path / "site.toml").write_text('payer = "medicaid"\n', encoding="utf-8")
    assert read_site_file(chosen(tmp_path), DRUGS).trouble == ()


def test_earlier_damaged_file_is_never_overwritten(tmp_path: Path) -> None:
    for number in range(3):
        _read(tmp_path, f"damaged {number}")
    kept = sorted(path.name for path in tmp_path.glob("site.damaged*"))
    assert kept == ["site.damaged.2.toml", "site.damaged.3.toml", "site.damaged.toml"]
    assert (tmp_path / "site.damaged.toml").read_text(encoding="utf-8") == "damaged 0"


def test_file_of_a_newer_program_is_named_and_left_for_those_who_have_it(tmp_path: Path) -> None:
    newer = WHOLE.replace("format = 1", "format = 2") + "[something_new]\nkey = 1\n"
    site = _read(tmp_path, newer)
    assert "newer Vialwise" in site.trouble[0]
    assert site.choices.payer == "medicare-part-b"
    assert (tmp_path / "site.toml").read_text(encoding="utf-8") == newer
    assert [path.name for path in tmp_path.iterdir()] == ["site.toml"]


def test_damaged_file_in_a_folder_that_cannot_be_written_is_left_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    site = _read(tmp_path, "damaged")
    assert (tmp_path / "site.toml").read_text(encoding="utf-8") == "damaged"
    assert "Permission denied" in site.trouble[0]
    assert f"whoever may write to {tmp_path} can" in site.trouble[0]


def test_limit_that_a_newer_program_overtook_gives_way_without_harm(tmp_path: Path) -> None:
    older = WHOLE.replace('"0.1.0"', '"0.0.9"').replace(
        "max_dose_mg = 2_000", "max_dose_mg = 5_000"
    )
    site = _read(tmp_path, older)
    assert (tmp_path / "site.toml").exists()
    assert site.choices.payer == "commercial"
    assert site.limits == {}
    assert "limits.durvalumab.max_dose_mg 5000 is looser" in site.trouble[0]


def test_drug_and_payer_that_are_not_here_are_said_and_do_no_harm(tmp_path: Path) -> None:
    text = 'payer = "gone"\n[charges_usd]\ngone = 1\n[limits.gone]\nmax_dose_mg = 10\n'
    (tmp_path / "site.toml").write_text(text, encoding="utf-8")
    reference = load_site(chosen(tmp_path)).reference
    assert any("limits names gone" in note for note in reference.notes)
    assert any("payer gone" in note for note in reference.notes)
    assert reference.rules.payer(reference.rules.site.payer) is None
    assert reference.rules.payers[0].id == "medicare-part-b"


def test_decision_of_the_future_is_left_out_and_named_and_the_rest_holds(tmp_path: Path) -> None:
    """The clock may be wrong: the file stays where it is."""
    text = WHOLE.replace(
        "on = 2026-11-24\ntable_dated = 2025", "on = 2026-11-24\ntable_dated = 2099"
    )
    (tmp_path / "site.toml").write_text(text, encoding="utf-8")
    site = load_site(chosen(tmp_path), today=date(2026, 11, 24))
    decision = site.reference.rules.site.code_decision("durvalumab")
    assert decision is not None
    assert decision.code == "J9323"
    assert site.reference.rules.site.payer == "commercial"
    (note,) = site.reference.notes
    assert note.startswith("site.toml: the decision for J9173 is not used: its table’s day, 2099-1")
    assert note.endswith("is after today, 2026-11-24.")
    site = load_site(chosen(tmp_path), today=date(2019, 1, 1))
    assert site.reference.rules.site.code_decisions == ()
    assert len(site.reference.notes) == 2
    assert (tmp_path / "site.toml").exists()


def test_drugs_before_the_sites_limits_come_beside_the_reference(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(WHOLE, encoding="utf-8")
    site = load_site(chosen(tmp_path))
    assert site.own_drugs[0].limits == DURVALUMAB.limits
    assert site.reference.drugs[0].limits.max_dose_mg == 2000
    assert site.text == WHOLE
    away = load_site(chosen(tmp_path / "away"))
    assert (away.own_drugs, away.text) == (away.reference.drugs, "")


def test_theme_and_shelf_come_beside_the_reference(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(WHOLE, encoding="utf-8")
    site = load_site(chosen(tmp_path))
    assert (site.theme, site.shelf["durvalumab"][Decimal(500)]) == ("dark", 6)
    assert site.reference.rules.site.payer == "commercial"


def test_missing_folder_that_was_named_is_said(tmp_path: Path) -> None:
    reference = load_site(chosen(tmp_path / "away")).reference
    assert len(reference.notes) == 1
    assert "is not there" in reference.notes[0]
    assert reference.drugs == DRUGS or len(reference.drugs) == len(DRUGS)
