"""One dose through two people’s hands: prepared, checked, given, the claim checked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.core.checklist import ItemState
from app.core.worksheet import Worksheet
from app.records.entry import Meaning
from app.site import load_site
from app.ui.order_record import OrderRecord
from tests.ui import check_desk
from tests.ui.bench import WEIGHT, Bench, OpenBench
from tests.ui.check_desk import PINS, compare, enter_all, enter_claim, entries, with_people
from tests.ui.test_recording import BY, ENCOUNTER, GIVEN, ctrl_enter, standing

CLOSED = "A second check of A-20417 is going on."


@pytest.fixture
def desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """A site with two people, and the order that RK has typed for A-20417."""
    with_people(site_folder)
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    for size, lot, expiry in (("500", "BX4471", "2027-05"), ("120", "BW1190", "2027-02")):
        bench.type_into(f"durvalumab {size} mg vials, lot", lot)
        bench.type_into(f"durvalumab {size} mg vials, expiry", expiry)
    bench.type_into(ENCOUNTER, "A-20417")
    return bench


def sign(bench: Bench, by: str, pin: str | None = None) -> None:
    ctrl_enter(bench)
    bench.type_into(BY, by)
    bench.type_into("PIN", PINS[by] if pin is None else pin)
    ctrl_enter(bench)


def state(bench: Bench, item_id: str) -> ItemState:
    sheet = bench.window._live.shown.answer
    assert isinstance(sheet, Worksheet)
    return next(e.state for e in sheet.checklist if e.item.id == item_id)


def sign_check(bench: Bench) -> None:
    ctrl_enter(bench)


def test_one_dose_through_both_hands(desk: Bench) -> None:
    sign(desk, "RK")
    assert standing(desk) == "Recorded: prepared RK, R-000001"
    assert state(desk, "second-check") is ItemState.OPEN

    check_desk.at_check(desk)
    enter_all(desk)
    compare(desk)
    sign_check(desk)
    desk.alt("1")
    assert standing(desk) == "Recorded: prepared RK, checked MB, R-000001"
    assert state(desk, "second-check") is ItemState.MET
    assert "checked as recorded" in desk.text()

    desk.click("Enter given dose…")
    desk.type_into(GIVEN, "724")
    sign(desk, "RK")
    check_desk.at_check(desk)
    desk.click("Begin next check")
    desk.go_to(check_desk.DRUG)
    desk.press(Qt.Key.Key_Down)
    enter_claim(desk)
    compare(desk)
    sign_check(desk)
    desk.alt("2")
    assert standing(desk) == (
        "Recorded: prepared RK, checked MB, given RK, claim checked MB, R-000003"
    )
    meanings = [entry.content.meaning for entry in entries(desk)]
    assert meanings == [Meaning.PREPARED, Meaning.CHECKED, Meaning.GIVEN, Meaning.CHECKED]
    assert OrderRecord(desk.window._live).paper() is not None


def test_more_of_the_checklist_leaves_the_check_as_it_was(desk: Bench) -> None:
    sign(desk, "RK")
    check_desk.at_check(desk)
    enter_all(desk)
    compare(desk)
    sign_check(desk)
    desk.alt("1")
    desk.go_to("Histology and stage")
    desk.keys("I")
    desk.keys("IIA")
    sign(desk, "RK")
    newest = entries(desk)[-1].content
    assert newest.meaning is Meaning.CORRECTED
    states = {item["id"]: item["state"] for item in newest.worksheet["checklist"]}  # type: ignore[attr-defined]
    assert states["second-check"] == "met"
    assert state(desk, "second-check") is ItemState.MET
    assert "checked MB" in standing(desk)


def test_what_was_prepared_stays_closed_while_it_is_checked(desk: Bench) -> None:
    sign(desk, "RK")
    check_desk.at_check(desk)
    enter_all(desk)
    compare(desk)
    for page in ("1", "2", "4"):
        desk.alt(page)
        text = desk.text()
        assert CLOSED in text
        for secret in ("724", "14.48", "BX4471", "72.4", "1 × 500 mg"):
            assert secret not in text
        desk.ctrl("P")
        assert not desk.is_there("Print worksheet")
        assert not desk.is_there("Copy worksheet")
    desk.click("Go to the second check")
    sign_check(desk)
    desk.alt("1")
    assert desk.text_of(WEIGHT) == "72.4"


def test_difference_holds_the_dose_until_it_is_settled(desk: Bench) -> None:
    sign(desk, "RK")
    check_desk.at_check(desk)
    enter_all(desk, weight="74.2")
    compare(desk)
    desk.click(check_desk.SEND_BACK)
    desk.alt("1")
    assert "weight" in standing_or_held(desk)
    assert "hold" in standing_or_held(desk) or "held" in standing_or_held(desk)
    assert state(desk, "second-check") is ItemState.OPEN


def standing_or_held(bench: Bench) -> str:
    return " ".join(bench.window._live.shown.known.held).lower()


def test_preparer_cannot_check_and_a_wrong_pin_signs_nothing(desk: Bench) -> None:
    sign(desk, "RK", pin="9999")
    assert "That is not the PIN of RK." in desk.text()
    assert entries(desk) == ()
    assert desk.is_there(BY)
    desk.press(Qt.Key.Key_Escape)


def test_correction_has_to_be_checked_anew(desk: Bench) -> None:
    sign(desk, "RK")
    check_desk.at_check(desk)
    enter_all(desk)
    compare(desk)
    sign_check(desk)
    desk.alt("1")
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert state(desk, "second-check") is ItemState.OPEN
    desk.type_into(WEIGHT, "74.2")
    sign(desk, "RK")
    assert state(desk, "second-check") is ItemState.OPEN
    assert "checked" not in standing(desk)


def test_course_fills_what_the_record_knows_of_it(open_bench: OpenBench, site_folder: Path) -> None:
    (site_folder / "site.toml").write_text("asks_course = true\n", encoding="utf-8")
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    bench.type_into(ENCOUNTER, "A-20417")
    bench.type_into("Course reference", "C-7")
    bench.type_into("Date of service", "2026-11-10")
    for given in (False, True):
        if given:
            bench.click("Enter given dose…")
            bench.type_into(GIVEN, "724")
        ctrl_enter(bench)
        bench.type_into(BY, "RK")
        ctrl_enter(bench)
    bench.new_order()
    bench.order("74", "10")
    bench.type_into(ENCOUNTER, "A-20999")
    bench.type_into("Course reference", "C-7")
    bench.enter()
    history = bench.window._live.shown.typed.claim.history
    assert history is not None
    assert (history.first_given_on, history.last_given_on) == ("2026-11-10", "2026-11-10")
    assert (history.last_weight_kg, history.doses_before, history.units_in_window) == (
        "72.4",
        "1",
        "74",
    )
    bench.type_into("Course reference", "C-8")
    bench.enter()
    assert bench.window._live.shown.typed.claim.history is None
