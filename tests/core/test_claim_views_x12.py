"""The 837 views inside whole claims, read back by pyx12 4.0 and x12sdk 2.2.

Each of them misses things, so it is pinned here what each catches and what only our rules do.
"""

from dataclasses import replace
from typing import Final

import pytest

from app.core.calculate import calculate
from app.core.claim_draft import ClaimDraft
from app.core.claim_views import View, claim_view
from app.core.order import OrderDraft
from app.core.payer import DrugSource, Setting
from app.core.segment_check import segment_faults
from app.core.worksheet import Worksheet
from tests.core.asking import DURVALUMAB, TODAY, by_weight, flat
from tests.core.rules_by_hand import RULES
from tests.core.x12_claim import pyx12_errors, whole_claim, x12sdk_errors

BILLED: Final = ClaimDraft(charge_per_unit="87.658", diagnoses=("Z51.12", "C34.12"))
SETTINGS: Final = {View.PROFESSIONAL: Setting.OFFICE, View.INSTITUTIONAL: Setting.ON_CAMPUS}


def view_of(view: View, claim: ClaimDraft = BILLED, order: OrderDraft | None = None) -> str:
    """An 837 view of 724 mg, or of another order."""
    if claim.setting is None:
        claim = replace(claim, setting=SETTINGS[view])
    answer = calculate(replace(order or by_weight("72.4"), claim=claim), DURVALUMAB, RULES, TODAY)
    assert isinstance(answer, Worksheet), answer
    return claim_view(answer, view)


TB: Final = DrugSource.DISCOUNTED_340B
CASES: Final = [
    pytest.param(by_weight("72.4"), BILLED, id="724 mg, two products, JW"),
    pytest.param(by_weight("72.4"), replace(BILLED, payer="medicaid"), id="KP and KQ"),
    pytest.param(flat("1500", "80"), BILLED, id="1,500 mg, JZ"),
    pytest.param(by_weight("29", "20"), BILLED, id="580 mg"),
    pytest.param(
        by_weight("72.4"), replace(BILLED, payer="medicaid", source=TB), id="340B, four modifiers"
    ),
    pytest.param(by_weight("72.4"), replace(BILLED, diagnoses=("C34.12",)), id="one diagnosis"),
    pytest.param(
        by_weight("72.4"),
        replace(BILLED, diagnoses=tuple(f"C34.{n}" for n in range(10, 22))),
        id="twelve diagnoses",
    ),
]


@pytest.mark.parametrize("view", list(SETTINGS))
@pytest.mark.parametrize(("order", "claim"), CASES)
def test_both_checkers_take_it(order: OrderDraft, claim: ClaimDraft, view: View) -> None:
    text = view_of(view, claim, order)
    assert "LX*1~" in text
    assert "NOT VALID" not in text
    assert pyx12_errors(whole_claim(text)) == []
    assert pyx12_errors(whole_claim(text, for_x12sdk=True)) == []
    assert x12sdk_errors(whole_claim(text, for_x12sdk=True)) == []


@pytest.mark.parametrize("setting", [Setting.OFF_CAMPUS_EXCEPTED, Setting.OFF_CAMPUS_NON_EXCEPTED])
def test_both_checkers_take_off_campus(setting: Setting) -> None:
    text = view_of(View.INSTITUTIONAL, replace(BILLED, setting=setting, source=TB))
    assert pyx12_errors(whole_claim(text)) == []
    assert x12sdk_errors(whole_claim(text, for_x12sdk=True)) == []


def test_x12sdk_faults_of_its_own() -> None:
    """Its 837I wants a prescription number for each product, and knows no billing note.

    Both are against the guide, as pyx12's map has it. When one of these goes, whole_claim() need
    not go around it any more.
    """
    errors = x12sdk_errors(whole_claim(view_of(View.INSTITUTIONAL)))
    assert len(errors) == 3
    assert "'note_reference_code'" in errors[0]
    assert all("'loop_2410', 'ref_segment'): Field required" in error for error in errors[1:])


NOTE: Final = "NTE*ADD*N400310450012 ML4.48~\n"
PRODUCT: Final = "LIN**N4*00310461150~\nCTP****10*ML~\n"
LIN, CTP = PRODUCT.splitlines(keepends=True)

