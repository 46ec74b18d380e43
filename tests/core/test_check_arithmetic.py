"""How the preparer came to each figure, in words; each line worked out by hand from the figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.check_arithmetic import Workings, explained
from app.core.check_figures import Figure
from app.core.drug import Presentation
from app.core.order import Basis, WeightUnit
from tests.core.asking import DURVALUMAB
from tests.core.checking import GIVEN, WORKSHEET, weight, workings

IN_POUNDS = replace(WORKSHEET, weight=weight("160", WeightUnit.LB))
FLAT = replace(WORKSHEET, basis=Basis.FLAT, ordered=Decimal(724), weight=None)
UNLIKE = DURVALUMAB._replace(  # 50 and 40 mg/mL
    presentations=(
        Presentation(Decimal(500), Decimal(10)),
        Presentation(Decimal(120), Decimal(3)),
    ),
)
ENDLESS = DURVALUMAB._replace(presentations=(Presentation(Decimal(100), Decimal(3)),))
UNKNOWN_ML = DURVALUMAB._replace(presentations=(Presentation(Decimal(100)),))
SEVENS = DURVALUMAB._replace(unit_mg=Decimal(7))

LINES = {
    "no weight": (workings(FLAT), Figure.WEIGHT, "no weight on the worksheet"),
    "a weight in kg": (workings(), Figure.WEIGHT, "as the preparer has it"),
    "a weight in lb": (  # 160 × 0.45359237 = 72.5747792
        workings(IN_POUNDS), Figure.WEIGHT, "160 lb × 0.45359237 kg a lb, to 0.1 kg: 72.6 kg"),
    "a flat dose": (workings(FLAT), Figure.DOSE, "flat dose of 724 mg"),
    "a dose that was rounded": (
        workings(replace(WORKSHEET, dose_mg=Decimal(740))), Figure.DOSE,
        "72.4 kg × 10 mg/kg = 724 mg, rounded to 740 mg"),
    "no volume": (
        workings(replace(WORKSHEET, volume_ml=None)), Figure.VOLUME, "no volume on the worksheet"),
    "sizes of two strengths": (
        workings(drug=UNLIKE), Figure.VOLUME, "14.48 mL, added up from the vials"),
    "a size of unknown volume": (
        workings(drug=UNKNOWN_ML), Figure.VOLUME, "14.48 mL, added up from the vials"),
    "a strength without end": (  # 724 × 3 ÷ 100 = 21.72
        workings(replace(WORKSHEET, volume_ml=Decimal("21.72")), ENDLESS), Figure.VOLUME,
        "724 mg × 3 mL ÷ 100 mg = 21.72 mL"),
    "units without end": (  # 103 × 7 = 721
        workings(replace(WORKSHEET, units=104), SEVENS), Figure.UNITS,
        "724 mg ÷ 7 mg a unit is over 103, a started unit counts: 104"),
    "whole units": (
        workings(billed_mg=Decimal(730)), Figure.UNITS,
        "730 mg ÷ 10 mg a unit = 73 whole units: 73"),
    "units by another code": (
        workings(replace(WORKSHEET, units=145)), Figure.UNITS,
        "as the worksheet counted them by the code on it: 145"),
    "JW of multi-dose vials": (
        workings(replace(WORKSHEET, jw_units=0), DURVALUMAB._replace(multi_dose=True)),
        Figure.JW_UNITS, "multi-dose vials have no JW: 0"),
    "JW that the payer does not take": (
        workings(replace(WORKSHEET, jw_units=0), takes_jw=False), Figure.JW_UNITS,
        "no line for what was discarded: 0"),
    "JW by another code": (
        workings(replace(WORKSHEET, jw_units=3)), Figure.JW_UNITS,
        "as the worksheet counted them by the code on it: 3"),
    "JW once given": (
        workings(GIVEN), Figure.JW_UNITS,
        "724 mg given and 16 mg discarded hold 74 whole units, less 73: 1"),
    "what was given": (workings(GIVEN), Figure.GIVEN, "as charted"),
    "the code": (workings(), Figure.CODE, "on the claim for durvalumab"),
    "the bag": (workings(), Figure.BAG, "as the preparer has it"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_each_figure_says_how_it_came_about(case: str) -> None:
    found: Workings
    found, figure, line = LINES[case]
    assert explained(figure, found) == line
