"""Site setup: what is chosen is saved, answered by at once, and read back; Enter saves nothing."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from app.site import load_site
from app.site.user_theme import theme_in_force
from app.ui.theme import theme
from app.ui.widgets.form_card import NOTHING_CHANGED, SAVED, UNSAVED
from tests.ui.at_site_setup import (
    CHARGE,
    FOLDER,
    LIMITS,
    MOST_KG,
    OTHER_FOLDER,
    ROUNDING,
    SHELF_500,
    STOCK,
    TOLERANCE,
    USUAL,
    at_prepare,
    at_setup,
    file_of,
)
from tests.ui.bench import CLAIM, ORDER, Bench, OpenBench, texts_of
from tests.ui.comparing import opened


@pytest.fixture
def setup(open_bench: OpenBench) -> Bench:
    """The page, from a first start with an empty site folder."""
    return at_setup(open_bench(site=load_site()))


def test_alt_3_shows_where_everything_is_kept_and_what_named_it(
    setup: Bench, site_folder: Path
) -> None:
    assert str(site_folder) in setup.text(FOLDER).replace("\n", "")
    assert "environment variable VIALWISE_SITE" in setup.text(FOLDER)
    assert setup.focused() == OTHER_FOLDER
    assert file_of(site_folder) == {}


# --- What is saved, and what comes of it ----------------------------------------------------------


def test_usual_claim_is_saved_and_the_next_order_begins_with_it(
    setup: Bench, site_folder: Path
) -> None:
    setup.pick("Usual payer", "Medicaid")
    setup.pick("Usual setting", "Hospital, on campus")
    setup.pick("Usual drug source", "340B")
    assert "Not saved" in setup.text(USUAL)
    setup.alt("L")
    assert SAVED in setup.text(USUAL)
    assert file_of(site_folder) == {
        "payer": "medicaid",
        "setting": "hospital-on-campus",
        "source": "340b",
    }
    at_prepare(setup).order()
    assert setup.part(QComboBox, "Payer").currentText().startswith("Medicaid")
    assert setup.part(QComboBox, "Setting").currentText().startswith("Hospital, on campus")
    assert "TB" in setup.text(CLAIM)


def test_what_is_as_the_program_has_it_leaves_the_file(setup: Bench, site_folder: Path) -> None:
    setup.pick("Usual payer", "Medicaid")
    setup.alt("L")
    setup.pick("Usual payer", "Medicare Part B")
    setup.alt("L")
    assert file_of(site_folder) == {}


def test_a_choice_of_somebody_else_meanwhile_stays(setup: Bench, site_folder: Path) -> None:
    (site_folder / "site.toml").write_text('setting = "hospital-on-campus"\n', encoding="utf-8")
    setup.pick("Usual payer", "Medicaid")
    setup.alt("L")
    assert file_of(site_folder) == {"payer": "medicaid", "setting": "hospital-on-campus"}
    assert setup.part(QComboBox, "Usual setting").currentText().startswith("Hospital, on campus")


def test_jz_of_a_shared_vial_is_named_as_unsettled(setup: Bench, site_folder: Path) -> None:
    assert "Unsettled" in setup.text(USUAL)
    setup.pick("First patient’s line of a shared vial", "takes neither")
    setup.alt("L")
    assert file_of(site_folder) == {"shared_vial_takes_jz": False}


def test_hopas_rounding_needs_the_policys_name_and_then_proposes(
    setup: Bench, site_folder: Path
) -> None:
    setup.pick("Rounding", "HOPA")
    setup.alt("R")
    assert setup.focused() == "Rounding policy"
    assert "Write the policy" in setup.text(ROUNDING)
    assert file_of(site_folder) == {}
    setup.keys("P&T policy 12, 2026")
    setup.alt("R")
    assert SAVED in setup.text(ROUNDING)
    assert file_of(site_folder)["rounding"] == {
        "percent": 10,
        "authority": "P&T policy 12, 2026",
    }
    at_prepare(setup).order()
    assert "P&T policy 12, 2026" in "\n".join(part.text() for part in setup.parts(QLabel)).replace(
        "\u00a0", " "
    )


def test_rounding_to_a_step_reads_both_figures(setup: Bench, site_folder: Path) -> None:
    setup.pick("Rounding", "To a step")
    setup.type_into("Rounding within", "5,0")
    setup.type_into("Rounding step", "0")
    setup.type_into("Rounding policy", "P&T policy")
    setup.alt("R")
    assert "comma" in setup.control("Rounding within").accessibleDescription()
    assert "0 cannot be meant" in setup.control("Rounding step").accessibleDescription()
    assert file_of(site_folder) == {}
    setup.type_into("Rounding within", "5.0")
    setup.type_into("Rounding step", "50")
    setup.alt("R")
    assert file_of(site_folder)["rounding"] == {
        "percent": 5,
        "step_mg": 50,
        "authority": "P&T policy",
    }
    setup.pick("Rounding", "Off")
    setup.alt("R")
    assert file_of(site_folder) == {}


def test_limits_can_be_tighter_only_and_hold_at_once(setup: Bench, site_folder: Path) -> None:
    assert setup.part(QLineEdit, MOST_KG).placeholderText() == "500"
    setup.type_into(MOST_KG, "501")
    setup.alt("E")
    assert "looser than the program’s 500 kg" in setup.text(LIMITS).replace("\u00a0", " ")
    assert file_of(site_folder) == {}
    setup.type_into(MOST_KG, "200")
    setup.alt("E")
    assert SAVED in setup.text(LIMITS)
    assert file_of(site_folder) == {"limits": {"durvalumab": {"max_weight_kg": 200}}}

    at_prepare(setup).order("201")
    assert "200 kg" in setup.text(ORDER).replace("\u00a0", " ")
    at_setup(setup)
    setup.type_into(MOST_KG, "300")  # looser than before, tighter than the program's
    setup.alt("E")
    assert file_of(site_folder) == {"limits": {"durvalumab": {"max_weight_kg": 300}}}
    setup.clear(MOST_KG)
    setup.alt("E")
    assert file_of(site_folder) == {}


def test_bag_shelf_and_charge_are_each_drugs_own(
    setup: Bench, site_folder: Path, open_bench: OpenBench
) -> None:
    setup.pick("Usual bag", "250 mL sodium chloride")
    setup.pick("How it is filled", "withdraw")
    setup.type_into(SHELF_500, "6")
    setup.type_into(CHARGE, "120.50")
    setup.alt("B")
    assert SAVED in setup.text(STOCK)
    found = file_of(site_folder)
    assert found["usual_bags"]["durvalumab"]["ml"] == 250
    assert found["usual_bags"]["durvalumab"]["method"] == "withdraw"
    assert found["shelf"] == {"durvalumab": {"500": 6}}
    assert found["charges_usd"] == {"durvalumab": Decimal("120.5")}

    setup.pick("Drug to set up", "tremelimumab")
    assert not setup.is_there(SHELF_500)
    assert setup.is_there("tremelimumab 300 mg vials usually on the shelf")

    again = open_bench(site=load_site())
    again.order()
    assert again.text_of("durvalumab 500 mg vials on hand") == "6"
    assert again.part(QComboBox, "Bag").currentText().startswith("250 mL sodium chloride")
    again.type_into("durvalumab 500 mg vials on hand", "0")
    assert "0" in again.text_of("durvalumab 500 mg vials on hand")


@pytest.mark.parametrize(
    ("field", "text", "card", "words"),
    [
        (CHARGE, "120.505", STOCK, "whole cents"),
        (CHARGE, "0", STOCK, "0 cannot be meant"),
        (SHELF_500, "6.5", STOCK, "whole number"),
        (MOST_KG, "1.2.3", LIMITS, "more than one point"),
        ("Measuring tolerance", "11", TOLERANCE, "Over 10 mL"),
    ],
)
def test_what_cannot_be_right_stays_as_typed_with_a_sentence_beside_it(
    setup: Bench, site_folder: Path, field: str, text: str, card: str, words: str
) -> None:
    setup.type_into(field, text)
    setup.alt({STOCK: "B", LIMITS: "E", TOLERANCE: "T"}[card])
    assert words in setup.text(card).replace("\u00a0", " ")
    assert words in setup.control(field).accessibleDescription()
    assert setup.text_of(field) == text
    assert setup.focused() == field
    assert SAVED not in setup.texts(card)
    assert file_of(site_folder) == {}


def test_the_theme_takes_effect_at_once_and_is_the_users_own(
    setup: Bench, site_folder: Path
) -> None:
    """architecture.md, two scopes: the theme is the user's, who shares the site with others."""
    assert theme().name == "light"
    setup.alt("K")
    assert theme().name == "dark"
    assert theme_in_force("light") == "dark"
    setup.alt("S")
    assert theme_in_force("dark") == ""
    assert file_of(site_folder) == {}


