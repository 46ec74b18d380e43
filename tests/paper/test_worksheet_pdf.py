"""The worksheet as PDF, read back by pdfium: complete, on one page, and easy to search."""

from dataclasses import replace

import pytest

from app.core.order import Basis, OrderDraft
from app.paper.paper_sheet import PaperSheet, PaperSize
from app.paper.pdf import PAGE_SIZES, pdf_of, worksheet_pdf
from app.paper.worksheet_page import MARGIN, lay_out_worksheet
from tests.paper.reading import outside, overlapping, read_page
from tests.paper.sheets import GOLDEN, HASH, NEWEST, given, not_given, planned, sheet_of
from tests.records.doses import whole_order
from tests.wording.reading import broken_rules

SHEETS = {"planned": planned, "given": given, "not given": not_given}
ROUNDED = 1
"""How many points a PDF's own page may differ from the paper, and a letter's ink from its width."""

both_papers = pytest.mark.parametrize("size", PaperSize)


def text_of(paper: PaperSheet, size: PaperSize = PaperSize.LETTER) -> str:
    """All that stands on the page, on one line."""
    return read_page(worksheet_pdf(paper, size)).text


@both_papers
@pytest.mark.parametrize("sheet", SHEETS)
def test_one_page_of_that_paper_with_every_letter_within_the_margins(
    sheet: str, size: PaperSize
) -> None:
    page = read_page(worksheet_pdf(SHEETS[sheet](), size))
    inches = {
        PaperSize.LETTER: (8.5 * 72, 11 * 72),
        PaperSize.A4: (210 / 25.4 * 72, 297 / 25.4 * 72),
    }
    assert (page.width, page.height) == pytest.approx(inches[size], abs=0.6)
    assert outside(page, MARGIN - ROUNDED) == []
    assert overlapping(page) == []
    assert len(page.letters) > 1_000


@both_papers
def test_planned_sheet_has_all_that_the_bench_needs(size: PaperSize) -> None:
    text = text_of(planned(), size)
    for part in (
        "durvalumab (Imfinzi) 50 mg/mL PLANNED, nothing is given yet",
        "Worksheet. Encounter A-20417, date of service 2026-11-24",
        "Vials of durvalumab: 500 mg in 10 mL, 120 mg in 2.4 mL",
        "Dose to give 724 mg Draw in all 14.48 mL Bag total 114.48 mL",
        "Rate 114 mL/h over 60 minutes",
        "To discard 16 mg, 0.32 mL",
        "724 mg of durvalumab = 72.4 kg × 10 mg/kg",
        "72.4 kg (159.6 lb), weighed on 2026-11-23",
        "Unresectable stage III NSCLC, after chemoradiation",
        "durvalumab 1 × 500 mg + 2 × 120 mg",
        "draw all 10 mL",
        "draw 2.08 mL 16 mg left",
        "1 × 500 mg draw all, 10 mL NDC 0310-4611-50",
        "1 × 120 mg draw all, 2.4 mL NDC 0310-4500-12",
        "1 × 120 mg draw 104 mg, 2.08 mL NDC 0310-4500-12",
        "724 mg of durvalumab, draw 14.48 mL in all",
        "No combination of 500 and 120 mg opens between 724 and 739 mg.",
        "100 mL sodium chloride 0.9 %, drug added to the full bag",
        "6.3 mg/mL (label: 1 to 15 mg/mL)",
        "The bag’s overfill is not counted.",
        "0.2 or 0.22 micron in-line filter",
        "CLAIM LINES, PLANNED Code Modifiers Units Stands for",
        "J9323 JA 73 724 mg to give N4 00310-4611-50 ML10 N4 00310-4500-12 ML4.48",
        "J9323 JW, JA 1 16 mg to discard N4 00310-4500-12 ML0.32 ! code not confirmed",
        "73 + 1 = 74 units = 740 mg opened",
        "durvalumab is J9173, “Injection, durvalumab, 10 mg”.",
        "Not ready: not given yet, 1 to answer",
    ):
        assert part in text


def test_each_item_of_the_checklist_has_its_state_and_answer() -> None:
    paper = planned()
    text = text_of(paper)
    assert "CHECKLIST, 7 of 23 met Before the vials are opened, 7 of 15" in text
    assert "Weight and its date: met: 72.4 kg, 2026-11-23" in text
    assert "Second check by another person: open" in text
    lots = "1 × 500 mg: lot AB1234, expiry 2027-12-31; 2 × 120 mg: lot C77, expiry 2027-06-30"
    assert text.count(lots) == 2  # with the vials, and here
    assert f"Vials: NDC, lot and expiry: met: {lots}" in text
    assert "Histology and stage: met: IIIA" in text
    assert "PD-L1: value, assay, date: not asked, payer does not ask" in text
    assert all(f"{entry.item.text}: " in text for entry in paper.sheet.checklist)


def test_an_answer_is_on_the_paper_though_its_item_is_not_asked_any_more() -> None:
    paper = replace(
        planned(),
        answers={"biomarker": "60 %, SP263", "gone": "yes, by JT", "weight": "72.4 kg, MB"},
    )
    text = text_of(paper)
    assert "not asked, payer does not ask; answered: 60 %, SP263" in text
    assert "Weight and its date: met: 72.4 kg, 2026-11-23; answered: 72.4 kg, MB" in text
    assert "gone: no item of this list any more; answered: yes, by JT" in text


