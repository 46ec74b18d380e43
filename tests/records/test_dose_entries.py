"""The record dose by dose: in a file and on a server, with checks as they stand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.records.changes import changes
from app.records.dose_entries import DoseEntries, Search, StepState, entry_text, find_doses
from app.records.entry import Meaning
from app.records.places import RecordPlace
from app.records.record import Record, open_record
from tests.records.doses import (
    NOON,
    all_answers,
    an_order,
    check,
    our_reference,
    put,
    whole_order,
)
from tests.records.entries import entry as short_entry


@pytest.fixture
def record(place: RecordPlace) -> Record:
    """An empty record, in a file and on a server."""
    return open_record(place)


def doses(record: Record, search: Search = Search()) -> list[DoseEntries]:  # noqa: B008 never changes
    found = find_doses(record, search, our_reference())
    return [dose for dose in found if isinstance(dose, DoseEntries)]


def test_each_dose_comes_once_with_all_its_entries_the_newest_first(record: Record) -> None:
    for number in range(60):
        put(record, an_order(), encounter=f"A-{number}", at=NOON + timedelta(minutes=number))
    put(record, an_order(given_mg="724"), Meaning.GIVEN, encounter="A-7")
    put(record, an_order(), encounter="A-59", drug="tremelimumab")
    found = doses(record)
    assert [dose.encounter for dose in found][:4] == ["A-59", "A-7", "A-59", "A-58"]
    assert len(found) == 61
    assert [entry.content.meaning for entry in found[1].entries] == ["prepared", "given"]


def test_days_are_those_of_any_entry_of_a_dose(record: Record) -> None:
    put(record, an_order(), at=NOON - timedelta(days=3))
    put(record, an_order(given_mg="724"), Meaning.GIVEN, at=NOON)
    [dose] = doses(record, Search(last_day=date(2026, 11, 21)))
    assert len(dose.entries) == 2
    assert doses(record, Search(first_day=date(2026, 11, 25))) == []


def test_a_signed_check_stands_until_the_order_is_corrected(record: Record) -> None:
    first = put(record, an_order())
    signed = put(record, an_order(), Meaning.CHECKED, by="MB", check=check(first.id, weight="same"))
    [dose] = doses(record)
    assert dose.checked[:2] == (StepState.DONE, "MB")
    assert dose.given.state is StepState.NOT_YET
    [change] = changes(first, signed, our_reference())
    assert change.text == "Second check: – → agreed"

    put(record, an_order("74.2"), Meaning.CORRECTED, corrects=first.id)
    [dose] = doses(record)
    assert dose.checked[:2] == (StepState.ASKED, "recheck")


def test_a_check_that_found_another_weight_holds_the_dose_and_says_so(record: Record) -> None:
    first = put(record, an_order())
    found = check(first.id, outcome="sent-back", weight="differs")
    sent_back = put(record, an_order(), Meaning.CHECKED, by="MB", check=found)
    [dose] = doses(record)
    assert dose.checked[:2] == (StepState.ASKED, "held")
    assert "Dose held" in dose.checked.text
    assert [change.text for change in changes(first, sent_back, our_reference())] == [
        "Second check: – → sent back; differed at first: Weight; differ still: Weight"
    ]


def test_a_checked_claim_is_told_from_a_checked_dose(record: Record) -> None:
    first = put(record, an_order(given_mg="724"), Meaning.GIVEN)
    assert doses(record)[0].claim_checked is None
    put(record, an_order(), Meaning.CHECKED, by="MB", check=check(first.id, "claim", units="same"))
    [dose] = doses(record)
    assert dose.claim_checked is not None
    assert dose.claim_checked[:2] == (StepState.DONE, "MB")
    assert dose.checked.state is not StepState.DONE


def test_a_print_is_no_state_and_a_correction_is_compared_with_what_it_corrects(
    record: Record,
) -> None:
    first = put(record, an_order())
    put(record, an_order(), Meaning.PRINTED, by="")
    last = put(record, an_order("74.2"), Meaning.CORRECTED, corrects=first.id)
    [dose] = doses(record)
    assert dose.state == last
    assert dose.before(last) == first
    assert dose.before(first) is None
    assert entry_text(last).startswith("R-000003 · corrected by RK 2026-11-23")
    assert entry_text(last).endswith("corrects R-000001")


def test_who_corrected_what_was_given_did_not_give_it(record: Record) -> None:
    given = put(record, an_order(given_mg="724"), Meaning.GIVEN, by="MB")
    put(record, an_order("72.5", given_mg="724"), Meaning.CORRECTED, by="RK", corrects=given.id)
    [dose] = doses(record)
    assert dose.given[:2] == (StepState.DONE, "MB")
    assert dose.given.text.startswith("MB ")


def test_nothing_given_is_no_dose_given(record: Record) -> None:
    put(record, an_order(given_mg="0", stopped="left"), Meaning.GIVEN)
    [dose] = doses(record)
    assert dose.given[:2] == (StepState.ASKED, "nothing")
    assert dose.dose_text == "durvalumab 0 mg"


def test_a_correction_to_another_drug_is_the_same_dose_and_shown_once(record: Record) -> None:
    wrong = put(record, an_order())
    put(record, an_order(), Meaning.CHECKED, by="MB", check=check(wrong.id, weight="same"))
    put(record, an_order("75", "1"), Meaning.CORRECTED, corrects=wrong.id, drug="tremelimumab")
    [dose] = doses(record)
    assert dose.dose_text == "tremelimumab 75 mg"
    assert [entry.content.meaning for entry in dose.entries] == ["prepared", "checked", "corrected"]
    assert dose.before(dose.newest) == wrong


def test_two_drugs_of_one_encounter_are_two_doses(record: Record) -> None:
    put(record, an_order())
    put(record, an_order("75", "1"), drug="tremelimumab")
    put(record, an_order(given_mg="724"), Meaning.GIVEN)
    assert [dose.dose_text for dose in doses(record)] == [
        "durvalumab 724 mg",
        "tremelimumab 75 mg",
    ]


def test_a_worksheet_that_is_not_whole_is_named_and_hides_no_other(record: Record) -> None:
    put(record, an_order())
    bare = replace(short_entry("A-1"), worksheet={"status": "planned"})
    record.append(bare, NOON)
    found = list(find_doses(record, Search(), our_reference()))
    assert found[0] == "R-000002 is not shown: its worksheet is not whole."
    assert isinstance(found[1], DoseEntries)


def test_a_described_drug_that_is_called_like_a_drugs_id_is_a_dose_of_its_own(
    record: Record,
) -> None:
    drug = our_reference().drug("durvalumab")
    assert drug is not None
    put(record, an_order())
    put(record, an_order(), drug=drug._replace(id="", code="J9999"))
    put(record, an_order(given_mg="724"), Meaning.GIVEN)
    ids = [[entry.id for entry in dose.entries] for dose in doses(record)]
    assert ids == [["R-000001", "R-000003"], ["R-000002"]]


def test_a_page_that_was_ready_is_shown_as_held_once_a_check_holds_the_claim(
    record: Record,
) -> None:
    """What was recorded stays as it was; what is shown of it never reads ready while it is held."""
    given = put(record, whole_order(), Meaning.GIVEN, answers=all_answers())
    assert "Ready to enter" in given.content.page
    found = check(given.id, moment="claim", outcome="sent-back", units="differs")
    put(record, whole_order(), Meaning.CHECKED, by="MB", check=found)
    [dose] = doses(record)
    for entry in dose.entries:
        page = " ".join(dose.page_of(entry).split())
        assert page.startswith(
            "SINCE THEN: Claim held: units given differ, found by MB. durvalumab"
        )
        assert "Not ready: held. When recorded: given, adds up, nothing to answer" in page
        assert "Ready to enter" not in page
    assert dose.entries[0].content.page == given.content.page
