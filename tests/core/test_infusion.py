"""What was really given, kept, lost and carried in: contract.md's arithmetic, case by case."""

from decimal import Decimal

import pytest

from app.core.amounts import Status
from app.core.claim_draft import ClaimDraft, LossDraft
from app.core.notation import plain
from app.core.payer import DrugSource, Setting
from app.core.worksheet import Worksheet
from tests.core.asking import (
    by_weight,
    drug_of,
    finding_ids,
    flat,
    message,
    modifiers_of,
    plan_of,
    refusal,
    vials_of,
    worksheet,
)


def lines_of(sheet: Worksheet) -> list[tuple[str, int, str]]:
    """First modifier, units and mg of each line."""
    return [(line.modifiers[0], line.units, plain(line.mg)) for line in sheet.claim_lines]


def given(mg: str, **more: str) -> ClaimDraft:
    """So much was given."""
    return ClaimDraft(given_mg=mg, **more)  # type: ignore[arg-type]  # test data are all text


def test_without_an_amount_given_it_is_a_plan() -> None:
    sheet = worksheet(by_weight("72.4"))
    assert sheet.status is Status.PLANNED
    assert sheet.claim.given_mg is None
    assert not sheet.is_ready


def test_the_whole_dose_given_bills_as_planned() -> None:
    """contract.md: 724 mg of 500 + 2 × 120 are 73 and 1."""
    sheet = worksheet(by_weight("72.4", claim=given("724")))
    assert sheet.status is Status.GIVEN
    assert lines_of(sheet) == [("JA", 73, "724"), ("JW", 1, "16")]


def test_half_of_a_stopped_infusion_is_billed_and_the_rest_is_jw() -> None:
    """billing.md 0.1: 750 of 1,500 mg given bills 75 + 75 JW by the practice texts."""
    sheet = worksheet(flat("1500", claim=given("750", stopped="rash after 30 minutes")))
    assert lines_of(sheet) == [("JA", 75, "750"), ("JW", 75, "750")]
    assert sheet.discarded_mg == 750
    assert "stopped-jw-unsettled" in finding_ids(sheet)
    assert "stopped-without-reason" not in finding_ids(sheet)


def test_what_was_planned_to_discard_stays_so_whatever_was_given() -> None:
    """724 mg of 1 × 500 and 2 × 120 mg: 16 mg; 1,500 mg of 3 × 500 mg: nothing."""
    for claim in (ClaimDraft(), given("724"), given("400", stopped="rash")):
        assert worksheet(by_weight("72.4", claim=claim)).planned_discard_mg == 16
    for claim in (ClaimDraft(), given("1500"), given("400", stopped="rash")):
        assert worksheet(flat("1500", claim=claim)).planned_discard_mg == 0


def test_less_than_the_dose_wants_a_reason() -> None:
    sheet = worksheet(flat("1500", claim=given("750")))
    assert "stopped-without-reason" in finding_ids(sheet)
    assert not sheet.is_ready


def test_nothing_given_has_no_line_and_no_unit() -> None:
    """contract.md: 0 units, no lines; `discarded_mg` is all that was opened."""
    sheet = worksheet(flat("1500", claim=given("0", stopped="patient left")))
    assert sheet.status is Status.NOT_GIVEN
    assert sheet.claim_lines == ()
    assert (sheet.units.administered, sheet.units.discarded) == (0, 0)
    assert sheet.discarded_mg == 1500
    assert sheet.amounts.lost_mg == 0
    assert "lost to the clinic" in message(sheet, "nothing-given")
    assert not sheet.is_ready


def test_what_was_kept_is_not_lost_to_the_clinic() -> None:
    sheet = worksheet(by_weight("72.4", claim=given("0", stopped="x", kept_mg="740")))
    assert "lost to the clinic" not in message(sheet, "nothing-given")


@pytest.mark.parametrize("more", [{"setting": Setting.EXEMPT}, {"source": DrugSource.TRIAL}])
def test_nothing_is_said_of_jw_that_is_on_no_line(more: dict[str, object]) -> None:
    claim = ClaimDraft(given_mg="750", stopped="x", **more)  # type: ignore[arg-type]  # test data
    assert "stopped-jw-unsettled" not in finding_ids(worksheet(flat("1500", claim=claim)))


def test_a_loss_is_never_jw() -> None:
    """contract.md: 740 opened, 724 given, 3 lost: 73 and 0."""
    claim = ClaimDraft(given_mg="724", losses=(LossDraft("3", "spilt"),))
    sheet = worksheet(by_weight("72.4", claim=claim))
    assert (sheet.units.administered, sheet.units.discarded) == (73, 0)
    assert lines_of(sheet) == [("JZ", 73, "724")]
    assert [sheet.amounts.lost_mg, sheet.discarded_mg] == [3, 13]


