"""The Double-check page: both people's work, by keyboard; blind until the second look."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.core.check_figures import Figure
from app.core.double_check import Outcome
from app.core.order import WeightUnit
from app.records.check_content import check_in
from app.records.entry import Meaning
from app.records.standing import standing_of
from app.site import load_site
from tests.records.orders import ENCOUNTER, PLAN, order, recorded
from tests.records.orders import GIVEN as GIVEN_DOSE
from tests.ui.bench import Bench, OpenBench
from tests.ui.check_desk import (
    BAG,
    BEFORE,
    BY,
    CARD,
    CLAIM,
    CODE,
    COMPARISON,
    DOSE,
    DRUG,
    FLAT,
    GIVEN,
    JW,
    LB,
    METHOD,
    ORDERED,
    PIN,
    REF,
    SCAN_500,
    SCANS_120,
    SEND_BACK,
    SIGN,
    UNITS,
    VOLUME,
    WEIGHT,
    all_texts,
    at_check,
    compare,
    differing,
    enter_all,
    enter_claim,
    entries,
    headline,
    is_enabled,
    page,
    put,
    results,
    rows,
    scan,
    with_people,
)  # fmt: skip

COUNT_500 = "durvalumab 500 mg vials, count"
COUNT_120 = "durvalumab 120 mg vials, count"


@pytest.fixture
def desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """The page, with an order of 72.4 kg and 10 mg/kg that RK prepared."""
    with_people(site_folder)
    bench = open_bench(site=load_site())
    put(bench, recorded())
    return at_check(bench)


@pytest.fixture
def given_desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """The same, once the dose was given."""
    with_people(site_folder)
    bench = open_bench(site=load_site())
    put(bench, recorded())
    put(bench, recorded(order(claim=GIVEN_DOSE), meaning=Meaning.GIVEN))
    return at_check(bench)


# --- The nurse's work -----------------------------------------------------------------------------


def test_nothing_is_filled_in(desk: Bench) -> None:
    for name in (REF, WEIGHT, ORDERED, DOSE, VOLUME, UNITS, JW, BY, PIN):
        assert desk.text_of(name) == "", name
    for name in (DRUG, BAG, METHOD):
        assert desk.part(QComboBox, name).currentText() == "", name
    enter_all(desk)
    assert desk.text_of(BY) == ""


def test_what_agrees_is_signed_and_recorded_as_checked(desk: Bench) -> None:
    enter_all(desk)
    compare(desk)
    assert headline(desk).startswith("You and the preparer have the same figures.")
    assert is_enabled(desk, SIGN)
    assert not is_enabled(desk, SEND_BACK)
    assert len(entries(desk)) == 1
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first, checked = entries(desk)
    assert checked.content.by == "MB"
    assert checked.content.worksheet == first.content.worksheet
    check = check_in(checked.content)
    assert check is not None
    assert (check.outcome, check.of, check.differing) == (Outcome.SIGNED, first.id, ())
    assert standing_of(entries(desk)).checked is not None
    assert headline(desk).startswith(f"Check signed, {checked.id}. The dose may go.")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(entries(desk)) == 2


# --- Blind twice, then seen -----------------------------------------------------------------------


def test_only_what_differs_is_named_and_it_alone_is_entered_again(desk: Bench) -> None:
    enter_all(desk, weight="74.2", jw="2")
    compare(desk)
    assert differing(desk) == ["Weight", "JW units"]
    assert "hidden until you have looked once more" in rows(desk)["Weight"]
    assert headline(desk) == (
        "2 figures differ. The dose is held. Look at weight and JW units again, then Compare. "
        "Both entries are kept, whichever is right."
    )
    assert desk.focused() == WEIGHT
    assert (desk.text_of(WEIGHT), desk.text_of(JW)) == ("", "")
    enabled = [n for n in (REF, DRUG, WEIGHT, ORDERED, DOSE, VOLUME, BAG, UNITS, JW, BY)
               if is_enabled(desk, n)]  # fmt: skip
    assert enabled == [WEIGHT, JW]
    assert not is_enabled(desk, SIGN)
    assert is_enabled(desk, SEND_BACK)
    assert page(desk).check.shown.by == "MB"


@pytest.mark.parametrize("looks", [0, 1])
def test_nothing_of_the_worksheet_is_on_the_page_before_the_second_look(
    open_bench: OpenBench, site_folder: Path, looks: int
) -> None:
    """Neither seen nor told to a screen reader: an order of 96.3 kg that the checker takes for
    another one.
    """
    with_people(site_folder)
    bench = open_bench(site=load_site())
    put(bench, recorded(order(weight="96.3", plan=None)))
    bench.order("96.3")  # the preparer's page is open on the same workstation
    at_check(bench)
    enter_all(bench)
    if looks:
        compare(bench)
        assert differing(bench)
    for theirs in ("96.3", "963", "19.26", "97"):
        assert theirs not in all_texts(bench), theirs
    assert not bench.is_there("Copy worksheet")


def test_after_both_looks_the_two_values_stand_with_the_arithmetic(desk: Bench) -> None:
    enter_all(desk, jw="2")
    compare(desk)
    assert headline(desk).startswith(
        "One billing figure differs. The dose may go; the claim may not. Look at JW units again"
    )
    desk.keys("2")
    desk.alt("C")
    texts = rows(desk)["JW units"]
    assert "2 units" in texts
    assert texts[-1] == (
        "Worksheet 1 unit: 724 mg to give and 16 mg discarded hold 74 whole units, less 73: 1."
    )
    assert headline(desk).startswith("JW units still differ. The dose may go; the claim may not.")
    assert "Units given" not in [f for f, texts in rows(desk).items() if len(texts) > 3]
    desk.alt("I")
    standing = standing_of(entries(desk))
    assert standing.checked is not None
    assert standing.claim_held == "Claim held: JW units differ, found by MB."
    assert "The dose may go; the claim is held." in headline(desk)


def test_a_correction_after_seeing_is_kept_as_such(desk: Bench) -> None:
    enter_all(desk, weight="74.2")
    compare(desk)
    desk.keys("74.2")
    desk.alt("C")
    assert not is_enabled(desk, SIGN)
    desk.type_into(WEIGHT, "72.4")
    desk.alt("C")
    assert "marked as made after seeing" in headline(desk)
    desk.alt("I")
    check = check_in(entries(desk)[-1].content)
    assert check is not None
    assert check.corrected_after_seeing == (Figure.WEIGHT,)
    assert [dict(look.entered).get(Figure.WEIGHT) for look in check.looks] == [
        "74.2 kg", "74.2 kg", "72.4 kg",
    ]  # fmt: skip
    assert standing_of(entries(desk)).checked is not None


def test_a_difference_is_sent_back_and_holds_the_dose(desk: Bench) -> None:
    enter_all(desk, weight="74.2")
    compare(desk)
    desk.keys("74.2")
    desk.alt("C")
    desk.alt("S")
    standing = standing_of(entries(desk))
    assert standing.checked is None
    assert standing.dose_held == "Dose held: weight differs, found by MB."
    assert headline(desk).startswith("Sent back to the preparer, R-000002. The dose is held.")
    desk.alt("X")
    assert desk.focused() == REF
    assert desk.text_of(REF) == ""
    assert desk.text_of(BY) == ""


def test_a_check_that_is_left_records_nothing(desk: Bench) -> None:
    enter_all(desk, weight="74.2")
    desk.alt("X")
    assert len(entries(desk)) == 1
    assert desk.text_of(REF) == ""


def test_a_check_that_found_a_difference_is_signed_or_sent_back(desk: Bench) -> None:
    """Both entries are kept: who leaves could begin anew as if nobody had looked."""
    enter_all(desk, weight="74.2")
    compare(desk)
    assert not is_enabled(desk, "Exit, nothing recorded")
    desk.alt("X")
    assert results(desk)["Weight"] == "differs"
    desk.alt("S")
    check = check_in(entries(desk)[-1].content)
    assert check is not None
    assert check.outcome is Outcome.SENT_BACK


def test_a_check_is_not_left_once_both_values_were_in_sight(desk: Bench) -> None:
    """Else a checker could look, leave, and enter the preparer's figure as their own."""
    enter_all(desk, weight="74.2")
    compare(desk)
    desk.keys("74.2")
    desk.alt("C")
    assert "Worksheet 72.4 kg" in desk.text(COMPARISON)
    desk.alt("X")
    assert "Worksheet 72.4 kg" in desk.text(COMPARISON)
    assert not is_enabled(desk, "Exit, nothing recorded")
    desk.type_into(WEIGHT, "72.4")
    desk.alt("C")
    desk.alt("X")
    desk.alt("I")
    check = check_in(entries(desk)[-1].content)
    assert check is not None
    assert check.corrected_after_seeing == (Figure.WEIGHT,)
    desk.alt("X")
    assert desk.text_of(REF) == ""


