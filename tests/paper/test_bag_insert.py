"""The insert for the bag's label, read back by pdfium."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.core.claim_draft import ClaimDraft
from app.core.order import Basis, OrderDraft, PlannedVialDraft
from app.paper.paper_sheet import PaperRefusedError, PaperSheet
from app.paper.pdf import insert_pdf
from tests.contract.asking import REFERENCE
from tests.paper.reading import outside, overlapping, read_page
from tests.paper.sheets import GOLDEN, given, planned, sheet_of
from tests.wording.reading import broken_rules

NOON = datetime(2026, 11, 24, 12, 5)  # noqa: DTZ001 the clock on the wall, as it is written on a bag


def refusal(paper: PaperSheet) -> str:
    """Why there is no insert."""
    with pytest.raises(PaperRefusedError) as refused:
        insert_pdf(paper)
    return refused.value.sentence


def test_insert_is_a_small_page_with_all_that_goes_on_the_bag() -> None:
    page = read_page(insert_pdf(planned()))
    assert (page.width, page.height) == pytest.approx((100 / 25.4 * 72, 50 / 25.4 * 72), abs=0.6)
    assert page.text == (
        "durvalumab (Imfinzi) 50 mg/mL "
        "Dose to give: 724 mg in 14.48 mL "
        "Bag: 100 mL sodium chloride 0.9 %, drug added to the full bag "
        "Total: 114.48 mL, 6.3 mg/mL "
        "Rate: 114 mL/h over 60 minutes "
        "Filter: 0.2 or 0.22 micron in-line filter "
        "Made at: ____________________ "
        "Encounter A-20417 "
        "This is not the dispensing label."
    )
    assert broken_rules(page.text) == []
    assert outside(page, 5) == []
    assert overlapping(page) == []


def test_use_before_is_there_where_the_site_gave_hours_and_the_time_is_known() -> None:
    text = read_page(insert_pdf(planned(), NOON, 24)).text
    assert "Made at: 2026-11-24 12:05 Use before: 2026-11-25 12:05" in text
    assert "Use before" not in read_page(insert_pdf(planned(), NOON)).text
    assert "Use before" not in read_page(insert_pdf(planned(), None, 24)).text


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a zone of one's own, as POSIX has it")
def test_use_before_is_by_the_clock_on_the_wall_when_summer_time_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as eastern:
        eastern.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
        time.tzset()
        made_at = datetime(2026, 11, 1, 0, 0, tzinfo=UTC).astimezone()
        text = read_page(insert_pdf(planned(), made_at, 24)).text
    time.tzset()
    assert "Made at: 2026-10-31 20:00 Use before: 2026-11-01 19:00" in text


def test_encounter_that_is_not_known_has_a_line_to_write_it_on() -> None:
    text = read_page(insert_pdf(replace(planned(), encounter=""))).text
    assert "Encounter ____________________" in text


def test_bag_that_was_given_gets_no_insert() -> None:
    assert refusal(given()) == (
        "There is no insert: what was given is entered, and it is for a bag still to be given."
    )


def test_bag_outside_the_labels_window_gets_no_insert() -> None:
    low = OrderDraft(Basis.FLAT, mg="40")  # 0.4 mg/mL in the bag of 100 mL
    sheet = sheet_of(low)
    assert sheet.preparation is not None
    assert sheet.preparation.chosen is None
    assert refusal(PaperSheet(sheet)).startswith("There is no bag with known figures")


def test_drug_without_a_known_preparation_gets_no_insert() -> None:
    drug = REFERENCE.drugs[0]._replace(preparation=None)
    assert "there is no insert" in refusal(PaperSheet(sheet_of(GOLDEN, drug)))


def test_longest_insert_fits_and_a_longer_one_is_refused() -> None:
    drug = REFERENCE.drugs[0]._replace(
        name="drug of a very long name " * 2, brand="long brand " * 2
    )
    long = replace(
        planned(), sheet=sheet_of(GOLDEN, drug), encounter="A-" + "2" * 38, course="K-" + "7" * 38
    )
    page = read_page(insert_pdf(long, NOON, 24))
    assert overlapping(page) == []
    assert outside(page, 5) == []
    assert "This is not the dispensing label." in page.text
    sentence = refusal(replace(long, encounter="A-20417 " * 150))
    assert sentence.startswith("The insert does not fit on 100 × 50 mm in letters of 6 points")


def test_expired_vial_holds_the_insert() -> None:
    plan = (PlannedVialDraft("500", "1", None, "2026-10-31"), PlannedVialDraft("120", "2"))
    sheet = sheet_of(replace(GOLDEN, plan=plan, claim=ClaimDraft()))
    assert refusal(PaperSheet(sheet)) == (
        "There is no insert for this bag. A durvalumab 500 mg vial expired on 2026-10-31: do not "
        "use it."
    )