def test_a_sites_theme_holds_for_who_chose_none() -> None:
    assert theme_in_force("dark") == "dark"
    assert theme_in_force("") == ""


# --- Nothing is lost, nothing is pretended --------------------------------------------------------


def test_enter_saves_nothing_and_what_is_unsaved_is_seen(setup: Bench, site_folder: Path) -> None:
    setup.type_into(MOST_KG, "200")
    for _ in range(60):
        setup.enter()
    assert UNSAVED in setup.text(LIMITS)
    assert file_of(site_folder) == {}


def test_what_was_typed_and_not_saved_survives_leaving_and_another_save(
    setup: Bench, site_folder: Path
) -> None:
    setup.type_into(MOST_KG, "200")
    setup.type_into(OTHER_FOLDER, "/mnt/si")
    setup.pick("Usual payer", "Medicaid")
    setup.alt("L")
    setup.pick("Drug to set up", "tremelimumab")
    setup.press(Qt.Key.Key_Escape)
    at_prepare(setup).order()
    setup.new_order()
    at_setup(setup)
    setup.pick("Drug to set up", "durvalumab")
    assert setup.text_of(MOST_KG) == "200"
    assert setup.text_of(OTHER_FOLDER) == "/mnt/si"
    assert UNSAVED in setup.text(LIMITS)
    setup.type_into(MOST_KG, "")
    assert UNSAVED not in setup.text(LIMITS)


