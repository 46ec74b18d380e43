"""The Claim page, middle: the review, and how a person answers it."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.claim_draft import AuthorizationDraft
from app.core.finding import FINDING_IDS
from app.core.site_choices import Rounding
from app.reference import Reference
from app.ui import review_items
from app.ui.pages.claim import ClaimPage
from app.ui.recorded import NOTHING_KNOWN, KnownOfRecord
from app.wording.finding_names import SHORT_NAMES
from tests.ui.bench import TODAY, Bench, OpenBench, name_of
from tests.ui.claim_desk import (
    GIVEN,
    KEPT,
    STOPPED,
    answer,
    headline,
    open_claim,
    row,
    rows,
    with_asking_payer,
)

OFF_LABEL = "C50.9"


def test_what_stops_comes_first_then_what_is_to_answer_then_answers_then_notes(
    bench: Bench,
) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    bench.type_into(GIVEN, "700")
    bench.type_into(KEPT, "20")
    answer(bench, "diagnosis", "RK", "tumour board")

    words = [text.split(":")[0] for text in rows(bench)]
    order = ("Stop", "To answer", "Answered", "Note")
    assert set(words) == set(order)
    assert words == sorted(words, key=order.index)


def test_an_ask_is_answered_with_who_why_and_when(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    before = headline(bench)
    answer(bench, "diagnosis", "RK", "tumour board")

    assert row(bench, "diagnosis").startswith("Answered: diagnosis")
    assert row(bench, "diagnosis").endswith(f"Accepted by RK, {TODAY}: tumour board")
    assert before == "Not ready: not given yet, 2 to answer"
    assert headline(bench) == "Not ready: not given yet, 1 to answer"
    assert not bench.is_there("Accept")


def test_blank_who_or_why_is_said_and_nothing_is_answered(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    bench.click("Answer: diagnosis")
    bench.click("Accept")
    assert bench.says("Findings", "Write who answers")
    assert bench.says("Findings", "Write why")
    assert bench.focused() == "Who answers: diagnosis"
    bench.keys("RK")
    assert not bench.says("Findings", "Write who answers")
    bench.click("Accept")
    assert bench.says("Findings", "Write why")
    assert not bench.says("Findings", "Write who answers")
    assert bench.focused() == "Why: diagnosis"
    assert row(bench, "diagnosis").startswith("To answer")


def test_a_reason_that_no_record_takes_is_said_and_loses_no_figure(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    answer(bench, "diagnosis", "RK", "x")
    bench.click("Take back: diagnosis")
    answer(bench, "diagnosis", "RK", "y" * 201)

    assert bench.says("Findings", "at most 200 characters")
    assert row(bench, "diagnosis").startswith("To answer")


def test_enter_and_escape_commit_and_lose_nothing(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    bench.click("Answer: diagnosis")
    bench.type_into("Who answers: diagnosis", "RK")
    bench.type_into("Why: diagnosis", "tumour board")
    bench.enter()
    bench.enter()
    bench.press(Qt.Key.Key_Escape)

    assert row(bench, "diagnosis").startswith("To answer")
    assert bench.text_of("Why: diagnosis") == "tumour board"


def test_who_answered_once_is_proposed_for_the_next(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    bench.type_into(KEPT, "16")
    answer(bench, "diagnosis", "RK", "tumour board")
    bench.click("Answer: shared or lost drug")

    assert bench.text_of("Who answers: shared or lost drug") == "RK"
    assert bench.focused() == "Why: shared or lost drug"


def test_what_is_typed_stays_while_the_answer_changes_and_another_form_opens(
    bench: Bench,
) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    bench.click("Answer: diagnosis")
    bench.type_into("Who answers: diagnosis", "RK")
    bench.type_into("Why: diagnosis", "tumour")
    bench.type_into(GIVEN, "7x")
    assert rows(bench) == []
    bench.type_into(GIVEN, "720")
    bench.type_into(STOPPED, "reaction")
    bench.click("Answer: JW of a stopped dose")
    bench.click("Answer: diagnosis")

    assert bench.text_of("Who answers: diagnosis") == "RK"
    assert bench.text_of("Why: diagnosis") == "tumour"


def test_the_keyboard_stays_in_a_row_that_changes_its_place(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    bench.click("Answer: diagnosis")
    bench.keys("R")
    bench.window._live.edit_claim(given_mg="700")  # as a change from elsewhere would
    bench.keys("K")

    assert rows(bench)[0].startswith("Stop")
    assert bench.focused() == "Who answers: diagnosis"
    assert bench.text_of("Who answers: diagnosis") == "RK"


def test_an_answer_is_void_when_its_sentence_changes(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(KEPT, "16")
    answer(bench, "shared or lost drug", "RK", "other claim seen")
    assert row(bench, "shared or lost drug").startswith("Answered")
    bench.type_into(KEPT, "15")

    assert row(bench, "shared or lost drug").startswith("To answer")
    assert "other claim seen" not in row(bench, "shared or lost drug")


def test_a_declined_ask_stays_open_says_so_and_can_be_taken_back(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    answer(bench, "diagnosis", "RK", "to correct", button="Decline")

    assert row(bench, "diagnosis").startswith("To answer")
    assert "Declined, so it stays open, by RK" in row(bench, "diagnosis")
    assert "2 to answer" in headline(bench)
    bench.click("Take back: diagnosis")
    assert "Declined" not in row(bench, "diagnosis")
    assert bench.focused() == "Answer: diagnosis"


def test_after_an_answer_the_keyboard_is_at_the_next_one(bench: Bench) -> None:
    open_claim(bench, diagnosis=OFF_LABEL)
    bench.type_into(KEPT, "16")
    answer(bench, "diagnosis", "RK", "tumour board")

    assert bench.focused() in ("Compare and choose…", "Answer: shared or lost drug")


def test_a_code_conflict_is_answered_by_comparing(bench: Bench) -> None:
    asked = []
    open_claim(bench)
    page = bench.window.page
    assert isinstance(page, ClaimPage)
    page.compare_asked.connect(lambda: asked.append(True))
    assert row(bench, "billing code").startswith("To answer")
    assert not bench.is_there("Answer: billing code")
    bench.alt("A")
    assert bench.focused() == "Compare and choose…"
    bench.press(Qt.Key.Key_Space)

    assert asked == [True]


def test_ready_is_said_in_a_word_only_when_nothing_is_open(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    assert headline(bench) == "Not ready: 1 to answer"
    bench.window._live.edit_claim(code="J9173")
    assert headline(bench).startswith("Ready to enter")
    bench.type_into(GIVEN, "700")
    assert headline(bench).startswith("Not ready: 1 to correct, 1 to answer")


def test_nothing_is_ready_that_a_second_check_holds(bench: Bench) -> None:
    open_claim(bench)
    live = bench.window._live
    live.edit_claim(code="J9173", given_mg="724")
    assert headline(bench).startswith("Ready to enter")
    live.know(KnownOfRecord(held=("Claim held: units given differ, found by MB.",)))
    assert headline(bench) == "Not ready: held"
    live.know(NOTHING_KNOWN)
    assert headline(bench).startswith("Ready to enter")


def test_an_answer_is_to_every_fault_of_its_name_that_was_there(bench: Bench) -> None:
    """An authorization that ended and is for another code: answered once, both as they stood."""
    open_claim(bench)
    ended = AuthorizationDraft("A-1", "2026-01-01", "2026-06-30", "J9999")
    bench.window._live.edit_claim(authorization=ended, code="J9173", given_mg="724")
    assert headline(bench) == "Not ready: 2 to answer"
    bench.click("Answer: authorization")
    bench.type_into("Who answers: authorization", "B. Lead")
    bench.type_into("Why: authorization", "extension under way")
    bench.click("Accept")
    assert headline(bench).startswith("Ready to enter")
    bench.window._live.edit_claim(authorization=ended._replace(units="1"))
    assert headline(bench) == "Not ready: 3 to answer"


def test_a_rounded_dose_is_proposed_accepted_and_taken_back(
    open_bench: OpenBench, reference: Reference
) -> None:
    rules = reference.rules
    site = replace(rules.site, rounding=Rounding(Decimal(10), None, "HOPA 2017"))
    bench = open_bench(reference=reference._replace(rules=replace(rules, site=site)))
    open_claim(bench)
    bench.click("Answer: rounding")
    assert bench.is_there("Round to 720 mg")
    bench.type_into("Who answers: rounding", "P. Harmacist")
    bench.type_into("Why: rounding", "HOPA 2017, site policy 7")
    bench.click("Round to 720 mg")

    assert "Rounded to 720 mg by P. Harmacist" in row(bench, "rounding")
    assert "durvalumab, dose 720 mg" in bench.texts("Given")
    bench.click("Take back: rounding")
    assert "durvalumab, dose 724 mg" in bench.texts("Given")
    answer(bench, "rounding", "P. Harmacist", "no policy here", button="Keep as ordered")
    assert "Kept as ordered by P. Harmacist" in row(bench, "rounding")
    assert row(bench, "rounding").startswith("Answered")


def test_a_stop_leads_to_its_field_also_on_the_other_page(bench: Bench) -> None:
    open_claim(bench, diagnosis="C34.1")
    bench.type_into(GIVEN, "700")
    bench.click("Go to reason, Stop: reason for stopping")
    assert bench.focused() == STOPPED
    (go,) = [name_of(p) for p in bench.controls() if name_of(p).startswith("Go to diagnoses")]
    bench.click(go)
    assert bench.focused() == "Diagnoses"
    assert bench.is_there("Weight")


def test_what_a_payer_asks_is_opened_where_it_is_recorded(
    open_bench: OpenBench, reference: Reference
) -> None:
    bench = open_claim(open_bench(reference=with_asking_payer(reference)))
    for name in ("authorization", "biomarker", "prior line", "coverage"):
        (go,) = [
            name_of(part)
            for part in bench.controls()
            if name_of(part).startswith("Go to ") and name_of(part).endswith(f": {name}")
        ]
        bench.click(go)
        assert isinstance(bench.keyboard, QLineEdit), name
        assert bench.keyboard.isVisible()


def test_every_place_to_go_to_is_there_and_every_finding_has_a_short_name(bench: Bench) -> None:
    open_claim(bench)
    for name, words in review_items._PLACES.values():
        assert words
        pages = [page for page in bench.window._pages.values() if isinstance(page, QWidget)]
        assert sum(page.findChild(QWidget, name) is not None for page in pages) == 1, name
    assert set(SHORT_NAMES) == FINDING_IDS