# --- Who signs ------------------------------------------------------------------------------------


def test_who_prepared_it_does_not_check_it(desk: Bench) -> None:
    enter_all(desk)
    compare(desk, "rk", "2580")
    assert "RK prepared it: somebody else has to check it." in desk.texts(CARD)
    assert desk.focused() == BY
    assert set(results(desk).values()) == {""}


@pytest.mark.parametrize(
    ("by", "pin", "said", "field"),
    [
        ("", "1357", "Type the initials", BY),
        ("MB", "9753", "not the PIN of MB", PIN),
        ("XX", "1357", "not among the people", PIN),
        ("MB", "", "Type your PIN", BY),
    ],
)
def test_who_does_not_sign_is_told_and_sees_no_result(
    desk: Bench, by: str, pin: str, said: str, field: str
) -> None:
    enter_all(desk)
    compare(desk, by, pin)
    assert said in desk.text(CARD)
    assert desk.text_of(PIN) == ""
    assert set(results(desk).values()) == {""}


def test_a_pin_is_neither_shown_nor_kept_on_the_page(desk: Bench) -> None:
    enter_all(desk)
    desk.type_into(PIN, "1357")
    assert "1357" not in all_texts(desk)
    compare(desk)
    assert desk.text_of(PIN) == ""
    assert "they are not a lock" in desk.text(COMPARISON)


