"""The Claim page, left: what was given, kept, carried in and lost, and the course."""

from app.ui.main_window import PageName
from tests.ui.bench import Bench, settle
from tests.ui.claim_desk import (
    CARD,
    CARRIED_IN,
    GIVEN,
    KEPT,
    LOST,
    LOST_WHY,
    STOPPED,
    headline,
    open_claim,
    row,
    rows,
)


def test_the_page_opens_where_the_amount_given_is_typed_and_nothing_is_filled_in(
    bench: Bench,
) -> None:
    open_claim(bench)

    assert bench.focused() == GIVEN
    assert bench.text_of(GIVEN) == ""
    assert "Planned, not given" in bench.texts(CARD)
    assert "durvalumab, dose 724 mg" in bench.texts(CARD)
    assert "durvalumab given" in bench.texts(CARD)


def test_the_status_turns_to_given_and_back(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    assert "Given: durvalumab 724 mg" in bench.texts(CARD)
    assert not headline(bench).startswith("Not ready: not given yet")
    bench.clear(GIVEN)
    assert "Planned, not given" in bench.texts(CARD)
    assert headline(bench).startswith("Not ready: not given yet")


def test_more_than_there_was_is_refused_beside_its_field(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.type_into(KEPT, "30")

    assert bench.says(CARD, "740 mg, 14 mg short of 754 mg")
    opened = bench.control("durvalumab 500 mg vials opened")
    assert opened.accessibleDescription().count("Stop") == 1
    assert "14 mg short of 754 mg" in headline(bench)
    assert rows(bench) == []


def test_a_pasted_agreeing_unit_is_taken_and_stays_as_typed(bench: Bench) -> None:
    open_claim(bench)
    bench.paste(GIVEN, "724 mg")

    assert bench.text_of(GIVEN) == "724 mg"
    assert "Given: durvalumab 724 mg" in bench.texts(CARD)


def test_less_than_the_dose_wants_a_reason(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "700")
    assert bench.says(CARD, "write why the rest was not")
    assert headline(bench) == "Not ready: 1 to correct, 2 to answer"
    assert "1 to correct, 2 to answer: reason for stopping, billing code and 1 more" in bench.bar()
    bench.type_into(STOPPED, "infusion reaction")

    assert not bench.says(CARD, "write why the rest was not")
    assert row(bench, "JW of a stopped dose").startswith("To answer")


def test_nothing_given_types_a_zero_in_sight_and_never_over_an_amount(bench: Bench) -> None:
    open_claim(bench)
    bench.click("Nothing given")

    assert bench.text_of(GIVEN) == "0"
    assert bench.focused() == STOPPED
    assert "Not given" in bench.texts(CARD)
    assert headline(bench).startswith("Not ready: nothing was given")
    assert not bench.control("Nothing given").isEnabled()


def test_what_is_kept_or_carried_in_asks_about_the_other_patient(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(KEPT, "16")
    assert row(bench, "shared or lost drug").startswith("To answer")
    assert bench.says(CARD, "16 mg kept for another patient")
    bench.clear(KEPT)
    bench.type_into(CARRIED_IN, "24")
    assert bench.says(CARD, "24 mg from another’s vial")


def test_a_loss_has_an_empty_row_below_and_wants_its_reason(bench: Bench) -> None:
    open_claim(bench)
    assert not bench.is_there("Lost 2, amount")
    bench.type_into(LOST, "3")

    assert bench.is_there("Lost 2, amount")
    assert bench.says(CARD, "Write why: spilt, broken, expired.")
    bench.type_into(LOST_WHY, "spilt")
    assert not bench.says(CARD, "Write why: spilt, broken, expired.")
    bench.type_into("Lost 2, amount", "x")
    bench.type_into("Lost 2, why", "broken")
    assert bench.says(CARD, "“x” is not a plain number")


def test_jz_beside_a_loss_is_asked_about_and_leads_to_the_loss(bench: Bench) -> None:
    """724 mg given and 16 mg spilt of 740 mg opened: JZ, which wants the vials given whole."""
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.type_into(LOST, "16")
    bench.type_into(LOST_WHY, "spilt")
    assert row(bench, "shared or lost drug").startswith("To answer")
    bench.click("Go to loss, To answer: shared or lost drug")
    assert bench.focused() == LOST


def test_a_loss_that_is_emptied_moves_no_other_under_the_keyboard(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(LOST, "3")
    bench.type_into(LOST_WHY, "spilt")
    bench.type_into("Lost 2, amount", "2")
    bench.type_into("Lost 2, why", "broken")
    bench.clear(LOST)
    bench.clear(LOST_WHY)

    assert bench.text_of(LOST) == ""
    assert bench.text_of(LOST_WHY) == ""
    assert bench.text_of("Lost 2, amount") == "2"
    assert bench.text_of("Lost 2, why") == "broken"


def test_an_early_dose_and_a_changed_weight_are_asked(bench: Bench) -> None:
    bench.pick("Regimen", "Unresectable stage III NSCLC, after chemoradiation, 10 mg/kg")
    open_claim(bench)
    bench.type_into("Last given on", "2026-11-20")
    bench.type_into("Last weight", "60")

    assert bench.says("Course", "4 days after the last dose")
    assert row(bench, "early dose").startswith("To answer")
    assert row(bench, "changed weight").startswith("To answer")
    bench.type_into("First given on", "2025-13-01")
    assert bench.says("Course", "There is no day 2025-13-01")


def test_what_was_typed_is_still_there_after_a_look_at_prepare(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.window.go_to(PageName.PREPARE)
    settle()
    bench.window.go_to(PageName.CLAIM)
    settle()

    assert bench.text_of(GIVEN) == "724"
    assert bench.focused() == GIVEN
