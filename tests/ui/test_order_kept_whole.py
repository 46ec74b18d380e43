"""What a person recorded or typed is neither lost nor taken for somebody else's later on."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.records.drafts import Drafts
from app.records.entry import Entry, Meaning
from app.site import load_site
from app.ui.live_record import LiveRecord
from app.ui.main_window import PageName
from app.ui.widgets.card import Chip
from tests.records.doses import an_order, check, put
from tests.ui.bench import WEIGHT, Bench, OpenBench, name_of
from tests.ui.check_desk import at_check, compare, enter_all, with_people
from tests.ui.records_desk import at_records, record_in
from tests.ui.test_recording import BY, ENCOUNTER, ctrl_enter, entries, prepared, record, standing

ARRIVED = "Patient arrived and weighed"
LABS = "Laboratory values, toxicity: reviewed by"
STAGE = "Histology and stage"
OFFER = "Bring it back"


@pytest.fixture
def desk(open_bench: OpenBench) -> Bench:
    """A window over a site folder of its own."""
    return open_bench(site=load_site())


def _answer(bench: Bench, item: str, text: str) -> None:
    bench.go_to(item)
    bench.press(Qt.Key.Key_Space)
    bench.keys(text)
    bench.enter()


def _recorded_with_answers(bench: Bench) -> Entry:
    bench.order("72.4", "10")
    bench.type_into(ENCOUNTER, "A-20417")
    bench.click(ARRIVED)
    _answer(bench, LABS, "MB, grade 0")
    record(bench)
    [entry] = entries(bench)
    return entry


def test_checklist_of_an_entry_that_is_opened_in_records_goes_on_with_its_answers(
    desk: Bench,
) -> None:
    before = _recorded_with_answers(desk)
    desk.new_order()
    at_records(desk)
    desk.click("Checklist…")
    assert desk.is_on(ARRIVED)
    assert desk.is_on(LABS)
    assert desk.focused() == "Diagnosis"  # the first open item that a person answers
    _answer(desk, STAGE, "IIIB")
    record(desk)
    _, after = entries(desk)
    assert after.content.answers == {**before.content.answers, "stage": "IIIB"}


def test_initials_that_are_typed_take_the_place_of_the_proposed_ones(desk: Bench) -> None:
    prepared(desk)
    desk.click("Enter given dose…")
    desk.keys("724")
    ctrl_enter(desk)
    assert desk.text_of(BY) == "RK"
    desk.keys("MB")
    ctrl_enter(desk)
    assert [entry.content.by for entry in entries(desk)] == ["RK", "MB"]


def test_nobody_is_proposed_for_another_order(desk: Bench) -> None:
    prepared(desk)
    desk.new_order()
    desk.order("55", "10")
    desk.type_into(ENCOUNTER, "A-20418")
    ctrl_enter(desk)
    assert desk.text_of(BY) == ""


def test_a_correction_of_nothing_is_not_recorded(desk: Bench) -> None:
    prepared(desk)
    desk.ctrl("K")
    assert standing(desk) == ""
    assert desk.bar()[-2].startswith("Open for a correction: prepared RK, R-000001")
    record(desk)
    assert "This says the same as R-000001: there is nothing to correct." in desk.text()
    assert len(entries(desk)) == 1
    desk.type_into(WEIGHT, "74.2")
    record(desk)
    assert len(entries(desk)) == 2


def test_nothing_can_be_done_with_an_order_that_is_not_in_sight(desk: Bench) -> None:
    """On Records another patient's dose is read, and on Site setup one may be checked meanwhile."""
    prepared(desk)
    desk.new_order()
    desk.order("55", "10")
    desk.type_into(ENCOUNTER, "A-20418")
    for page in "45":
        desk.alt(page)
        for name in ("Copy claim lines", "Copy worksheet", "Print…", "Record"):
            assert not desk.is_there(name), (page, name)
        assert "2 to answer: billing code, diagnosis" not in desk.texts()
        ctrl_enter(desk)
        desk.ctrl("P")
        assert not desk.is_there(BY)
        assert not desk.is_there("Print worksheet")
    desk.alt("1")
    assert desk.is_there("Record")
    assert "2 to answer: billing code, diagnosis" in desk.bar()