def test_jz_where_drug_was_lost_is_asked_about() -> None:
    """contract.md: JZ also when the rest was lost, and `shared-vial` says that it is unsettled."""
    claim = ClaimDraft(given_mg="724", losses=(LossDraft("16", "spilt"),))
    sheet = worksheet(by_weight("72.4", claim=claim))
    assert modifiers_of(sheet) == [("JZ", "JA")]
    assert "16 mg lost" in message(sheet, "shared-vial")
    assert not sheet.is_ready


def test_a_loss_beside_jw_leaves_no_question_of_jz() -> None:
    """1,500 opened, 750 given, 100 lost, 650 discarded: 75 and 65, so no line bears JZ."""
    claim = ClaimDraft(given_mg="750", stopped="rash", losses=(LossDraft("100", "spilt"),))
    sheet = worksheet(flat("1500", claim=claim))
    assert lines_of(sheet) == [("JA", 75, "750"), ("JW", 65, "650")]
    assert "shared-vial" not in finding_ids(sheet)
    asked = message(sheet, "stopped-jw-unsettled")
    assert asked.startswith("65 JW units of an unfinished dose, 100 mg called lost in none:")


def test_the_rest_of_a_stopped_dose_called_lost_is_still_asked_about() -> None:
    """750 of 1,500 mg given and 750 lost: the same 75 units that JW would be of what is left."""
    claim = ClaimDraft(given_mg="750", stopped="rash", losses=(LossDraft("750", "spilt"),))
    sheet = worksheet(flat("1500", claim=claim))
    assert lines_of(sheet) == [("JZ", 75, "750")]
    assert "75 units" in message(sheet, "stopped-jw-unsettled")
    assert "750 mg" in message(sheet, "stopped-jw-unsettled")
    assert not sheet.is_ready


def test_a_loss_that_makes_no_unit_leaves_no_question_of_jw() -> None:
    """1,497 mg are 150 units, as many as 1,500 opened hold: the 3 mg lost could be in no JW."""
    claim = ClaimDraft(given_mg="1497", stopped="line", losses=(LossDraft("3", "spilt"),))
    assert "stopped-jw-unsettled" not in finding_ids(worksheet(flat("1500", claim=claim)))


@pytest.mark.parametrize("more", [{"setting": Setting.EXEMPT}, {"source": DrugSource.TRIAL}])
def test_nothing_is_said_of_jw_and_jz_of_a_loss_where_no_line_bears_them(
    more: dict[str, object],
) -> None:
    claim = ClaimDraft(
        given_mg="750",
        stopped="x",
        losses=(LossDraft("750", "spilt"),),
        **more,  # type: ignore[arg-type]  # test data
    )
    found = finding_ids(worksheet(flat("1500", claim=claim)))
    assert not {"stopped-jw-unsettled", "shared-vial"} & set(found)


def test_a_loss_from_a_multi_dose_container_bears_no_jz_and_asks_nothing() -> None:
    drug = drug_of("50", unit_mg="5", multi_dose=True)
    claim = ClaimDraft(given_mg="29", losses=(LossDraft("3", "spilt"),))
    assert "shared-vial" not in finding_ids(worksheet(flat("29", claim=claim), drug))


def test_what_was_kept_and_what_was_lost_are_asked_about_together() -> None:
    claim = ClaimDraft(given_mg="724", kept_mg="10", losses=(LossDraft("6", "spilt"),))
    sheet = worksheet(by_weight("72.4", claim=claim))
    assert finding_ids(sheet).count("shared-vial") == 1
    assert "10 mg kept for another patient and 6 mg lost" in message(sheet, "shared-vial")


def test_a_part_from_another_patients_vial_is_billed_here_and_wasted_there() -> None:
    """contract.md: 176 given from 56 carried in and 500 opened: 18 and 37."""
    claim = ClaimDraft(given_mg="176", carried_in_mg="56")
    sheet = worksheet(flat("176", plan=plan_of(("500", 1)), claim=claim))
    assert (sheet.units.administered, sheet.units.discarded) == (18, 37)
    assert sheet.discarded_mg == 380
    assert "shared-vial" in finding_ids(sheet)


def test_vials_are_chosen_for_what_was_not_carried_in() -> None:
    """176 − 56 = 120 mg: one vial of 120, nothing left."""
    sheet = worksheet(flat("176", claim=ClaimDraft(carried_in_mg="56")))
    assert vials_of(sheet) == {"120": 1}
    assert sheet.discarded_mg == 0
    assert sheet.draw is not None
    assert sheet.draw.ml == Decimal("3.52")  # 176 ÷ 50, what goes into the bag


