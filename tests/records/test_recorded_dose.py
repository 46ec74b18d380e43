"""An entry is read back as the dose that was calculated."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from app.core.amounts import Status
from app.core.calculate import calculate
from app.core.checklist_item import ItemMoment
from app.core.claim_draft import ClaimDraft, LossDraft
from app.core.drug import Drug, Presentation
from app.core.month import Month, summarise_month
from app.core.order import PlannedVialDraft, WeightUnit
from app.core.recorded_dose import CARRIED_IN, newest_states
from app.core.worksheet import Worksheet
from app.records.entry import Entry, Meaning
from app.records.entry_of import entry_of
from app.records.kept_sheet import read_sheet
from app.records.recorded_dose import day_of, open_items, recorded_dose, recorded_doses
from app.records.trouble import RecordTrouble
from tests.core.recorded import products_of, texts
from tests.core.rules_by_hand import RULES
from tests.core.test_claim_guarantees import claimed_cases
from tests.records.doses import (
    DAY,
    NOON,
    a_record,
    all_answers,
    an_order,
    our_reference,
    put,
    whole_order,
)
from tests.records.entries import entry as short_entry
from tests.strategies import Case


def test_a_given_dose_is_read_with_amounts_units_products_and_weight(tmp_path: Path) -> None:
    entry = put(a_record(tmp_path), an_order(given_mg="724"), Meaning.GIVEN, by="MB", course="C-88")
    dose = recorded_dose(entry, our_reference())
    assert dose is not None
    assert (dose.entry, dose.encounter, dose.course, dose.drug) == (
        "R-000001", "A-20417", "C-88", "durvalumab",
    )  # fmt: skip
    assert (dose.day, dose.amounts.status, dose.weight_kg) == (
        DAY, Status.GIVEN, Decimal("72.4"),
    )  # fmt: skip
    assert (dose.given_units, dose.jw_units, dose.discarded_units) == (73, 1, 1)
    small = dose.products[1]
    assert (small.ndc, small.vials) == ("0310-4500-12", 2)
    assert texts(small.given_mg, small.jw_mg, small.remainder_mg) == ["224", "10", "6"]


def items_open(entry: Entry) -> set[str]:
    """The texts of what is open."""
    sheet = read_sheet(entry.content.worksheet)
    return set(open_items(sheet, entry.content.answers, our_reference()))


def test_what_was_documented_is_no_open_item_any_more(tmp_path: Path) -> None:
    record = a_record(tmp_path)
    bare = put(record, whole_order(), Meaning.GIVEN)
    assert len(items_open(bare)) > 10
    assert items_open(put(record, whole_order(), Meaning.GIVEN, answers=all_answers())) == set()
    blank = dict.fromkeys(all_answers(), " ")
    assert items_open(put(record, whole_order(), Meaning.GIVEN, answers=blank)) == items_open(bare)
    dose = recorded_dose(bare, our_reference())
    assert dose is not None
    assert dose.open_items == len(items_open(bare))


def test_nothing_counts_as_documented_that_did_not_happen_yet(tmp_path: Path) -> None:
    """Answered on the plan already: what belongs to the infusion and after it stays open."""
    record = a_record(tmp_path)
    planned = replace(whole_order(), claim=replace(whole_order().claim, given_mg=""))
    waiting = items_open(put(record, planned, answers=all_answers()))
    later = {
        item.text for item in our_reference().checklist if item.moment is not ItemMoment.BEFORE
    }
    assert waiting
    assert waiting <= later


def test_an_answer_that_cannot_be_taken_leaves_its_item_open(tmp_path: Path) -> None:
    record = a_record(tmp_path)
    doubtful = all_answers() | {"infusion-times": "10:05 to 10:20"}
    whole = items_open(put(record, whole_order(), Meaning.GIVEN, answers=doubtful))
    assert len(whole) == 1


def test_pounds_are_read_as_the_kg_that_the_dose_was_reckoned_with(tmp_path: Path) -> None:
    draft = replace(an_order("160"), weight_unit=WeightUnit.LB)  # 72.5747… kg
    dose = recorded_dose(put(a_record(tmp_path), draft), our_reference())
    assert dose is not None
    assert dose.weight_kg == Decimal("72.6")


def test_checks_and_prints_are_no_states_of_a_dose(tmp_path: Path) -> None:
    record = a_record(tmp_path)
    put(record, an_order(), Meaning.CHECKED)
    put(record, an_order(), Meaning.PRINTED)
    assert recorded_doses(record.entries(), our_reference()) == []


def test_prepared_given_and_corrected_are_one_dose_of_the_month(tmp_path: Path) -> None:
    """72.4 kg was 74.2 kg: 742 mg of 7 × 120 mg are 75 and 9 units, 98 mg discarded."""
    record = a_record(tmp_path)
    put(record, an_order())
    given_then = put(record, an_order(given_mg="724"), Meaning.GIVEN)
    put(record, an_order("74.2", given_mg="742"), Meaning.CORRECTED, corrects=given_then.id)
    put(record, an_order("80"), encounter="A-20500")
    doses = recorded_doses(record.entries(), our_reference())
    sums = summarise_month(Month(2026, 11), newest_states(doses)).all
    assert texts(sums.doses, sums.given_mg, sums.discarded_mg) == ["1", "742", "98"]
    assert (sums.given_units, sums.jw_units) == (75, 9)


def test_a_described_drug_has_its_products_from_the_request(tmp_path: Path) -> None:
    drug = Drug(
        id="",
        name="infliximab",
        brand="",
        code="J1745",
        unit_mg=Decimal(10),
        presentations=(Presentation(Decimal(100), None, "57894-030-01"),),
    )
    entry = put(a_record(tmp_path), an_order("70", "5", given_mg="350"), Meaning.GIVEN, drug=drug)
    dose = recorded_dose(entry, our_reference())
    assert dose is not None
    [use] = dose.products
    assert (dose.drug_id, dose.drug, use.ndc) == ("", "infliximab", "57894-030-01")
    assert texts(use.opened_mg, use.given_mg, use.jw_mg) == ["400", "350", "50"]


def test_losses_and_what_was_carried_in_are_read_too(tmp_path: Path) -> None:
    plan = (PlannedVialDraft("500", "1"), PlannedVialDraft("120", "2"))
    losses = (LossDraft("10", "spilt"),)
    draft = an_order(given_mg="724", carried_in_mg="4", losses=losses, plan=plan)
    dose = recorded_dose(put(a_record(tmp_path), draft, Meaning.GIVEN), our_reference())
    assert dose is not None
    assert texts(dose.amounts.lost_mg, dose.amounts.carried_in_mg) == ["10", "4"]
    assert [use.ndc for use in dose.products][-1] == CARRIED_IN


def test_without_a_date_of_service_it_is_the_day_of_recording(tmp_path: Path) -> None:
    entry = put(a_record(tmp_path), replace(an_order(), claim=ClaimDraft()))
    assert day_of(entry) == NOON.astimezone().date()


def test_a_worksheet_that_is_not_whole_is_named_and_not_guessed_at(tmp_path: Path) -> None:
    broken = a_record(tmp_path).append(short_entry(), NOON)
    with pytest.raises(RecordTrouble, match="R-000001 cannot be counted"):
        recorded_dose(broken, our_reference())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(claimed_cases())
def test_whatever_is_recorded_is_read_back_as_the_worksheet_had_it(case: Case) -> None:
    sizes = tuple(size._replace(ml=None) for size in case.drug.presentations)
    drug = case.drug._replace(id="", presentations=sizes)
    sheet = calculate(case.draft, drug, RULES, DAY)
    if not isinstance(sheet, Worksheet):
        return
    new = entry_of(sheet, case.draft, RULES, {}, encounter="A-1", by="RK", meaning=Meaning.PREPARED)
    dose = recorded_dose(Entry("R-000001", 1, "2026-11-23T12:00:00Z", "", "", new), our_reference())
    assert dose is not None
    assert dose.amounts == sheet.amounts
    assert dose.products == products_of(sheet)