def test_answer_that_does_not_count_is_there_with_the_reason() -> None:
    answers = {"route": "intravenous", "vials": "AB1234", "infusion-times": "1005"}
    text = text_of(PaperSheet(sheet_of(GOLDEN), answers))
    assert "Route: open: intravenous (Not yet: the infusion is not entered.)" in text
    assert "Infusion: start, stop, minutes: open: 1005 (Write start and stop, such as" in text
    by_order = "open: AB1234 (The order answers this: type it there.)"
    assert f"Vials: NDC, lot and expiry: {by_order}" in text


def test_given_sheet_says_what_was_given_and_what_was_lost() -> None:
    text = text_of(given())
    for part in (
        "durvalumab (Imfinzi) 50 mg/mL GIVEN on 2026-11-24",
        "Encounter A-20417, course K-77",
        "Dose 724 mg Given 700 mg Opened 740 mg Discarded 37 mg",
        "700 mg of durvalumab, the dose was 724 mg",
        "Stopped rigors after 50 minutes",
        "Lost 3 mg of durvalumab: spilt on the bench",
        "BAG, AS PLANNED",
        "CLAIM LINES, GIVEN",
        "J9323 JA 70 700 mg given",
        "JW, JA 3 37 mg discarded",
        "Not ready: 2 to answer",
        "TO ANSWER Ask Code not confirmed: see the claim lines.",
    ):
        assert part in text
    assert "PLANNED," not in text
    assert "to give" not in text
    assert "draw " not in text


def test_what_is_held_stands_at_the_top_and_no_claim_line_is_ready() -> None:
    paper = PaperSheet(sheet_of(whole_order()))
    assert "Ready to enter: given, adds up, nothing to answer" in text_of(paper)
    text = text_of(replace(paper, held=("Claim held: units differ, found by MB.",)))
    assert "Claim held: units differ, found by MB." in text
    assert "Not ready: held" in text
    assert "Ready to enter" not in text


def test_nothing_given_is_never_shown_as_given() -> None:
    text = text_of(not_given())
    assert "NOT GIVEN on 2026-11-24" in text
    assert "Given nothing" in text
    assert "Nothing given: not recorded" in text
    assert "No line and no unit: nothing was given." in text
    assert "740 mg, lost to the clinic" in text


def test_record_and_signatures_are_in_full() -> None:
    text = text_of(given())
    assert "Prepared: RK, 2026-11-24 12:34 UTC" in text
    assert "Checked: MB, 2026-11-24 12:44 UTC" in text
    assert "Given: JT, 2026-11-24 14:04 UTC" in text
    assert "Corrected by JT, 2026-11-24 14:04 UTC" in text
    assert f"Encounter A-20417, course K-77. Record R-000125, hash {HASH}" in text
    assert f"Newest hash of the record: {HASH}" in text
    assert f"Newest hash of the record: {NEWEST}" in text_of(planned())
    assert "Initials, date, time" not in text


def test_what_did_not_happen_is_said_and_has_a_line_to_sign_on() -> None:
    text = text_of(PaperSheet(sheet_of(OrderDraft(Basis.FLAT, mg="1500"))))
    assert "Encounter ____________________" in text
    assert "Prepared: not recorded" in text
    assert "Checked: not recorded" in text
    assert "Given: not recorded" in text
    assert text.count("Initials, date, time") == 3
    assert "Encounter not recorded. Record: not recorded. This page is in no record." in text
    assert "Newest hash of the record: not recorded" in text


def test_versions_and_what_the_page_does_not_replace_are_on_it() -> None:
    assert (
        "Vialwise 0.1.0, HCPCS table of October 2025. It does not replace the order, the label or "
        "the payer’s policy."
    ) in text_of(planned())


def test_stop_stands_first_and_again_with_what_is_open() -> None:
    claim = replace(GOLDEN.claim, given_mg="700")
    text = text_of(PaperSheet(sheet_of(replace(GOLDEN, claim=claim))))
    stop = "700 mg of 724 mg of durvalumab given: write why the rest was not."
    assert text.index(f"STOP: {stop}") < text.index("ORDER")
    assert f"STOP {stop}" in text
    assert "1 to correct" in text


@pytest.mark.parametrize("sheet", SHEETS)
def test_page_follows_the_safe_writing_rules(sheet: str) -> None:
    text = text_of(SHEETS[sheet]()).replace(HASH, "").replace(NEWEST, "")
    assert broken_rules(text) == []


def test_signs_that_programs_often_lose_are_found_in_the_text() -> None:
    answer = "µ × ≥ ≤ – — ’ “ ” … ½ ° ± é ü ł ₂ → ✓"
    assert f"Histology and stage: met: {answer}" in text_of(
        replace(planned(), answers={"stage": answer})
    )


def test_letter_that_no_font_has_is_written_out() -> None:
    text = text_of(replace(planned(), answers={"stage": "III \U0010fffdA"}))
    assert "Histology and stage: open: III <U+10FFFD>A (Write one line of plain text" in text


def test_printer_that_leaves_more_white_gets_a_page_that_fits() -> None:
    page = lay_out_worksheet(planned(), PaperSize.A4, 42)
    pdf = pdf_of(page.marks, PAGE_SIZES[PaperSize.A4], "")
    assert outside(read_page(pdf), 42 - ROUNDED) == []


def test_word_longer_than_its_column_goes_on_in_the_next_line() -> None:
    page = read_page(worksheet_pdf(replace(planned(), answers={"stage": "x9" * 90}), PaperSize.A4))
    assert "x9" * 90 in page.text.replace(" ", "")
    assert outside(page, MARGIN - ROUNDED) == []
