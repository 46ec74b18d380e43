"""Once an amount given is typed, which vials were opened is a fact that only a person changes."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QLineEdit

from app.core.site_choices import Rounding
from app.core.worksheet import Worksheet
from app.reference import Reference
from app.ui.main_window import PageName
from tests.ui.bench import (
    FEWEST_VIALS,
    ON_HAND_500,
    ORDER,
    SHELF,
    VIALS,
    WEIGHT,
    Bench,
    OpenBench,
    settle,
)
from tests.ui.claim_desk import CARD, GIVEN, LOST, LOST_WHY, STOPPED, answer, open_claim

OPENED = "Vials opened"
OPENED_500 = "durvalumab 500 mg vials opened"
OPENED_120 = "durvalumab 120 mg vials opened"


def go(bench: Bench, name: PageName) -> None:
    """A page, by its tab."""
    bench.window.go_to(name)
    settle()


def sheet_of(bench: Bench) -> Worksheet:
    """The answer."""
    found = bench.window._live.shown.answer
    assert isinstance(found, Worksheet), found
    return found


def test_vials_are_held_also_where_the_amount_was_typed_before_the_order(bench: Bench) -> None:
    """Given first, then the order: the first answer holds the vials against shelf and weight."""
    bench.window._live.edit_claim(given_mg="724")
    bench.order("72.4")
    assert "740 mg" in bench.texts(VIALS)
    bench.type_into(ON_HAND_500, "0")
    assert "740 mg" in bench.texts(VIALS)
    bench.type_into(WEIGHT, "85")
    assert "740 mg" in bench.texts(VIALS)


def test_a_new_order_is_planned_again(bench: Bench) -> None:
    bench.order("72.4")
    bench.window._live.edit_claim(given_mg="724")
    assert any("CLAIM LINES · GIVEN" in text for text in bench.texts())
    bench.new_order()
    assert not any("GIVEN" in text for text in bench.texts())


def test_neither_shelf_weight_nor_preference_changes_what_was_opened(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    go(bench, PageName.PREPARE)
    bench.type_into(ON_HAND_500, "0")
    assert sheet_of(bench).opened_mg == 740
    bench.type_into(WEIGHT, "85")
    assert sheet_of(bench).opened_mg == 740
    bench.click(FEWEST_VIALS)
    assert sheet_of(bench).opened_mg == 740
    assert sheet_of(bench).plan.text == "1 × 500 mg + 2 × 120 mg"


def test_an_amount_given_that_is_blank_again_lets_the_held_plan_go(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.window._live.stock(Decimal(500), "0")
    assert sheet_of(bench).opened_mg == 740
    bench.clear(GIVEN)
    assert sheet_of(bench).plan.text == "7 × 120 mg"


def test_a_plan_picked_by_hand_stays_where_the_amount_given_is_blank_again(bench: Bench) -> None:
    bench.order()
    bench.click("2 × 500 mg: 1,000 mg opened, 276 mg to discard, 2 vials. 260 mg avoidable")
    go(bench, PageName.CLAIM)
    bench.type_into(GIVEN, "724")
    bench.window._live.stock(Decimal(500), "1")
    assert sheet_of(bench).opened_mg == 1000
    bench.clear(GIVEN)
    assert sheet_of(bench).opened_mg == 1000


def test_a_new_order_that_is_undone_keeps_what_was_opened(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.window._live.new_order()
    bench.window._live.stock(Decimal(500), "0")
    bench.window._live.undo_new_order()
    assert sheet_of(bench).opened_mg == 740


def test_the_vials_opened_stand_as_planned_until_something_was_given_or_lost(bench: Bench) -> None:
    open_claim(bench)
    assert (bench.text_of(OPENED_500), bench.text_of(OPENED_120)) == ("1", "2")
    assert not bench.part(QLineEdit, OPENED_120).isEnabled()
    bench.type_into(LOST, "120")
    assert bench.part(QLineEdit, OPENED_120).isEnabled()
    bench.clear(LOST)
    bench.type_into(GIVEN, "724")
    assert bench.part(QLineEdit, OPENED_120).isEnabled()


def test_a_broken_vial_is_one_more_that_was_opened(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.type_into(LOST, "120")
    bench.type_into(LOST_WHY, "broken")
    assert bench.says(CARD, "740 mg", "104 mg short of 844 mg")
    bench.type_into(OPENED_120, "3")

    sheet = sheet_of(bench)
    assert [sheet.opened_mg, sheet.discarded_mg, sheet.amounts.lost_mg] == [860, 16, 120]
    bench.type_into("Last weight", "70")
    assert sheet_of(bench).opened_mg == 860


def test_a_vial_that_breaks_before_anything_is_given_is_one_more_too(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(LOST, "120")
    bench.type_into(LOST_WHY, "broken")
    bench.type_into(OPENED_120, "3")
    assert sheet_of(bench).opened_mg == 860
    bench.type_into(GIVEN, "724")
    bench.clear(LOST)
    bench.clear(LOST_WHY)
    assert sheet_of(bench).opened_mg == 860


def test_a_count_that_cannot_be_read_is_said_beside_it(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.type_into(OPENED_120, "2x")
    assert bench.text_of(OPENED_120) == "2x"
    assert "Stop" in bench.control(OPENED_120).accessibleDescription()
    bench.type_into(OPENED_120, "1")
    assert bench.says(CARD, "104 mg short")


def test_prepare_says_opened_and_no_draw_once_it_is_given(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "700")
    bench.type_into(STOPPED, "reaction")
    go(bench, PageName.PREPARE)

    assert "durvalumab 1 × 500 mg + 2 × 120 mg" in bench.texts(OPENED)
    assert "least discard" not in bench.texts(OPENED)
    assert "Opened" in bench.texts(SHELF)
    assert "Pull" not in bench.texts(SHELF)
    assert not bench.says(VIALS, "draw")
    assert not bench.says(VIALS, "left in it")
    assert bench.says(VIALS, "1 of 500 mg")


def test_a_rounded_dose_is_not_called_the_ordered_one(
    open_bench: OpenBench, reference: Reference
) -> None:
    rules = reference.rules
    site = replace(rules.site, rounding=Rounding(Decimal(10), None, "HOPA 2017"))
    bench = open_bench(reference=reference._replace(rules=replace(rules, site=site)))
    open_claim(bench, weight="71")
    answer(bench, "rounding", "P. Harmacist", "HOPA 2017", button="Round to 720 mg")
    go(bench, PageName.PREPARE)

    assert bench.dose == "720 mg"
    assert "Dose of durvalumab, rounded" in bench.texts(ORDER)
    assert "Ordered 710 mg = 71 kg × 10 mg/kg" in bench.texts(ORDER)
    assert "Ordered dose of durvalumab" not in bench.texts(ORDER)