def test_initials_alone_sign_where_the_site_chose_that(
    open_bench: OpenBench, site_folder: Path
) -> None:
    with_people(site_folder, "initials_alone = true")
    bench = open_bench(site=load_site())
    put(bench, recorded())
    at_check(bench)
    assert not bench.is_there(PIN)
    enter_all(bench)
    compare(bench)
    assert set(results(bench).values()) == {"same"}


# --- What is checked ------------------------------------------------------------------------------


def test_an_encounter_of_which_nothing_is_recorded_is_said(desk: Bench) -> None:
    desk.type_into(REF, "A-99999")
    desk.enter()
    assert "Nothing is recorded under A-99999: check the reference." in desk.texts(CARD)
    enter_all(desk)
    desk.type_into(REF, "A-99999")
    compare(desk)
    assert set(results(desk).values()) == {""}


def test_every_field_that_cannot_be_read_is_said_beside_it(desk: Bench) -> None:
    enter_all(desk, weight="7.2.4", dose=".5", units="7,3")
    desk.clear(JW)
    compare(desk)
    assert desk.focused() == WEIGHT
    for said in ("more than one point", "no digit before the point", "not a whole number",
                 "Enter a whole number"):  # fmt: skip
        assert said in desk.text(CARD), said
    assert desk.text_of(WEIGHT) == "7.2.4"
    assert set(results(desk).values()) == {""}
    assert desk.text_of(PIN) == "1357"  # to be typed once
    desk.type_into(WEIGHT, "72.4")
    assert "more than one point" not in desk.text(CARD)


def test_lb_and_a_flat_dose_are_switches(open_bench: OpenBench, site_folder: Path) -> None:
    with_people(site_folder)
    bench = open_bench(site=load_site())
    put(bench, recorded(order(weight="160", weight_unit=WeightUnit.LB, plan=None)))
    at_check(bench)
    enter_all(bench, weight="72.6", dose="726", volume="14.52")
    bench.click(LB)
    bench.type_into(WEIGHT, "160")
    compare(bench)
    assert "Weight" not in differing(bench)
    bench.alt("X")
    enter_all(bench, weight="72.6", dose="726", volume="14.52")
    bench.click(FLAT)
    compare(bench)
    assert differing(bench) == ["Dose on the order"]


