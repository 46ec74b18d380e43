"""The views of the claim lines; the expected text is by hand from billing.md 0.1 and 4."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.billing import ClaimLine
from app.core.calculate import calculate
from app.core.claim_draft import ClaimDraft
from app.core.claim_views import View, claim_view, our_own_faults, views_for
from app.core.drug import Drug, Presentation
from app.core.order import OrderDraft
from app.core.paper_views import paper_quantity
from app.core.payer import DrugSource, NdcFormat, Setting
from app.core.segment_check import segment_faults
from app.core.worksheet import Worksheet
from tests.core.asking import DURVALUMAB, TODAY, by_weight, flat, plan_of
from tests.core.rules_by_hand import MEDICARE, RULES, always, with_payer

ORDER: Final = by_weight("72.4")
"""724 mg of 500 + 2 × 120 mg: 73 units given and 1 discarded."""

BILLED: Final = ClaimDraft(
    code="J9173", given_mg="724", charge_per_unit="87.658", diagnoses=("Z51.12", "C34.12")
)
IN_HOSPITAL: Final = replace(BILLED, setting=Setting.ON_CAMPUS)
MEDICAID: Final = replace(BILLED, payer="medicaid")


def sheet_of(
    claim: ClaimDraft,
    order: OrderDraft = ORDER,
    drug: Drug = DURVALUMAB,
    rules: Any = RULES,
) -> Worksheet:
    """The worksheet of an order with that claim."""
    answer = calculate(replace(order, claim=claim), drug, rules, TODAY)
    assert isinstance(answer, Worksheet), answer
    return answer


def view_of(claim: ClaimDraft, view: View) -> str:
    """One view of 724 mg."""
    return claim_view(sheet_of(claim), view)


def body(text: str) -> list[str]:
    """What belongs to the form, without the lines for the biller."""
    return [line for line in text.splitlines() if not line.startswith("#")]


def heading(text: str) -> list[str]:
    """The lines for the biller."""
    return [line for line in text.splitlines() if line.startswith("# ")]


def test_cms_1500_of_two_products_on_one_line() -> None:
    text = view_of(BILLED, View.CMS1500)
    assert text == (
        "# CMS-1500, drug lines only: durvalumab (Imfinzi), dose 724 mg\n"
        "# GIVEN on 2026-11-24: 724 mg\n"
        "# Medicare Part B; Office, place of service 11; 2026-11-24\n"
        "# Charge of these lines together: USD 6,486.69\n"
        "# 24E: A alone, as Medicare takes one letter on paper (manual 26, item 24E)\n"
        "19  J9173 JA N400310450012 ML4.48\n"
        "21  ICD Ind. 0  A Z5112  B C3412\n"
        "24  Line 1\n"
        "    shaded  N400310461150 ML10\n"
        "    A  11 24 26  11 24 26\n"
        "    B  11\n"
        "    D  J9173 JA\n"
        "    E  A\n"
        "    F  6399 03\n"  # 73 × 87.658 = 6,399.034
        "    G  73\n"
        "24  Line 2\n"
        "    shaded  N400310450012 ML0.32\n"
        "    A  11 24 26  11 24 26\n"
        "    B  11\n"
        "    D  J9173 JW JA\n"
        "    E  A\n"
        "    F  87 66\n"
        "    G  1\n"
    )


def test_837p_of_two_products_on_one_line() -> None:
    assert body(view_of(BILLED, View.PROFESSIONAL)) == [
        "HI*ABK:Z5112*ABF:C3412~",
        "LX*1~",
        "SV1*HC:J9173:JA*6399.03*UN*73*11**1:2~",
        "DTP*472*D8*20261124~",
        "NTE*ADD*N400310450012 ML4.48~",
        "LIN**N4*00310461150~",
        "CTP****10*ML~",
        "LX*2~",
        "SV1*HC:J9173:JW:JA*87.66*UN*1*11**1:2~",
        "DTP*472*D8*20261124~",
        "LIN**N4*00310450012~",
        "CTP****0.32*ML~",
    ]


def test_ub_04_has_the_second_product_in_the_remarks() -> None:
    text = view_of(IN_HOSPITAL, View.UB04)
    assert body(text) == [
        "FL  Line 1",
        "    42  0636",
        "    43  N400310461150ML10",
        "    44  J9173 JA",
        "    45  112426",
        "    46  73",
        "    47  6399 03",
        "FL  Line 2",
        "    42  0636",
        "    43  N400310450012ML0.32",
        "    44  J9173 JW JA",
        "    45  112426",
        "    46  1",
        "    47  87 66",
        "67  Z5112  A C3412",
        "80  J9173 JA N400310450012 ML4.48",
    ]
    assert "place of service" not in text  # a field of professional claims


def test_837i_has_the_second_product_in_the_billing_note() -> None:
    assert body(view_of(IN_HOSPITAL, View.INSTITUTIONAL)) == [
        "NTE*ADD*J9173 JA N400310450012 ML4.48~",
        "HI*ABK:Z5112~",
        "HI*ABF:C3412~",
        "LX*1~",
        "SV2*0636*HC:J9173:JA*6399.03*UN*73~",
        "DTP*472*D8*20261124~",
        "LIN**N4*00310461150~",
        "CTP****10*ML~",
        "LX*2~",
        "SV2*0636*HC:J9173:JW:JA*87.66*UN*1~",
        "DTP*472*D8*20261124~",
        "LIN**N4*00310450012~",
        "CTP****0.32*ML~",
    ]


def test_medicaid_has_a_line_for_each_product() -> None:
    lines = body(view_of(MEDICAID, View.CMS1500))
    assert [line.split()[1] for line in lines if line.startswith("    G")] == ["50", "23", "1"]
    assert [line.strip() for line in lines if line.startswith("    shaded")] == [
        "shaded  N400310461150 ML10.00",
        "shaded  N400310450012 ML4.48",
        "shaded  N400310450012 ML0.32",
    ]
    assert [line.strip() for line in lines if line.startswith("    D")] == [
        "D  J9173 KP JA",
        "D  J9173 KQ JA",
        "D  J9173 JW KQ JA",
    ]
    assert not any(line.startswith("19") for line in lines)
    # the paper's two decimals are not the 837's
    segments = body(view_of(MEDICAID, View.PROFESSIONAL))
    assert [each for each in segments if each.startswith("CTP")] == [
        "CTP****10*ML~",
        "CTP****4.48*ML~",
        "CTP****0.32*ML~",
    ]
    assert not any(each.startswith("NTE") for each in segments)


@pytest.mark.parametrize(
    ("ml", "form", "text"),
    [
        ("10", NdcFormat.UP_TO_3_DECIMALS, "10"),
        ("4.480", NdcFormat.UP_TO_3_DECIMALS, "4.48"),
        ("1234.5", NdcFormat.UP_TO_3_DECIMALS, "1234.5"),
        ("0.325", NdcFormat.UP_TO_3_DECIMALS, "0.325"),
        ("10", NdcFormat.TWO_DECIMALS, "10.00"),
        ("0.325", NdcFormat.TWO_DECIMALS, "0.33"),
        ("0.004", NdcFormat.TWO_DECIMALS, "0.01"),
        ("4.48", NdcFormat.TEN_DIGITS, "0000004480"),
        ("1234.567", NdcFormat.TEN_DIGITS, "0001234567"),
    ],
)
def test_quantity_on_paper(ml: str, form: NdcFormat, text: str) -> None:
    assert paper_quantity(Decimal(ml), form) == text


def test_the_payers_ten_digits_stand_on_paper_alone() -> None:
    payer = replace(MEDICARE, id="ten", ndc_format=always(NdcFormat.TEN_DIGITS))
    sheet = sheet_of(replace(BILLED, payer="ten"), rules=with_payer(payer))
    paper = claim_view(sheet, View.CMS1500)
    assert "shaded  N400310461150 ML0000010000\n" in paper
    assert "19  J9173 JA N400310450012 ML0000004480\n" in paper
    electronic = claim_view(sheet, View.PROFESSIONAL)
    assert "CTP****10*ML~\n" in electronic
    assert "NTE*ADD*N400310450012 ML4.48~\n" in electronic


def test_views_by_setting() -> None:
    hospital = (View.UB04, View.INSTITUTIONAL)
    expected = {
        Setting.OFFICE: (View.CMS1500, View.PROFESSIONAL),
        Setting.ON_CAMPUS: hospital,
        Setting.OFF_CAMPUS_EXCEPTED: hospital,
        Setting.OFF_CAMPUS_NON_EXCEPTED: hospital,
        Setting.EXEMPT: (),
    }
    assert {
        setting: views_for(sheet_of(replace(BILLED, setting=setting))) for setting in Setting
    } == expected


def sheet_and_its_views(claim: ClaimDraft) -> list[tuple[Worksheet, View]]:
    """In office and hospital, so all four views."""
    return [
        (sheet, view)
        for setting in (Setting.OFFICE, Setting.ON_CAMPUS)
        for sheet in [sheet_of(replace(claim, setting=setting))]
        for view in views_for(sheet)
    ]


def test_without_a_charge_it_is_not_valid_and_says_so() -> None:
    for sheet, view in sheet_and_its_views(replace(BILLED, charge_per_unit="")):
        text = claim_view(sheet, view)
        assert "# NOT VALID: charge missing. Enter what is charged for a unit." in heading(text)
        assert "\n".join(body(text)).count("charge missing") == len(sheet.claim_lines)
        assert "USD" not in text
        assert "valid" not in text.replace("NOT VALID", "").lower()


def test_with_everything_there_it_is_not_called_anything() -> None:
    for sheet, view in sheet_and_its_views(BILLED):
        text = claim_view(sheet, view)
        assert "valid" not in text.lower()
        assert "missing" not in text


def test_without_a_diagnosis_it_is_not_valid() -> None:
    for sheet, view in sheet_and_its_views(replace(BILLED, diagnoses=())):
        text = claim_view(sheet, view)
        assert "# NOT VALID: diagnosis missing." in heading(text)
        assert "diagnosis missing" in "\n".join(body(text))


def test_what_is_typed_as_a_diagnosis_cannot_become_a_segment() -> None:
    typed = "C34~LX*9"
    for sheet, view in sheet_and_its_views(replace(BILLED, diagnoses=(typed,))):
        text = claim_view(sheet, view)
        assert f"# NOT VALID: diagnosis malformed: “{typed}”." in heading(text)
        assert "LX*9" not in "\n".join(body(text))


def test_twelve_diagnoses_and_four_pointers() -> None:
    codes = tuple(f"C34.{number}" for number in range(10, 22))
    claim = replace(BILLED, diagnoses=codes)
    paper = view_of(replace(claim, payer="medicaid"), View.CMS1500)
    assert "    E  ABCD\n" in paper
    assert "L C3421\n" in paper
    electronic = view_of(claim, View.PROFESSIONAL)
    assert "**1:2:3:4~" in electronic
    assert "*ABF:C3421~" in electronic
    in_hospital = replace(claim, setting=Setting.ON_CAMPUS)
    assert "67  C3410  A C3411" in view_of(in_hospital, View.UB04)
    assert "K C3421" in view_of(in_hospital, View.UB04)


def test_heading_says_planned_and_how_the_code_stands() -> None:
    claim = ClaimDraft(charge_per_unit="100", diagnoses=("C34.12",))
    for sheet, view in sheet_and_its_views(claim):
        top = heading(claim_view(sheet, view))
        assert top[0].endswith("drug lines only: durvalumab (Imfinzi), dose 724 mg")
        assert top[1] == "# PLANNED, nothing is given yet: not to be sent"
        assert "# ! J9323: code not confirmed" in top
        assert "# NOT READY TO BILL: 1 to answer" in top


def test_heading_writes_figures_the_safe_way() -> None:
    claim = replace(BILLED, given_mg="1500")
    text = claim_view(sheet_of(claim, flat("1500", "80")), View.CMS1500)
    assert "dose 1,500 mg\n# GIVEN on 2026-11-24: 1,500 mg\n" in text
    assert "    D  J9173 JZ JA\n" in text
    assert "    shaded  N400310461150 ML30\n" in text


def test_less_given_than_the_dose_shows_both() -> None:
    claim = replace(BILLED, given_mg="360", stopped="reaction")
    top = heading(claim_view(sheet_of(claim), View.CMS1500))
    assert "dose 724 mg" in top[0]
    assert top[1] == "# GIVEN on 2026-11-24: 360 mg"


@pytest.mark.parametrize(
    ("claim", "view", "sentence"),
    [
        (
            replace(BILLED, given_mg="0", stopped="refused"),
            View.CMS1500,
            "# No line to bill: nothing was given.",
        ),
        (
            replace(BILLED, source=DrugSource.WHITE_BAG),
            View.PROFESSIONAL,
            "# No drug line to bill: the drug was not bought by the site.",
        ),
        (
            replace(BILLED, setting=Setting.EXEMPT),
            View.UB04,
            "# An exempt setting bills no drug line by these forms: there is no view of it.",
        ),
        (
            BILLED,
            View.UB04,
            "# UB-04 does not go with this setting (Office): see CMS-1500 and 837P.",
        ),
        (
            IN_HOSPITAL,
            View.CMS1500,
            "# CMS-1500 does not go with this setting (Hospital, on campus): see UB-04 and 837I.",
        ),
    ],
)
def test_where_there_is_nothing_a_sentence_says_why(
    claim: ClaimDraft, view: View, sentence: str
) -> None:
    text = view_of(claim, view)
    assert text.splitlines()[-1] == sentence
    assert body(text) == []


def test_volume_or_product_that_is_not_known() -> None:
    known = DURVALUMAB.presentations
    no_volume = DURVALUMAB._replace(presentations=(known[0]._replace(ml=None), known[1]))
    for view in (View.CMS1500, View.PROFESSIONAL):
        text = claim_view(sheet_of(BILLED, drug=no_volume), view)
        assert (
            "# NOT VALID: quantity missing, the volume of 00310-4611-50 is not known."
            in heading(text)
        )
        assert "quantity missing" in "\n".join(body(text))
    no_code = DURVALUMAB._replace(presentations=(Presentation(Decimal(500), Decimal(10)), known[1]))
    text = claim_view(sheet_of(BILLED, drug=no_code), View.PROFESSIONAL)
    assert "# Line 1: no NDC known for 500 mg of it" in heading(text)
    bare = DURVALUMAB._replace(presentations=(Presentation(Decimal(500)),))
    text = claim_view(sheet_of(BILLED, drug=bare), View.PROFESSIONAL)
    assert "# Line 1: no NDC known for 724 mg of it" in heading(text)
    assert "LIN" not in "\n".join(body(text))


# --- Our own rules --------------------------------------------------------------------------------


def with_line(line: ClaimLine) -> Worksheet:
    """A worksheet whose one line is a bad one."""
    return sheet_of(BILLED)._replace(claim_lines=(line,))


def good_line() -> ClaimLine:
    """The first line of 724 mg, with one product."""
    line = sheet_of(BILLED).claim_lines[0]
    return line._replace(ndcs=line.ndcs[:1])


def test_a_good_line_has_no_fault() -> None:
    assert our_own_faults(with_line(good_line())) == ()
    assert our_own_faults(sheet_of(BILLED)._replace(claim_lines=())) == ()


BAD: Final[list[tuple[dict[str, Any], str]]] = [
    ({"modifiers": ("JZ", "KP", "TB", "PO", "JA")}, "Line 1: 5 modifiers, at most 4 fit."),
    (
        {"modifiers": ("JAX",)},
        "Line 1: “JAX” is not a modifier: two capital letters or digits.",
    ),
    ({"modifiers": ("ja",)}, "Line 1: “ja” is not a modifier: two capital letters or digits."),
    ({"modifiers": ("JW", "JZ", "JA")}, "Line 1: JW and JZ never go on one line."),
    ({"units": 0}, "Line 1: 0 units: only whole units from 1 up are billed."),
    ({"units": -1}, "Line 1: -1 units: only whole units from 1 up are billed."),
    ({"units": Decimal("1.5")}, "Line 1: 1.5 units: only whole units from 1 up are billed."),
    ({"code": "J932"}, "Line 1: “J932” is not a HCPCS code."),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_faults_of_a_line(change: dict[str, Any], sentence: str) -> None:
    sheet = with_line(good_line()._replace(**change))
    assert our_own_faults(sheet) == (sentence,)
    assert f"# NOT VALID: {sentence}" in heading(claim_view(sheet, View.PROFESSIONAL))
    hospital = sheet._replace(claim=sheet.claim._replace(setting=Setting.ON_CAMPUS))
    assert our_own_faults(hospital) == (sentence,)


@pytest.mark.parametrize("ndc", ["0310-4611-50", "00310-46115-50", "00310-4611-5A"])
def test_fault_of_a_product_code(ndc: str) -> None:
    line = good_line()
    [fault] = our_own_faults(with_line(line._replace(ndcs=(line.ndcs[0]._replace(ndc=ndc),))))
    digits = ndc.replace("-", "")
    assert fault == f"Line 1: NDC {digits}: eleven digits are billed, 5-4-2 without hyphens."


@pytest.mark.parametrize("ml", ["0", "-1", "0.0001"])
def test_fault_of_a_quantity(ml: str) -> None:
    line = good_line()
    share = line.ndcs[0]._replace(ml=Decimal(ml))
    [fault] = our_own_faults(with_line(line._replace(ndcs=(share,))))
    assert fault == f"Line 1: NDC quantity {ml}: above 0, at most 3 digits after the point."


def test_fault_of_a_note_that_is_too_long() -> None:
    line = good_line()
    sheet = with_line(line._replace(ndcs=line.ndcs * 6))
    assert our_own_faults(sheet) == ("Line 1: a note of 94 characters, at most 80 fit.",)


LIN: Final = "LIN**N4*00310461150~"
CTP: Final = "CTP****10*ML~"
LATE_LIN: Final = "Line 1: LIN 00310461150 without CTP behind it."


@pytest.mark.parametrize(
    ("segments", "faults"),
    [
        ((LIN, CTP), ()),
        (("# a remark", "", LIN, CTP), ()),
        ((CTP, LIN), ("Line 1: CTP without LIN before it.", LATE_LIN)),
        ((LIN,), (LATE_LIN,)),
        ((LIN, LIN, CTP), (LATE_LIN,)),
        ((LIN, "LX*2~", CTP), (LATE_LIN, "Line 2: CTP without LIN before it.")),
        (
            (LIN, "CTP****7240*ME~"),
            ("Line 1: NDC unit ME: a vial of liquid is billed in ML.",),
        ),
        ((LIN, "CTP****10~"), ("Line 1: CTP has too few elements.",)),
        ((LIN, CTP[:-1]), ("Line 1: a segment must end in its only ~.",)),
        ((LIN, f"{CTP}LX*2~"), ("Line 1: a segment must end in its only ~.",)),
    ],
)
def test_faults_of_segments(segments: tuple[str, ...], faults: tuple[str, ...]) -> None:
    found = segment_faults("\n".join(("LX*1~", *segments)))
    assert found[: len(faults)] == faults
    assert bool(found) == bool(faults)


@settings(max_examples=60, deadline=None)
@given(
    mg=st.integers(1, 3_000),
    payer=st.sampled_from(["medicare-part-b", "medicaid", "strict"]),
    setting=st.sampled_from([s for s in Setting if s is not Setting.EXEMPT]),
    cents=st.integers(10, 1_000_000),
)
def test_what_the_program_writes_has_none_of_these_faults(
    mg: int, payer: str, setting: Setting, cents: int
) -> None:
    charge = f"{Decimal(cents) / 1000:f}"
    claim = ClaimDraft(payer=payer, setting=setting, charge_per_unit=charge, diagnoses=("C34.12",))
    sheet = sheet_of(claim, flat(str(mg)))
    assert our_own_faults(sheet) == ()
    for view in views_for(sheet):
        assert "NOT VALID" not in claim_view(sheet, view)


def test_a_kept_vial_and_a_chosen_plan_stay_within_their_lines() -> None:
    claim = replace(BILLED, kept_mg="16")
    order = replace(ORDER, plan=plan_of(("500", 1), ("120", 2)))
    text = claim_view(sheet_of(claim, order), View.PROFESSIONAL)
    assert body(text)[2] == "SV1*HC:J9173:JZ:JA*6399.03*UN*73*11**1:2~"
    assert text.count("LX*") == 1


def test_a_claim_over_what_one_may_hold_is_to_be_split() -> None:
    """150 × 666.66 = 99,999.00 and 150 × 666.67 = 100,000.50; First Coast takes up to 99,999.99."""
    remark = "# Over USD 99,999.99: split the claim, modifier 76 on the later one"
    for charge, is_over in (("666.66", False), ("666.67", True)):
        billed = replace(BILLED, given_mg="1500", charge_per_unit=charge)
        text = claim_view(sheet_of(billed, flat("1500")), View.CMS1500)
        assert (remark in heading(text)) == is_over


@pytest.mark.parametrize(("claim", "view"), [(BILLED, View.CMS1500), (IN_HOSPITAL, View.UB04)])
def test_a_claim_that_is_held_says_so_above_its_lines(claim: ClaimDraft, view: View) -> None:
    held = ("Claim held: JW units differ, found by MB.",)
    text = claim_view(sheet_of(claim), view, held)
    assert heading(text)[3:5] == ["# NOT READY TO BILL: held", f"# {held[0]}"]
    assert body(text) == body(view_of(claim, view))


def test_medicare_gets_one_letter_on_paper_and_others_all_without_a_word_on_it() -> None:
    for_medicare = view_of(BILLED, View.CMS1500)
    assert [line for line in body(for_medicare) if line.startswith("    E")] == ["    E  A"] * 2
    for payer in ("medicaid", "strict"):
        text = view_of(replace(BILLED, payer=payer), View.CMS1500)
        assert {line for line in body(text) if line.startswith("    E")} == {"    E  AB"}
        assert "24E" not in text
