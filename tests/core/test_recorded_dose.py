"""Where the mg of each product went, and which state of a dose counts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from app.core.amounts import Amounts, Status
from app.core.billing import share_by_product
from app.core.claim_draft import ClaimDraft, LossDraft
from app.core.recorded_dose import (
    CARRIED_IN,
    ProductUse,
    RecordedDose,
    newest_states,
    split_by_product,
    split_discarded,
)
from app.core.vials import VialCount
from app.core.worksheet import Worksheet
from tests.core.asking import DURVALUMAB, ask, drug_of, flat, plan_of, worksheet
from tests.core.recorded import (
    NDC_120,
    NDC_500,
    NOTHING_GIVEN,
    PLANNED_724,
    products_of,
    recorded,
    texts,
)
from tests.core.test_claim_guarantees import claimed_cases
from tests.strategies import Case


def figures(use: ProductUse) -> dict[str, str]:
    """The amounts that are not 0, as text."""
    return {
        name: f"{mg:f}"
        for name, mg in use._asdict().items()
        if name.endswith("_mg") and name != "vial_mg" and mg
    }


def test_724_mg_of_three_vials_are_500_and_224_given_10_as_jw_and_6_in_no_unit() -> None:
    large, small = products_of(worksheet(flat("724", claim=ClaimDraft(given_mg="724"))))
    assert (large.ndc, large.vials, figures(large)) == (
        NDC_500, 1, {"opened_mg": "500", "given_mg": "500"},
    )  # fmt: skip
    assert (small.ndc, small.vials) == (NDC_120, 2)
    assert figures(small) == {
        "opened_mg": "240", "given_mg": "224", "jw_mg": "10", "remainder_mg": "6",
    }  # fmt: skip


def test_what_was_kept_stands_between_given_and_discarded() -> None:
    claim = ClaimDraft(given_mg="724", kept_mg="12")
    _, small = products_of(worksheet(flat("724", claim=claim)))
    assert figures(small) == {
        "opened_mg": "240", "given_mg": "224", "kept_mg": "12", "remainder_mg": "4",
    }  # fmt: skip


def test_a_vial_that_was_lost_whole_is_all_lost() -> None:
    claim = ClaimDraft(given_mg="724", losses=(LossDraft("120", "broken"),))
    plan = plan_of(("500", 1), ("120", 3))
    large, small = products_of(worksheet(flat("724", plan=plan, claim=claim)))
    assert figures(large) == {"opened_mg": "500", "given_mg": "500"}
    assert figures(small) == {
        "opened_mg": "360", "given_mg": "224", "lost_mg": "120", "jw_mg": "10", "remainder_mg": "6",
    }  # fmt: skip


def test_what_was_carried_in_is_a_product_of_its_own_and_given_first() -> None:
    """176 mg of 56 carried in and 500 opened: 18 and 37 units (contract.md)."""
    claim = ClaimDraft(given_mg="176", carried_in_mg="56")
    large, carried = products_of(worksheet(flat("176", plan=plan_of(("500", 1)), claim=claim)))
    assert (carried.ndc, figures(carried)) == (CARRIED_IN, {"opened_mg": "56", "given_mg": "56"})
    assert figures(large) == {
        "opened_mg": "500", "given_mg": "120", "jw_mg": "370", "remainder_mg": "10",
    }  # fmt: skip


def test_what_was_carried_in_and_not_given_is_discarded_with_the_rest() -> None:
    """40 of 100 mg carried in are given, so nothing of the vial is; 60 + 120 are thrown away."""
    amounts = Amounts(Status.GIVEN, Decimal(40), Decimal(180), carried_in_mg=Decimal(100))
    vials = [VialCount(DURVALUMAB.presentations[1], 1)]
    small, carried = split_by_product(vials, amounts, split_discarded(amounts, 18, 18, Decimal(10)))
    assert figures(carried) == {"opened_mg": "100", "given_mg": "40", "jw_mg": "60"}
    assert figures(small) == {"opened_mg": "120", "jw_mg": "120"}


def test_of_nothing_given_all_is_discarded_and_none_of_it_billed() -> None:
    sheet = worksheet(flat("724", claim=ClaimDraft(given_mg="0", stopped="patient left")))
    assert [figures(use) for use in products_of(sheet)] == [
        {"opened_mg": "500", "unbilled_mg": "500"},
        {"opened_mg": "240", "unbilled_mg": "240"},
    ]


def test_multi_dose_vials_keep_what_is_left() -> None:
    drug = drug_of("100", multi_dose=True)
    [use] = products_of(worksheet(flat("130", claim=ClaimDraft(given_mg="130")), drug))
    assert figures(use) == {"opened_mg": "200", "given_mg": "130", "left_mg": "70"}


def test_whole_units_that_no_line_bills_are_told_from_the_remainder() -> None:
    parted = split_discarded(PLANNED_724._replace(discarded_mg=Decimal(36)), 3, 0, Decimal(10))
    assert texts(*parted) == ["0", "30", "6"]


def test_where_the_unit_is_not_known_a_jw_line_stands_for_all_that_was_discarded() -> None:
    assert texts(*split_discarded(PLANNED_724, 1, 1, None)) == ["16", "0", "0"]
    assert texts(*split_discarded(PLANNED_724, 1, 0, None)) == ["0", "0", "16"]


@given(claimed_cases())
def test_every_product_of_every_worksheet_adds_up_and_all_together_are_the_dose(
    case: Case,
) -> None:
    """opened + carried in = given + kept + lost + discarded + left, product by product."""
    sheet = ask(case.draft, case.drug)
    if not isinstance(sheet, Worksheet):
        return
    uses, amounts = products_of(sheet), sheet.amounts
    assert all(use.adds_up for use in uses)
    assert all(mg >= 0 for use in uses for mg in use[3:])
    of_vials = [use for use in uses if use.ndc != CARRIED_IN]
    assert sum(use.opened_mg for use in of_vials) == sheet.opened_mg
    for total, part in (
        (sheet.opened_mg + amounts.carried_in_mg, "opened_mg"),
        (amounts.billed_mg, "given_mg"),
        (amounts.kept_mg, "kept_mg"),
        (amounts.lost_mg, "lost_mg"),
        (amounts.discarded_mg, "discarded_mg"),
        (amounts.left_mg, "left_mg"),
    ):
        assert sum(getattr(use, part) for use in uses) == total, part
    lines = [line.units for line in sheet.claim_lines if line.is_discard]
    assert sum(use.jw_mg for use in uses) == sum(lines) * sheet.drug.unit_mg


@given(claimed_cases())
def test_each_product_has_the_mg_that_the_claim_gives_it(case: Case) -> None:
    sheet = ask(case.draft, case.drug)
    if not isinstance(sheet, Worksheet):
        return
    given_to, discarded = share_by_product(sheet.plan, sheet.amounts)
    uses = {use.vial_mg: use for use in products_of(sheet) if use.ndc != CARRIED_IN}
    assert {s.presentation.mg: s.mg for s in given_to} == {
        mg: use.given_mg for mg, use in uses.items() if use.given_mg
    }
    assert {s.presentation.mg: s.mg for s in discarded} == {
        mg: use.discarded_mg for mg, use in uses.items() if use.discarded_mg
    }


# --- which state counts ---------------------------------------------------------------------------


def entries_of(*doses: RecordedDose) -> list[str]:
    return [dose.entry for dose in newest_states(doses)]


def test_given_takes_the_place_of_prepared() -> None:
    planned = recorded("R-1", amounts=PLANNED_724)
    assert entries_of(planned, recorded("R-2")) == ["R-2"]


def test_a_dose_that_is_recorded_as_given_twice_counts_once_the_newest() -> None:
    """Sent again where it was not known whether it had been recorded."""
    assert entries_of(recorded("R-1"), recorded("R-2")) == ["R-2"]


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    assert entries_of(recorded("R-1"), recorded("R-2", corrects="R-1")) == ["R-2"]


def test_a_correction_of_a_correction_stands_where_the_first_entry_stood() -> None:
    planned = recorded("R-1", amounts=PLANNED_724)
    given_after = recorded("R-2")
    corrected = recorded("R-3", corrects="R-1", amounts=PLANNED_724)
    again = recorded("R-4", corrects="R-3", amounts=PLANNED_724)
    assert entries_of(planned, given_after, corrected, again) == ["R-2"]


def test_a_correction_moves_a_dose_that_stood_under_a_wrong_reference() -> None:
    moved = recorded("R-2", corrects="R-1", encounter="A-20418")
    assert [d.encounter for d in newest_states([recorded("R-1"), moved])] == ["A-20418"]


def test_a_plan_takes_back_nothing_that_was_given_and_a_correction_does() -> None:
    planned = recorded("R-2", amounts=PLANNED_724)
    assert entries_of(recorded("R-1"), planned) == ["R-1"]
    [state] = newest_states([recorded("R-1"), replace(planned, corrects="R-1")])
    assert not state.happened


def test_nothing_given_after_a_plan_is_what_happened() -> None:
    planned = recorded("R-1", amounts=PLANNED_724)
    assert entries_of(planned, recorded("R-2", amounts=NOTHING_GIVEN)) == ["R-2"]


def test_two_drugs_of_one_encounter_are_two_doses() -> None:
    other = recorded("R-2", drug_id="tremelimumab", drug="tremelimumab")
    assert entries_of(recorded("R-1"), other) == ["R-1", "R-2"]


@pytest.mark.parametrize("unknown", ["R-9", "nonsense"])
def test_a_correction_of_an_entry_that_is_not_there_stands_for_itself(unknown: str) -> None:
    assert entries_of(recorded("R-2", corrects=unknown)) == ["R-2"]


def test_a_described_drug_that_is_called_like_a_drugs_id_is_another_dose() -> None:
    """The second one described is of the same dose as the first described, not of the drug's."""
    ours = recorded("R-1")
    described = recorded("R-2", drug_id="", drug="durvalumab")
    again = recorded("R-3", drug_id="", drug="durvalumab")
    renamed = recorded("R-4", drug="durvalumab, Imfinzi")
    assert [d.entry for d in newest_states([ours, described])] == ["R-1", "R-2"]
    assert [d.entry for d in newest_states([ours, described, again])] == ["R-1", "R-3"]
    assert [d.entry for d in newest_states([ours, described, renamed])] == ["R-4", "R-2"]