def test_save_with_nothing_changed_says_so(setup: Bench, site_folder: Path) -> None:
    setup.alt("T")
    assert NOTHING_CHANGED in setup.text(TOLERANCE)
    assert file_of(site_folder) == {}


def test_what_cannot_be_written_is_said_and_nothing_is_pretended(
    setup: Bench, site_folder: Path
) -> None:
    (site_folder / "site.toml").write_text("format = 99\n", encoding="utf-8")
    setup.type_into(MOST_KG, "200")
    setup.alt("E")
    assert "newer Vialwise" in setup.text(LIMITS)
    assert UNSAVED in setup.text(LIMITS)
    assert setup.text_of(MOST_KG) == "200"
    at_prepare(setup).order("201")
    assert "724" not in setup.text(ORDER)
    assert setup.dose == "2,010 mg"


def test_a_folder_that_may_not_be_written_says_so_at_once(
    open_bench: OpenBench, monkeypatch: pytest.MonkeyPatch, site_folder: Path
) -> None:
    monkeypatch.setattr("os.access", lambda path, _: Path(path) != site_folder)
    bench = at_setup(open_bench(site=load_site()))
    assert "may be read but not written from here" in bench.text(FOLDER)
    at_prepare(bench).order()
    bench.window.compare_codes()
    assert "may be read but not written from here" in "\n".join(
        text for part in bench.parts(QLabel, opened(bench)) for text in texts_of(part)
    )


def test_faults_of_the_sites_files_are_listed_with_file_and_line(
    open_bench: OpenBench, site_folder: Path
) -> None:
    (site_folder / "site.toml").write_text("\n\npayer = 7\n", encoding="utf-8")
    bench = at_setup(open_bench(site=load_site()))
    assert "site.toml, line 3" in bench.text(FOLDER)
    assert "kept as site.damaged.toml" in bench.text(FOLDER)