def test_an_order_on_the_page_is_not_lost_to_a_kept_one(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    first = open_bench(site=load_site())
    first.window.keep_drafts(Drafts(tmp_path / "drafts"))
    first.order("72.4", "10")
    first.window.close()

    bench = open_bench(site=load_site())
    bench.window.keep_drafts(Drafts(tmp_path / "drafts"))
    bench.order("55", "10")
    bench.click(OFFER)
    assert bench.text_of(WEIGHT) == "55"
    assert any("it would be lost" in text for text in bench.texts())
    bench.new_order()
    bench.click(OFFER)
    assert bench.text_of(WEIGHT) == "72.4"


def test_what_somebody_else_recorded_since_is_not_undone_from_an_older_page(
    open_bench: OpenBench,
) -> None:
    here = open_bench(site=load_site())
    prepared(here)
    there = open_bench(site=load_site())
    at_records(there)
    there.click("Correct…")
    there.type_into(WEIGHT, "80")
    record(there, by="MB")
    here.window.activateWindow()
    assert QTest.qWaitForWindowActive(here.window)
    here.window.go_to(PageName.PREPARE)
    assert "R-000002 was corrected since by MB: open it in Records." in here.text()
    here.click("Enter given dose…")
    here.keys("724")
    record(here)
    said = "R-000002 was corrected since by MB. Nothing was recorded: open it in Records"
    assert said in here.text()
    assert len(entries(here)) == 2
    assert here.text_of("Amount given") == "724"


def test_page_of_one_record_is_not_taken_for_an_entry_of_another(
    desk: Bench, site_folder: Path, tmp_path: Path
) -> None:
    """Another patient's order is R-000001 in the record that the site uses from then on."""
    prepared(desk)
    (site_folder / "record.sqlite").rename(tmp_path / "old.sqlite")
    other = record_in(site_folder)
    put(other, an_order("88"), encounter="A-99")
    LiveRecord.of(desk.window._live)._record = other
    desk.window._order.printing.save_pdf(tmp_path / "sheet.pdf")
    assert [entry.content.meaning for entry in other.entries()] == ["prepared"]
    text = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")[0].get_textpage().get_text_range()
    assert "R-000001" not in text


def test_a_dose_that_is_held_is_said_where_it_is_signed_as_given(
    open_bench: OpenBench, site_folder: Path
) -> None:
    with_people(site_folder, "initials_alone = true")
    bench = open_bench(site=load_site())
    prepared(bench)
    at_check(bench)
    enter_all(bench, weight="74.2")
    compare(bench)
    bench.keys("74.2")
    bench.alt("C")
    bench.alt("S")
    bench.alt("1")
    bench.click("Enter given dose…")
    bench.keys("724")
    said = bench.text().count("Dose held: weight differs, found by MB.")
    assert said == 3  # in the bar, above the lines and in them
    ctrl_enter(bench)
    assert bench.text().count("Dose held: weight differs, found by MB.") == said + 1


def test_a_patient_who_got_nothing_is_not_said_to_have_got_it(desk: Bench) -> None:
    prepared(desk)
    desk.click("Enter given dose…")
    desk.click("Nothing given")
    desk.keys("did not come")
    record(desk, by="MB")
    assert standing(desk) == "Recorded: prepared RK, nothing given MB, R-000002"


def test_an_order_stays_under_its_reference(desk: Bench) -> None:
    prepared(desk)
    desk.ctrl("K")
    desk.type_into(ENCOUNTER, "A-20471")
    record(desk)
    assert "R-000001 is of A-20417: an order stays under its reference." in desk.text()
    assert desk.focused() == ENCOUNTER
    assert entries(desk, "A-20471") == ()


def test_all_that_second_checks_hold_is_said_and_the_bar_says_how_many_where_it_is_narrow(
    desk: Bench,
) -> None:
    prepared(desk)
    [entry] = entries(desk)
    found = check(entry.id, outcome="sent-back", weight="differs", units="differs")
    back = replace(entry.content, by="MB", meaning=Meaning.CHECKED, check=found)
    assert isinstance(LiveRecord.of(desk.window._live).record(back), Entry)
    [chip] = [chip for chip in desk.parts(Chip) if "held" in name_of(chip)]
    assert name_of(chip).endswith(
        "Dose held: weight differs, found by MB. Claim held: units given differ, found by MB."
    )
    assert "Dose held: weight differs, found by MB. And 1 more." in desk.text()