def test_an_expired_vial_stops_and_goes_back(open_bench: OpenBench, site_folder: Path) -> None:
    with_people(site_folder)
    bench = open_bench(site=load_site())
    old = (replace(PLAN[0], expiry="2026-10-31"), PLAN[1])
    put(bench, recorded(order(plan=old)))
    at_check(bench)
    enter_all(bench)
    bench.type_into("durvalumab 500 mg vials, expiry", "2026-10")
    compare(bench)
    assert headline(bench).startswith("500 mg vial, lot BX4471, expired on 2026-10-31")
    assert not is_enabled(bench, SIGN)
    bench.alt("S")
    assert standing_of(entries(bench)).dose_held == "Dose held: a vial has expired, found by MB."


def test_a_worksheet_that_was_corrected_meanwhile_is_checked_from_the_start(desk: Bench) -> None:
    enter_all(desk, weight="74.2")
    compare(desk)
    put(desk, replace(recorded(order(weight="72.5", plan=None)), meaning=Meaning.CORRECTED))
    desk.keys("74.2")
    desk.alt("C")
    assert "recorded anew meanwhile" in desk.text(CARD)
    assert set(results(desk).values()) == {""}
    assert is_enabled(desk, ORDERED)


def test_a_check_that_was_overtaken_is_not_recorded(desk: Bench) -> None:
    enter_all(desk)
    compare(desk)
    corrected = replace(recorded(order(weight="72.5", plan=None)), meaning=Meaning.CORRECTED)
    put(desk, replace(corrected, corrects="R-000001"))
    desk.alt("I")
    assert "recorded anew meanwhile" in desk.text(CARD)
    assert [entry.content.meaning for entry in entries(desk)] == [
        Meaning.PREPARED, Meaning.CORRECTED,
    ]  # fmt: skip


def test_the_claim_is_checked_once_the_dose_was_given(given_desk: Bench) -> None:
    enter_claim(given_desk)
    compare(given_desk)
    assert {f for f, r in results(given_desk).items() if r != "same"} == {"Lot and expiry"}
    assert not given_desk.is_there(VOLUME)
    given_desk.alt("I")
    assert standing_of(entries(given_desk)).claim_checked is not None
    assert "The claim may go." in headline(given_desk)


def test_a_claim_that_differs_is_held(given_desk: Bench) -> None:
    enter_claim(given_desk, code="J9173")
    compare(given_desk)
    assert differing(given_desk) == ["Billing code"]
    assert headline(given_desk).startswith("One billing figure differs. The claim is held.")
    assert given_desk.bar()[0] == "1 billing difference"
    given_desk.type_into(CODE, "J9173")
    given_desk.alt("C")
    assert not is_enabled(given_desk, SIGN)
    given_desk.alt("S")
    assert standing_of(entries(given_desk)).claim_held.startswith("Claim held: billing code")


def test_before_the_claim_is_not_there_until_the_dose_was_given(desk: Bench) -> None:
    enter_claim(desk)
    compare(desk)
    assert "No dose given is recorded here yet" in desk.text(CARD)


def test_another_amount_given_is_no_billing_figure_and_holds_the_claim(given_desk: Bench) -> None:
    enter_claim(given_desk, given="700")
    compare(given_desk)
    assert headline(given_desk).startswith("One figure differs. The claim is held.")
    assert given_desk.bar()[0] == "1 difference"


def test_before_the_vials_are_opened_is_past_once_the_dose_was_given(given_desk: Bench) -> None:
    enter_all(given_desk)
    compare(given_desk)
    assert "The dose was given already" in given_desk.text(CARD)
    assert given_desk.is_on(BEFORE)
    given_desk.alt("F")
    assert given_desk.is_on(CLAIM)
    assert given_desk.is_there(GIVEN)


# --- Scans ----------------------------------------------------------------------------------------


def test_a_scan_anywhere_reaches_the_vials_and_leaves_the_field_as_it_was(desk: Bench) -> None:
    desk.type_into(WEIGHT, "72.4")
    scan(desk, SCAN_500)
    assert desk.text_of(WEIGHT) == "72.4"
    assert desk.focused() == WEIGHT
    assert desk.part(QComboBox, DRUG).currentText().startswith("durvalumab")
    assert desk.text_of(COUNT_500) == "1"
    assert desk.text_of("durvalumab 500 mg vials, lot") == "BX4471"
    assert desk.text_of("durvalumab 500 mg vials, expiry") == "2027-05-31"
    desk.go_to(DRUG)
    for text in SCANS_120:
        scan(desk, text)
    assert desk.text_of(COUNT_120) == "2"
    assert page(desk).check.shown.draft.weight == "72.4"


