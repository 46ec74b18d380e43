"""From Ctrl+Enter to an entry: what is recorded, what closes, and how one goes on from there."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.core.fact import Fact
from app.core.personal_text import looks_personal
from app.records.entry import Entry, Meaning
from app.reference import Reference
from app.site import load_site
from app.ui.live_record import LiveRecord
from app.ui.messages import findings_of
from app.ui.order_record import OrderRecord
from app.ui.recorded import Purpose
from app.ui.widgets.card import Chip
from tests.ui.bench import DOSE, ON_HAND_500, WEIGHT, Bench, OpenBench, name_of
from tests.ui.test_drugs import OTHER

ENCOUNTER = "Encounter reference"
BY = "Recorded by, initials"
GIVEN = "Amount given"
LOT_500 = "durvalumab 500 mg vials, lot"
EXPIRY_500 = "durvalumab 500 mg vials, expiry"


@pytest.fixture
def desk(open_bench: OpenBench) -> Bench:
    """A window over a site folder of its own, so that what is recorded is there to be read."""
    return open_bench(site=load_site())


def ctrl_enter(bench: Bench) -> None:
    """What records."""
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def record(bench: Bench, by: str = "RK") -> None:
    """Ctrl+Enter, the initials, Ctrl+Enter."""
    ctrl_enter(bench)
    bench.type_into(BY, by)
    ctrl_enter(bench)


def entries(bench: Bench, encounter: str = "A-20417") -> tuple[Entry, ...]:
    return LiveRecord.of(bench.window._live).entries_of(encounter)


def standing(bench: Bench) -> str:
    """How the order stands in the record, as a screen reader says it."""
    names = [name_of(chip).partition(": ")[2] for chip in bench.parts(Chip)]
    return next((name for name in names if "ecorded: " in name), "")


def prepared(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.type_into(ENCOUNTER, "A-20417")
    record(bench)


def test_prepared_order_is_recorded_as_the_page_shows_it(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    ctrl_enter(desk)
    assert desk.focused() == BY
    assert "Record as prepared, planned: durvalumab 724 mg, encounter A-20417" in desk.text()
    desk.keys("RK")
    ctrl_enter(desk)

    [entry] = entries(desk)
    assert (entry.id, entry.content.meaning, entry.content.by) == (
        "R-000001",
        Meaning.PREPARED,
        "RK",
    )
    assert entry.content.worksheet["dose_mg"] == "724"
    assert entry.content.request["plan"] == [
        {"mg": "500", "count": 1},
        {"mg": "120", "count": 2},
    ]
    assert entry.content.request["date_of_service"] == "2026-11-24"
    assert standing(desk) == "Recorded: prepared RK, R-000001"


def test_recorded_order_is_closed_and_a_stray_key_changes_nothing(desk: Bench) -> None:
    prepared(desk)
    for name in (WEIGHT, DOSE, ENCOUNTER, ON_HAND_500, LOT_500):
        assert not desk.control(name).isEnabled(), name
    assert not desk.control("Record").isEnabled()
    ctrl_enter(desk)
    assert not desk.is_there(BY)
    assert "It is recorded already; nothing was changed since." in desk.text()
    assert len(entries(desk)) == 1


@pytest.mark.parametrize(
    ("missing", "said", "field"),
    [
        ("order", "There is no whole answer to record yet.", WEIGHT),
        ("encounter", "Type the encounter’s reference.", ENCOUNTER),
    ],
)
def test_what_is_missing_is_said_and_the_keyboard_goes_there(
    desk: Bench, missing: str, said: str, field: str
) -> None:
    if missing == "encounter":
        desk.order("72.4", "10")
    ctrl_enter(desk)
    assert said in desk.text()
    assert desk.focused() == field
    assert not desk.is_there(BY)


def test_the_record_is_known_of_a_drug_whose_name_is_not_its_id(
    open_bench: OpenBench, reference: Reference
) -> None:
    desk = open_bench(reference=reference._replace(drugs=(OTHER,)))
    prepared(desk)

    known = desk.window._live.shown.known
    assert known.stands == "prepared RK"
    assert known.facts == {Fact.PREPARATION_RECORDED}


def test_enter_alone_never_records(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    ctrl_enter(desk)
    desk.keys("RK")
    for _ in range(8):
        desk.enter()
    assert entries(desk) == ()


def test_escape_closes_the_bar_and_loses_nothing(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    ctrl_enter(desk)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.is_there(BY)
    assert desk.text_of(WEIGHT) == "72.4"


def test_without_initials_nothing_is_recorded(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    record(desk, by="")
    assert "Type the initials of who did it." in desk.text()
    assert entries(desk) == ()


def test_what_is_signed_is_what_stood_there_when_the_bar_was_opened(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    ctrl_enter(desk)
    desk.type_into(WEIGHT, "84")
    assert not desk.is_there(BY)
    assert entries(desk) == ()


def test_given_dose_is_a_second_entry_and_the_order_stays_as_recorded(desk: Bench) -> None:
    prepared(desk)
    desk.click("Enter given dose…")
    desk.type_into(GIVEN, "724")
    record(desk)

    first, second = entries(desk)
    assert [first.content.meaning, second.content.meaning] == [Meaning.PREPARED, Meaning.GIVEN]
    assert second.content.worksheet["status"] == "given"
    assert second.content.request["dose"] == first.content.request["dose"]
    assert second.content.request["plan"] == first.content.request["plan"]
    assert standing(desk) == "Recorded: prepared RK, given RK, R-000002"
    desk.click("Prepare")
    assert not desk.control(WEIGHT).isEnabled()


DAY = "Date of service"
OTHER_DAY = "Date of service is 2026-11-24, today is 2026-11-27: check when it was given."


def opened_later(desk: Bench) -> None:
    """Prepared without a date; its given dose is entered three days later."""
    prepared(desk)
    [entry] = entries(desk)
    desk.new_order()
    desk.window._live._today = lambda: date(2026, 11, 27)
    assert OrderRecord(desk.window._live).load(entry, Purpose.GIVING) == ""
    desk.click("Claim")
    desk.type_into(GIVEN, "724")


def test_day_that_nobody_typed_is_asked_about_when_the_dose_is_given_on_another(
    desk: Bench,
) -> None:
    opened_later(desk)
    assert OTHER_DAY in desk.text()
    ctrl_enter(desk)
    assert desk.texts().count(OTHER_DAY) >= 2  # beside the amount, and before it is signed
    desk.press(Qt.Key.Key_Escape)
    desk.click("Prepare")
    assert desk.text_of(DAY) == "2026-11-24"
    assert OTHER_DAY in desk.text()


def test_day_that_is_corrected_to_today_is_asked_about_no_more(desk: Bench) -> None:
    opened_later(desk)
    desk.click("Prepare")
    desk.type_into(DAY, "2026-11-27")
    assert OTHER_DAY not in desk.text()
    record(desk)
    _, second = entries(desk)
    assert second.content.request["date_of_service"] == "2026-11-27"


def test_dose_given_on_the_day_of_preparing_is_not_asked_about_its_day(desk: Bench) -> None:
    prepared(desk)
    desk.click("Enter given dose…")
    desk.type_into(GIVEN, "724")
    assert "check when it was given" not in desk.text()


def test_nothing_is_recorded_as_given_before_an_amount_is(desk: Bench) -> None:
    prepared(desk)
    desk.click("Enter given dose…")
    ctrl_enter(desk)
    assert "Enter the amount given first." in desk.text()
    assert len(entries(desk)) == 1


def test_correction_points_back_and_overwrites_nothing(desk: Bench) -> None:
    prepared(desk)
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.type_into(WEIGHT, "74.2")
    assert standing(desk) == "Not recorded: changed since prepared RK, R-000001"
    record(desk, by="MB")

    first, second = entries(desk)
    assert first.content.worksheet["dose_mg"] == "724"
    assert second.content.worksheet["dose_mg"] == "742"
    assert (second.content.meaning, second.content.corrects) == (Meaning.CORRECTED, "R-000001")


def test_checklist_goes_on_after_recording_and_is_recorded_as_a_new_entry(desk: Bench) -> None:
    prepared(desk)
    desk.go_to("Histology and stage")
    desk.keys("I")
    desk.keys("IIA")
    assert standing(desk) == "Not recorded: changed since prepared RK, R-000001"
    record(desk)
    first, second = entries(desk)
    assert "stage" not in first.content.answers
    assert second.content.answers["stage"] == "IIIA"
    assert second.content.corrects == first.id


def test_new_order_is_a_new_page_and_undo_brings_the_recorded_one_back_closed(desk: Bench) -> None:
    prepared(desk)
    desk.new_order()
    assert desk.text_of(ENCOUNTER) == ""
    assert desk.control(WEIGHT).isEnabled()
    assert standing(desk) == ""
    desk.undo()
    assert desk.text_of(ENCOUNTER) == "A-20417"
    assert not desk.control(WEIGHT).isEnabled()
    assert standing(desk) == "Recorded: prepared RK, R-000001"


def test_second_order_under_the_same_reference_is_asked_about(desk: Bench) -> None:
    prepared(desk)
    desk.new_order()
    desk.order("50", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    record(desk)
    assert "A-20417 has an order of durvalumab already, prepared by RK." in desk.text()
    assert len(entries(desk)) == 1


def test_lot_and_expiry_are_recorded_with_the_vials(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(LOT_500, "BX4471")
    desk.type_into(EXPIRY_500, "2027-05")
    desk.type_into(ENCOUNTER, "A-20417")
    record(desk)
    [entry] = entries(desk)
    assert entry.content.request["plan"] == [
        {"mg": "500", "count": 1, "lot": "BX4471", "expiry": "2027-05-31"},
        {"mg": "120", "count": 2},
    ]


def test_half_typed_expiry_takes_no_figure_away_and_is_not_recorded(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    desk.type_into(EXPIRY_500, "2027-0")
    assert desk.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"
    ctrl_enter(desk)
    assert desk.focused() == EXPIRY_500
    assert not desk.is_there(BY)


def test_expired_vial_stops(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(EXPIRY_500, "2026-10")
    assert "A durvalumab 500 mg vial expired on 2026-10-31: do not use it." in desk.text()


def test_shelf_that_changes_later_changes_nothing_recorded(desk: Bench) -> None:
    prepared(desk)
    live = desk.window._live
    before = live.shown.answer
    live.edit_weight("90")
    assert live.shown.answer is before
    assert live.shown.typed.purpose is Purpose.RECORDED
    assert live.shown.typed.weight == "72.4"


def test_record_that_cannot_be_opened_is_a_sentence_and_nothing_typed_is_lost(
    desk: Bench, site_folder: Path
) -> None:
    (site_folder / "record.sqlite").write_bytes(b"not a record" * 1000)
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    ctrl_enter(desk)
    assert not desk.is_there(BY)  # nobody signs in vain
    assert any("record.sqlite" in text for text in desk.texts())
    assert desk.text_of(WEIGHT) == "72.4"
    assert (site_folder / "record.sqlite").read_bytes() == b"not a record" * 1000


def test_entry_comes_back_on_the_page_for_what_was_given(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.type_into(LOT_500, "BX4471")
    desk.type_into(ENCOUNTER, "A-20417")
    record(desk)
    desk.new_order()
    [entry] = entries(desk)
    assert OrderRecord(desk.window._live).load(entry, Purpose.GIVING) == ""
    assert desk.text_of(WEIGHT) == "72.4"
    assert not desk.control(WEIGHT).isEnabled()
    assert desk.text_of(LOT_500) == "BX4471"
    desk.click("Claim")
    desk.type_into(GIVEN, "724")
    record(desk)
    _, second = entries(desk)
    assert second.content.meaning is Meaning.GIVEN
    assert second.content.request["plan"] == entry.content.request["plan"]


def test_decision_comes_back_with_the_order_that_it_was_taken_for(desk: Bench) -> None:
    desk.order("165", "10")
    live = desk.window._live
    [asked] = [f for f in findings_of(live.shown.answer) if f.id == "weight-unusual"]
    live.answer_finding(asked, "accept", "RK", "weighed twice")
    desk.type_into(ENCOUNTER, "A-20417")
    record(desk)
    [entry] = entries(desk)
    desk.new_order()
    assert OrderRecord(live).load(entry, Purpose.CORRECTING) == ""
    [again] = [f for f in findings_of(live.shown.answer) if f.id == "weight-unusual"]
    assert again.decision is not None
    assert (again.decision.by, again.decision.why) == ("RK", "weighed twice")


def test_text_that_looks_as_if_it_named_the_patient_is_pointed_out_before_signing(
    desk: Bench,
) -> None:
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "A-20417")
    desk.window._live.document("stage", "IIIA, Mary Example born 1950-02-03")
    ctrl_enter(desk)
    assert desk.focused() == BY
    pointed_out = looks_personal("IIIA, Mary Example born 1950-02-03")
    assert pointed_out
    assert pointed_out in desk.texts()
    desk.keys("RK")
    ctrl_enter(desk)
    assert len(entries(desk)) == 1


def test_encounter_that_is_recorded_in_other_letters_is_pointed_out_before_signing(
    desk: Bench,
) -> None:
    prepared(desk)
    desk.new_order()
    desk.order("72.4", "10")
    desk.type_into(ENCOUNTER, "a-20417")
    ctrl_enter(desk)
    assert desk.focused() == BY
    assert "The record has “A-20417” too, in other letters: check the reference." in desk.texts()
    desk.keys("RK")
    ctrl_enter(desk)
    assert len(entries(desk, "a-20417")) == 1


def test_checklist_that_is_recorded_later_keeps_the_figures_on_the_page(desk: Bench) -> None:
    """Another table or day in between changes nothing of what was recorded."""
    prepared(desk)
    live = desk.window._live
    live._today = lambda: date(2027, 3, 1)
    desk.go_to("Histology and stage")
    desk.keys("I")
    desk.keys("IIA")
    record(desk)
    first, second = entries(desk)
    changed = {
        k
        for k in first.content.worksheet
        if first.content.worksheet[k] != second.content.worksheet[k]
    }
    assert changed <= {"checklist"}