# what is broken, by what, and a part of what pyx12, x12sdk and our own rules say; "": it is missed
BROKEN: Final = [
    ("three-letter modifier", ":JA*", ":JAX*", "too long", "", "“JAX” is not a modifier"),
    ("small letters", ":JA*", ":ja*", "", "", "“ja” is not a modifier"),
    ("five modifiers", ":JW:JA*", ":JW:KP:TB:PO:JA*", "", "", "5 modifiers"),
    ("JW with JZ", ":JW:JA*", ":JW:JZ:JA*", "", "", "JW and JZ"),
    ("unit MG", "*ML~", "*MG~", "(MG) is not a valid code", "", "NDC unit MG"),
    ("unit ME", "*ML~", "*ME~", "", "", "NDC unit ME"),
    ("ten digits", "*00310461150~", "*0310461150~", "", "", "eleven digits"),
    ("CTP before LIN", PRODUCT, CTP + LIN, "not found", "'ctp_segment'", "CTP without LIN"),
    ("no CTP", CTP, "", "Mandatory segment", "'ctp_segment'", "without CTP"),
    ("half a unit", "*UN*1", "*UN*1.5", "", "", "1.5 units"),
    ("two products", PRODUCT, PRODUCT * 2, "exceeded max count", "SE segment count", ""),
    ("no charge", "*6399.03*", "*charge missing*", "invalid character", "charge_amount", ""),
]


@pytest.mark.parametrize("view", list(SETTINGS))
@pytest.mark.parametrize(
    ("old", "new", "pyx12", "x12sdk", "ours"),
    [pytest.param(*case[1:], id=case[0]) for case in BROKEN],
)
def test_what_each_checker_catches(
    view: View, old: str, new: str, pyx12: str, x12sdk: str, ours: str
) -> None:
    good = view_of(view)
    broken = good.replace(old, new)
    assert broken != good
    assert_says(pyx12_errors(whole_claim(broken)), pyx12)
    assert_says(x12sdk_errors(whole_claim(broken, for_x12sdk=True)), x12sdk)
    assert_says(list(segment_faults(broken)), ours)


def assert_says(errors: list[str], part: str) -> None:
    """That one of the errors says `part`, or that there is none where it is blank."""
    assert any(part in error for error in errors) if part else errors == [], errors


@pytest.mark.parametrize("units", ["0", "-1"])
def test_no_units_are_caught_by_x12sdk_on_professional_claims_alone(units: str) -> None:
    for view, says in ((View.PROFESSIONAL, "'service_unit_count'"), (View.INSTITUTIONAL, "")):
        broken = view_of(view).replace("*UN*1", f"*UN*{units}")
        assert pyx12_errors(whole_claim(broken)) == []
        assert_says(x12sdk_errors(whole_claim(broken, for_x12sdk=True)), says)
        assert_says(list(segment_faults(broken)), f"{units} units")


@pytest.mark.parametrize("view", list(SETTINGS))
def test_only_x12sdk_adds_up_the_charges(view: View) -> None:
    text = view_of(view)
    assert pyx12_errors(whole_claim(text, total="1")) == []
    assert_says(
        x12sdk_errors(whole_claim(text, total="1", for_x12sdk=True)),
        "Claim Amount 1 != Service Line Total 6486.69",
    )


def test_a_professional_line_needs_its_day() -> None:
    """An institutional one may go by the claim's statement dates."""
    broken = view_of(View.PROFESSIONAL).replace("DTP*472*D8*20261124~\n", "", 1)
    assert_says(pyx12_errors(whole_claim(broken)), "Mandatory segment")
    assert_says(x12sdk_errors(whole_claim(broken)), "'dtp_segment'")


def test_the_note_goes_before_the_product() -> None:
    good = view_of(View.PROFESSIONAL)
    assert NOTE + PRODUCT in good
    broken = good.replace(NOTE + PRODUCT, PRODUCT + NOTE)
    assert_says(pyx12_errors(whole_claim(broken)), "Segment NTE*ADD not found")


def test_an_institutional_line_takes_no_such_note() -> None:
    good = view_of(View.INSTITUTIONAL)
    broken = good.replace(PRODUCT, NOTE + PRODUCT)
    assert broken != good
    assert_says(pyx12_errors(whole_claim(broken)), "Segment NTE*ADD not found")


def test_a_claim_without_diagnosis_is_refused() -> None:
    text = view_of(View.PROFESSIONAL, replace(BILLED, diagnoses=()))
    assert "NOT VALID" in text
    assert_says(pyx12_errors(whole_claim(text)), "Diagnosis Code Pointer")
