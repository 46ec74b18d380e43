"""What the page says, in the words of the bench."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.calculate import calculate
from app.core.claim_draft import ClaimDraft
from app.core.drug import Drug, Presentation
from app.core.order import (
    BagDraft,
    BagMethod,
    Basis,
    OrderDraft,
    PlannedVialDraft,
    ShelfDraft,
    WeightUnit,
)
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.order_lines import drug_title
from app.wording.page import hanging, table
from app.wording.worksheet_text import claim_lines_text, short_shelf_text, worksheet_text
from tests.contract.asking import REFERENCE, TODAY
from tests.paper.sheets import sheet_of as sheet_given
from tests.records.doses import whole_order

DURVALUMAB = REFERENCE.drugs[0]
GOLDEN = OrderDraft(
    Basis.WEIGHT, mg_per_kg="10", weight="72.4", weight_unit=WeightUnit.KG, weighed_on="2026-11-23",
    regimen="nsclc-stage-3-10-mg-per-kg", cycle="2",
)  # fmt: skip

PAGE = """\
durvalumab (Imfinzi) 50 mg/mL                      PLANNED, nothing is given yet

ORDER
  Dose            724 mg of durvalumab = 72.4 kg × 10 mg/kg
  Weight          72.4 kg (159.6 lb), weighed on 2026-11-23
  Regimen         Unresectable stage III NSCLC, after chemoradiation
  Label says      10 mg/kg every 2 weeks at 30 kg or more (label copy 2026-01)
  Course          At most 26 doses or 12 months.
  Dose number     2

VIALS
  Pull            durvalumab 1 × 500 mg + 2 × 120 mg
    1 × 500 mg  draw all, 10 mL       NDC 0310-4611-50
    1 × 120 mg  draw all, 2.4 mL      NDC 0310-4500-12
    1 × 120 mg  draw 104 mg, 2.08 mL  NDC 0310-4500-12
  Opened          740 mg
  To give         724 mg of durvalumab, draw 14.48 mL in all
  To discard      16 mg, 0.32 mL
  Why these       No combination of 500 and 120 mg opens between 724 and 739 mg.

BAG
  Bag             100 mL sodium chloride 0.9 %, drug added to the full bag
  Total           114.48 mL
  Concentration   6.3 mg/mL (label: 1 to 15 mg/mL)
  Rate            114 mL/h over 60 minutes
"""

TABLE = """\
  Code   Modifiers  Units  Stands for
  J9323  JA            73  724 mg to give
                           N4 00310-4611-50 ML10
                           N4 00310-4500-12 ML4.48
                           ! code not confirmed
  J9323  JW, JA         1  16 mg to discard
                           N4 00310-4500-12 ML0.32
                           ! code not confirmed
  73 + 1 = 74 units = 740 mg opened
  ! Code not confirmed. The HCPCS table of October 2025 gives J9323 to
    pemetrexed ditromethamine; durvalumab is J9173, “Injection, durvalumab,
    10 mg”.
  Not ready: not given yet, 2 to answer
"""

CLAIM_LINES = f"""\
CLAIM LINES, PLANNED, nothing is given yet
  durvalumab (Imfinzi) 50 mg/mL, dose 724 mg
  Medicare Part B; Office (POS 11); date of service 2026-11-24; diagnoses: none
  yet; Purchased
{TABLE}  Ask: No diagnosis yet: a claim needs one that the label or a compendium
       supports.
"""

OTHER_WAYS = """\
OTHER WAYS
  durvalumab, mg     Vials    Opened  Discard    Units
  1 × 500 + 2 × 120      3    740 mg    16 mg   73 + 1  chosen
  7 × 120                7    840 mg   116 mg  73 + 11  100 mg avoidable
  2 × 500                2  1,000 mg   276 mg  73 + 27  260 mg avoidable