def test_the_same_vial_is_counted_once(desk: Bench) -> None:
    scan(desk, SCAN_500)
    scan(desk, SCAN_500)
    assert desk.text_of(COUNT_500) == "1"
    assert "scanned already" in desk.text(CARD)


def test_a_vial_of_another_drug_is_not_counted(desk: Bench) -> None:
    scan(desk, SCAN_500)
    scan(desk, "0310-4505-25")  # tremelimumab 25 mg (label.md, section 5)
    assert "That vial is tremelimumab 25 mg" in desk.text(CARD)
    assert desk.text_of(COUNT_500) == "1"


def test_a_lot_that_lost_its_separator_is_to_be_typed(desk: Bench) -> None:
    scan(desk, SCAN_500.replace("\x1d", ""))
    assert desk.text_of(COUNT_500) == "1"
    assert desk.text_of("durvalumab 500 mg vials, lot") == ""
    assert "type them from the vial" in desk.text(CARD)


def test_any_other_scan_stays_where_it_was_made(desk: Bench) -> None:
    desk.go_to(REF)
    scan(desk, "20417204172")
    assert desk.text_of(REF) == "20417204172"


# --- What the rest of the window is told ----------------------------------------------------------


@pytest.fixture
def told(desk: Bench) -> list[str]:
    """What the page told about the encounter that is being checked."""
    heard: list[str] = []
    page(desk).check.check_begun.connect(heard.append)
    page(desk).check.check_ended.connect(lambda: heard.append("ended"))
    return heard


def test_the_encounter_is_closed_from_its_reference_on_until_the_check_ends(
    desk: Bench, told: list[str]
) -> None:
    desk.type_into(REF, "A-1")
    desk.enter()
    assert told == []
    desk.type_into(REF, ENCOUNTER)
    assert told == []
    desk.enter()
    assert told == [ENCOUNTER]
    desk.alt("1")
    desk.alt("3")
    assert told == [ENCOUNTER]
    desk.alt("X")
    assert told == [ENCOUNTER, "ended"]
    enter_all(desk)
    compare(desk)
    desk.alt("I")
    assert told == [ENCOUNTER, "ended", ENCOUNTER, "ended"]


def test_new_order_and_other_pages_lose_nothing_that_was_entered(desk: Bench) -> None:
    enter_all(desk)
    desk.new_order()
    at_check(desk)
    assert desk.text_of(WEIGHT) == "72.4"
    assert desk.text_of(COUNT_120) == "2"
    desk.press(Qt.Key.Key_Escape)
    assert desk.text_of(WEIGHT) == "72.4"


def test_a_record_that_cannot_be_read_is_said(
    open_bench: OpenBench, site_folder: Path, qtbot: QtBot
) -> None:
    with_people(site_folder)
    bench = open_bench(site=load_site())
    (site_folder / "record.sqlite").write_bytes(b"no database" * 99)
    at_check(bench)
    bench.type_into(REF, ENCOUNTER)
    bench.enter()
    assert "record" in bench.text(CARD)


def test_no_key_shows_the_order_on_prepare_here(open_bench: OpenBench, site_folder: Path) -> None:
    """Recording, printing, correcting and copying are about the preparer's order."""
    with_people(site_folder)
    bench = open_bench(site=load_site())
    bench.order("96.3")
    at_check(bench)
    for letter in "PK":
        bench.ctrl(letter)
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "963" not in all_texts(bench)


def test_a_new_order_and_undo_bring_no_closed_page_back(
    open_bench: OpenBench, site_folder: Path
) -> None:
    """What is copied is what is on the page: the bar must go with it."""
    with_people(site_folder)
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    bench.type_into("Encounter reference", ENCOUNTER)
    put(bench, recorded())
    at_check(bench)
    bench.type_into(REF, ENCOUNTER)
    bench.enter()
    bench.alt("1")
    bench.new_order()
    bench.ctrl("Z")
    assert "A second check of A-20417 is going on." in bench.text()
    assert not bench.is_there("Copy worksheet")