def test_a_dose_that_is_all_carried_in_opens_nothing() -> None:
    sheet = worksheet(flat("120", claim=ClaimDraft(carried_in_mg="120")))
    assert vials_of(sheet) == {}
    assert sheet.units.administered == 12
    assert sheet.units.discarded == 0


def test_what_was_kept_for_another_patient_is_no_waste() -> None:
    """64 mg of a 120 mg vial, 56 kept: 7 units, none discarded; the other bills 6 (billing.md)."""
    first = worksheet(flat("64", claim=ClaimDraft(given_mg="64", kept_mg="56")))
    assert (first.units.administered, first.units.discarded) == (7, 0)
    assert first.discarded_mg == 0
    assert modifiers_of(first) == [("JZ", "JA")]
    second = worksheet(flat("56", claim=ClaimDraft(given_mg="56", carried_in_mg="56")))
    assert (second.units.administered, second.units.discarded) == (6, 0)
    assert first.units.administered + second.units.administered > 12  # why `shared-vial` asks
    assert "shared-vial" in finding_ids(first)
    assert "shared-vial" in finding_ids(second)


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (ClaimDraft(given_mg="740.001"), "given_mg"),
        (ClaimDraft(given_mg="724", kept_mg="16.5"), "given_mg"),
        (ClaimDraft(kept_mg="17"), "kept_mg"),
        (ClaimDraft(losses=(LossDraft("17", "spilt"),)), "losses"),
        (ClaimDraft(carried_in_mg="725"), "carried_in_mg"),
    ],
)
def test_more_than_there_was_is_refused(claim: ClaimDraft, field: str) -> None:
    assert list(refusal(by_weight("72.4", claim=claim))) == [field]


def test_exactly_what_there_was_is_taken() -> None:
    sheet = worksheet(by_weight("72.4", claim=ClaimDraft(given_mg="740")))
    assert sheet.discarded_mg == 0
    assert "given-over-dose" in finding_ids(sheet)


def test_once_given_the_vials_need_to_cover_what_was_used_and_not_the_dose() -> None:
    """A person opened 500 mg for 724 and gave 300: the plan is recorded as it was."""
    claim = ClaimDraft(given_mg="300", stopped="reaction")
    sheet = worksheet(by_weight("72.4", plan=plan_of(("500", 1)), claim=claim))
    assert (sheet.units.administered, sheet.units.discarded) == (30, 20)


def test_a_broken_vial_is_in_the_plan_and_in_the_losses() -> None:
    """Three of 500 opened, one broken: 750 given of 1,500 opened − 500 lost, 250 discarded."""
    claim = ClaimDraft(given_mg="750", losses=(LossDraft("500", "broken"),), stopped="no more")
    sheet = worksheet(flat("1500", plan=plan_of(("500", 3)), claim=claim))
    assert (sheet.units.administered, sheet.units.discarded) == (75, 25)


def test_the_rest_of_a_multi_dose_container_is_left_and_never_billed() -> None:
    drug = drug_of("50", unit_mg="5", multi_dose=True)
    sheet = worksheet(flat("29", claim=given("20", stopped="x")), drug)
    assert (sheet.units.administered, sheet.units.discarded) == (4, 0)
    assert [sheet.left_mg, sheet.discarded_mg] == [30, 0]
    assert modifiers_of(sheet) == [()]


@pytest.mark.parametrize("text", ["-1", "1.2.3", "1,5", "0.0001"])
def test_a_malformed_amount_is_refused_with_its_field(text: str) -> None:
    assert list(refusal(by_weight("72.4", claim=given(text)))) == ["given_mg"]


def test_a_loss_needs_its_reason_and_an_amount() -> None:
    claim = ClaimDraft(losses=(LossDraft("3", ""), LossDraft("0", "spilt"), LossDraft("", "x")))
    assert list(refusal(by_weight("72.4", claim=claim))) == [
        "losses[0].why", "losses[1].mg", "losses[2].mg",
    ]  # fmt: skip


def test_nothing_can_have_been_given_tomorrow() -> None:
    claim = ClaimDraft(given_mg="724", date_of_service="2026-11-25")
    assert list(refusal(by_weight("72.4", claim=claim))) == ["date_of_service"]
    planned = ClaimDraft(date_of_service="2026-11-25")
    assert worksheet(by_weight("72.4", claim=planned)).is_planned


def test_units_of_a_shared_and_spilt_vial_leave_a_sentence_on_the_rest() -> None:
    """740 opened, 724 given, 16 kept: 73 units are 730 mg, so 10 mg are in no unit."""
    sheet = worksheet(by_weight("72.4", claim=ClaimDraft(given_mg="724", kept_mg="16")))
    assert not sheet.is_whole_units
    assert sheet.in_no_unit_mg == 10
    assert "10 mg of 740 mg opened are in no unit" in message(sheet, "remainder-under-one-unit")