"""


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def sheet_of(draft: OrderDraft, drug: Drug = DURVALUMAB) -> Worksheet:
    """The worksheet of an order that is answered."""
    answer = calculate(draft, drug, REFERENCE.rules, TODAY)
    assert isinstance(answer, Worksheet)
    return answer


def described(*sizes: Presentation, unit_mg: str = "10", multi_dose: bool = False) -> Drug:
    """A drug of which nothing else is known."""
    return Drug("", "trial drug", "", "J0000", Decimal(unit_mg), sizes, multi_dose=multi_dose)


def flat(mg: str) -> OrderDraft:
    """A flat dose."""
    return OrderDraft(Basis.FLAT, mg=mg)


def test_page_begins_with_drug_dose_vials_and_bag() -> None:
    assert worksheet_text(sheet_of(GOLDEN)).startswith(PAGE)


def test_page_has_the_other_ways_with_the_chosen_one_first() -> None:
    assert OTHER_WAYS in worksheet_text(sheet_of(GOLDEN))


def test_other_bags_that_fit_are_named_by_their_diluent() -> None:
    line = "  Also fit        sodium chloride 0.9 % 50, 250 mL; dextrose 5 % 100, 50, 250 mL\n"
    assert line in worksheet_text(sheet_of(GOLDEN))


def test_claim_lines_alone_say_drug_planned_and_that_the_code_is_not_confirmed() -> None:
    assert claim_lines_text(sheet_of(GOLDEN)) == CLAIM_LINES


def test_page_has_the_same_claim_lines() -> None:
    assert f"\nCLAIM LINES, PLANNED\n{TABLE}" in worksheet_text(sheet_of(GOLDEN))


def test_checklist_counts_met_of_asked_and_marks_each_item() -> None:
    page = worksheet_text(sheet_of(GOLDEN))
    met, opened, not_asked = page.count("\n  [x] "), page.count("\n  [ ] "), page.count("\n   –  ")
    assert f"\nCHECKLIST, {met} of {met + opened}\n" in page
    assert met + opened + not_asked == len(REFERENCE.checklist)
    assert "\n  [x] Weight and its date: 72.4 kg, 2026-11-23\n" in page
    assert "\n   –  Whole vials given (part-used or multi-dose vial)\n" in page


def test_checklist_goes_through_the_day_with_what_was_answered() -> None:
    answers = {
        "arrived": "done",
        "route": "intravenous",
        "discard": "2026-11-24 1120; rest of the vial; waste bin",
        "infusion-times": "10",
        "supervising-clinician": " ",
    }
    page = _in_one_line(worksheet_text(sheet_of(GOLDEN), answers))
    discard = "16 mg, 2026-11-24 11:20; rest of the vial; waste bin"
    not_yet = "(Not yet: the infusion is not entered.)"
    for line in (
        "[x] Patient arrived and weighed [x] Weight",
        "[ ] Vials: NDC, lot and expiry [ ] Second check",
        "Infusion, 0 of 6 [ ] Dose given and its basis [ ] Infusion: start, stop, minutes: 10 (",
        "[ ] Infusion: start, stop, minutes: 10 (Write start and stop, such as 10:05 to 11:05.)",
        f"[ ] Route: intravenous {not_yet}",
        f"[ ] Discard: date, time, reason, disposal: {discard} {not_yet}",
        "[ ] Supervising clinician Afterwards, 0 of 2",
    ):
        assert line in page, line


def test_answers_count_once_the_infusion_is_entered() -> None:
    answers = {"infusion-times": "1005 to 1107", "route": "intravenous"}
    given = replace(GOLDEN, claim=ClaimDraft(given_mg="724"))
    page = _in_one_line(worksheet_text(sheet_of(given), answers))
    assert "Infusion, 3 of 6 [x] Dose given and its basis: 724 mg, 72.4 kg × 10 mg/kg" in page
    assert (
        "[x] Infusion: start, stop, minutes: 10:05 to 11:07, 62 min [x] Route: intravenous" in page
    )


def test_page_ends_with_what_the_program_is_not_its_version_and_table_date() -> None:
    page = worksheet_text(sheet_of(GOLDEN), code_table="HCPCS table of October 2025")
    end = page.splitlines()[-2:]
    assert " ".join(end) == (
        "Vialwise 0.1.0, HCPCS table of October 2025. It does not replace the order, the label or "
        "the payer’s policy."
    )


def test_what_stops_stands_before_what_is_asked() -> None:
    draft = replace(GOLDEN, weight="165", bag=BagDraft("dextrose-5", "50", BagMethod.EMPTY))
    page = worksheet_text(sheet_of(draft))
    assert "(NOT within the label’s 1 to 15 mg/mL)" in page
    assert page.index("  STOP ") < page.index("  Ask ")


def test_a_source_is_named_without_its_address() -> None:
    page = worksheet_text(sheet_of(replace(GOLDEN, regimen="nmibc-with-bcg")))
    assert "Source: POTOMAC trial dose, Urology Times, 2026-05-15\n" in page
    assert "urologytimes.com" not in page


def test_a_row_that_was_not_verified_says_so() -> None:
    page = worksheet_text(sheet_of(replace(GOLDEN, regimen="nmibc-with-bcg")))
    assert "not verified (secondary)" in " ".join(page.split())


def test_a_weight_for_which_the_label_has_no_dose_says_so() -> None:
    page = worksheet_text(sheet_of(replace(GOLDEN, regimen="nmibc-with-bcg", weight="20")))
    assert "  Label says      no dose for this weight\n" in page


def test_pounds_and_kilograms_stand_together() -> None:
    page = worksheet_text(sheet_of(replace(GOLDEN, weight="159.6", weight_unit=WeightUnit.LB)))
    assert "  Dose            724 mg of durvalumab = 159.6 lb (72.4 kg) × 10 mg/kg\n" in page
    assert "  Weight          159.6 lb (72.4 kg), weighed on 2026-11-23\n" in page


def test_mg_in_no_unit_are_named() -> None:
    drug = described(Presentation(Decimal(25)), unit_mg="10")
    assert "2 units; 5 mg of 25 mg opened are in no unit." in worksheet_text(
        sheet_of(flat("20"), drug)
    )


def test_one_unit_larger_than_the_vial() -> None:
    drug = described(Presentation(Decimal(25)), unit_mg="50")
    assert "  1 unit for 25 mg opened\n" in worksheet_text(sheet_of(flat("20"), drug))


def test_the_rest_of_a_multi_dose_vial_is_left() -> None:
    drug = described(Presentation(Decimal(1000), Decimal(3)), multi_dose=True)
    page = worksheet_text(sheet_of(flat("1200"), drug))
    assert "  Left            800 mg, 2.4 mL, stays in the multi-dose vial\n" in page
    assert "To discard" not in page
    assert "  120 units for 1,200 mg; what is left in the vial is not billed.\n" in page


def test_vials_beyond_the_need_are_drawn_nothing_from() -> None:
    page = worksheet_text(sheet_of(replace(GOLDEN, plan=(PlannedVialDraft("500", "3"),))))
    vials = [line.split() for line in page.splitlines() if "NDC 0" in line]
    assert [" ".join(words[:-2]) for words in vials] == [
        "1 × 500 mg draw all, 10 mL",
        "1 × 500 mg draw 224 mg, 4.48 mL",
        "1 × 500 mg draw nothing",
    ]


def test_several_whole_vials_say_each() -> None:
    page = worksheet_text(sheet_of(flat("1500")))
    assert "    3 × 500 mg  draw all, 10 mL each  NDC 0310-4611-50\n" in page


def test_an_unknown_volume_is_no_bag() -> None:
    page = worksheet_text(sheet_of(flat("20"), described(Presentation(Decimal(25)))))
    assert "  Bag             not calculated: how it is prepared is not known.\n" in page
    assert "  To give         20 mg of trial drug\n" in page


def test_a_short_shelf_keeps_dose_and_draw_and_says_what_is_missing() -> None:
    draft = replace(GOLDEN, shelf=(ShelfDraft("120", "1"),))
    answer = calculate(draft, DURVALUMAB, REFERENCE.rules, TODAY)
    assert isinstance(answer, ShortShelf)
    page = short_shelf_text(answer)
    assert "  Dose            724 mg of durvalumab = 72.4 kg × 10 mg/kg\n" in page
    assert "  Draw            14.48 mL in all\n" in page
    assert "The shelf holds 120 mg, 604 mg short of 724 mg." in " ".join(page.split())
    assert "J9323" not in page
    assert "units" not in page


@pytest.mark.parametrize(
    ("sizes", "title"),
    [
        ([("500", "10"), ("120", "2.4")], "trial drug 50 mg/mL"),
        ([("500", "10"), ("120", "2")], "trial drug"),
        ([("500", "10"), ("120", None)], "trial drug"),
        ([("100", "3")], "trial drug"),
        ([("5", "8")], "trial drug 0.625 mg/mL"),
    ],
)
def test_strength_is_named_where_it_is_one_and_exact(
    sizes: list[tuple[str, str | None]], title: str
) -> None:
    drug = described(
        *[Presentation(Decimal(mg), None if ml is None else Decimal(ml)) for mg, ml in sizes]
    )
    assert drug_title(drug) == title


def test_a_figure_and_its_unit_stay_on_one_line() -> None:
    for width in range(60, 80):
        assert not any(line.endswith("500") for line in hanging("", "x" * width + " 500 mg more"))


def test_a_row_that_is_too_long_has_its_first_cell_on_a_line_of_its_own() -> None:
    lines = table([["x" * 70, "1,234.567 mg"], ["y", "1 mg"]], right={1})
    assert lines == ["  " + "x" * 70, "        1,234.567 mg", "  y", "                1 mg"]


def test_what_is_held_stands_first_and_nothing_is_ready() -> None:
    held = ("Claim held: units differ, found by MB.",)
    sheet = sheet_given(whole_order())
    assert "Ready to enter" in worksheet_text(sheet)
    assert "Ready to enter" in claim_lines_text(sheet)
    for text in (worksheet_text(sheet, held=held), claim_lines_text(sheet, held)):
        assert text.splitlines()[1] == f"STOP: {held[0]}"
        assert "  Not ready: held\n" in text
        assert "Ready to enter" not in text
