"""Planned, given and not given on the page and on the clipboard, and all that goes on the claim."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.core.calculate import calculate
from app.core.claim_draft import (
    AuthorizationDraft,
    BiomarkerDraft,
    ClaimDraft,
    CompendiumDraft,
    CoverageDraft,
    DecisionDraft,
    EvidenceDraft,
    LossDraft,
)
from app.core.drug import Drug, Presentation
from app.core.finding import Decision
from app.core.order import Basis, OrderDraft, PlannedVialDraft, ShelfDraft, WeightUnit
from app.core.payer import DrugSource, Setting
from app.core.rules import Rules
from app.core.site_choices import Rounding, SiteChoices
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.answers import answer_text
from app.wording.claim_lines import unit_arithmetic
from app.wording.readiness import open_counts, open_text, readiness_text
from app.wording.worksheet_text import claim_lines_text, short_shelf_text, worksheet_text
from tests.contract.asking import REFERENCE, TODAY

DURVALUMAB = REFERENCE.drugs[0]
GOLDEN = OrderDraft(Basis.WEIGHT, mg_per_kg="10", weight="72.4", weight_unit=WeightUnit.KG)
ROUNDS = Rules(
    REFERENCE.rules.checklist,
    REFERENCE.rules.payers,
    REFERENCE.rules.codes,
    SiteChoices(rounding=Rounding(Decimal(10), None, "HOPA 2017")),
)
SPILT = (LossDraft("3", "spilt on the bench"),)


def sheet_of(
    claim: ClaimDraft,
    draft: OrderDraft = GOLDEN,
    drug: Drug = DURVALUMAB,
    rules: Rules | None = None,
) -> Worksheet:
    """The worksheet of the golden order with that claim."""
    answer = calculate(replace(draft, claim=claim), drug, rules or REFERENCE.rules, TODAY)
    assert isinstance(answer, Worksheet), answer
    return answer


def section(page: str, name: str) -> str:
    """What stands under a heading."""
    _, found, rest = f"\n{page}".partition(f"\n{name}\n")
    assert found, name
    return rest.partition("\n\n")[0]


def decided(finding: str, choice: str) -> DecisionDraft:
    """A decision of one person."""
    return DecisionDraft(finding, choice, "N. Kaya", "asked the payer", "2026-11-20")


PLANS = [ClaimDraft(), ClaimDraft(kept_mg="16"), ClaimDraft(carried_in_mg="104")]
FACTS = [
    ClaimDraft(given_mg="724"),
    ClaimDraft(given_mg="724", losses=SPILT),
    ClaimDraft(given_mg="500", stopped="rigors"),
    ClaimDraft(given_mg="724", kept_mg="16"),
    ClaimDraft(given_mg="0", stopped="fever"),
]
AS_PLANNED = ("PLANNED", "to give", "To give", "to discard", "To discard", "To keep", "draw all")
AS_GIVEN = ("GIVEN", "Given  ", "mg given", "discarded\n", "Discarded  ", "Kept  ")


@pytest.mark.parametrize("claim", PLANS)
def test_a_plan_is_never_shown_as_given(claim: ClaimDraft) -> None:
    sheet = sheet_of(claim)
    for page in (worksheet_text(sheet), claim_lines_text(sheet), "\n".join(unit_arithmetic(sheet))):
        assert [words for words in AS_GIVEN if words in page] == []
    assert "PLANNED, nothing is given yet\n" in worksheet_text(sheet)
    assert "PLANNED, nothing is given yet\n" in claim_lines_text(sheet)


@pytest.mark.parametrize("claim", FACTS)
def test_what_was_given_is_never_shown_as_planned(claim: ClaimDraft) -> None:
    sheet = sheet_of(claim)
    page = worksheet_text(sheet).replace("BAG, AS PLANNED", "")
    for text in (page, claim_lines_text(sheet), "\n".join(unit_arithmetic(sheet))):
        assert [words for words in AS_PLANNED if words in text] == []
    assert "OTHER WAYS" not in page


def test_page_of_a_dose_that_was_stopped() -> None:
    page = worksheet_text(sheet_of(ClaimDraft(given_mg="500", stopped="rigors", losses=SPILT)))
    assert page.startswith("durvalumab (Imfinzi) 50 mg/mL                                GIVEN on ")
    assert (
        section(page, "VIALS")
        == """\
  Opened          durvalumab 1 × 500 mg + 2 × 120 mg, 740 mg in all
    1 × 500 mg  NDC 0310-4611-50
    2 × 120 mg  NDC 0310-4500-12
  Given           500 mg of durvalumab, the dose was 724 mg
  Stopped         rigors
  Lost            3 mg of durvalumab: spilt on the bench
  Discarded       237 mg
  Why these       No combination of 500 and 120 mg opens between 724 and 739 mg."""
    )
    lines = section(page, "CLAIM LINES, GIVEN").splitlines()
    assert [line for line in lines if line.startswith("  J9323")] == [
        "  J9323  JA            50  500 mg given",
        "  J9323  JW, JA        23  237 mg discarded",
    ]


def test_page_of_a_dose_that_was_not_given() -> None:
    page = worksheet_text(sheet_of(ClaimDraft(given_mg="0", stopped="fever")))
    assert "  NOT GIVEN on 2026-11-24\n" in page
    assert "  Given           nothing of the dose of 724 mg of durvalumab\n" in page
    assert "  Discarded       740 mg, lost to the clinic\n" in page
    lines = section(page, "CLAIM LINES, NOT GIVEN")
    assert lines.startswith("  No line and no unit: nothing was given.\n")
    assert "  Not ready: nothing was given, " in lines


def test_page_of_a_part_that_was_kept_and_one_that_was_carried_in() -> None:
    kept = worksheet_text(sheet_of(ClaimDraft(given_mg="724", kept_mg="10")))
    assert "  Kept            10 mg of durvalumab, used for another patient\n" in kept
    assert "  Discarded       6 mg\n" in kept
    draft = OrderDraft(Basis.FLAT, mg="176", plan=(PlannedVialDraft("500", "1"),))
    carried = worksheet_text(sheet_of(ClaimDraft(given_mg="176", carried_in_mg="56"), draft))
    assert "  Carried in      56 mg of durvalumab, from another patient’s vial\n" in carried
    assert "  18 + 37 = 55 units; 6 mg of 556 mg opened and carried in are in no unit.\n" in carried


def test_a_plan_says_what_is_to_be_kept_and_gives_no_volume_that_is_not_the_discard() -> None:
    page = worksheet_text(sheet_of(ClaimDraft(kept_mg="10")))
    assert "  To keep         10 mg of durvalumab, for another patient\n" in page
    assert "  To discard      6 mg\n" in page
    assert "  1 × 500 + 2 × 120      3    740 mg     6 mg   73 + 0  chosen\n" in page


def test_a_dose_that_is_carried_in_whole_opens_no_vial() -> None:
    page = worksheet_text(sheet_of(ClaimDraft(carried_in_mg="724")))
    assert "  Pull            durvalumab no vial\n" in page
    assert "  Opened          0 mg\n" in page


def test_the_claim_is_on_the_page_as_it_was_entered() -> None:
    claim = ClaimDraft(
        payer="medicaid",
        setting=Setting.OFF_CAMPUS_EXCEPTED,
        date_of_service="2026-11-23",
        diagnoses=("Z51.12", "C34.12"),
        source=DrugSource.DISCOUNTED_340B,
        charge_per_unit="120.50",
        authorization=AuthorizationDraft("A-17", "2026-01-01", "2026-12-31", "J9173", "1500", "12"),
        evidence=EvidenceDraft(
            BiomarkerDraft("60", "SP263", "2026-10-01"),
            "carboplatin, stable",
            "partial",
            CoverageDraft("N. Kaya", "R-5", "2026-11-20"),
            CompendiumDraft("NCCN", "2A", "2026-11-01"),
        ),
    )
    assert (
        section(worksheet_text(sheet_of(claim)), "CLAIM")
        == """\
  Payer           Medicaid
  Setting         Off campus, excepted (POS 19)
  Date of service 2026-11-23
  Diagnoses       Z51.12, C34.12
  Drug source     340B
  Charge          USD 120.50 for one unit
  Authorization   A-17, 2026-01-01 to 2026-12-31, J9173, 1,500 units, 12 visits
  PD-L1           60 %, SP263, 2026-10-01
  Prior line      carboplatin, stable
  Response        partial
  Coverage        N. Kaya, R-5, 2026-11-20
  Compendium      NCCN, 2A, 2026-11-01"""
    )
    summary = " ".join(claim_lines_text(sheet_of(claim)).split())
    assert (
        "Medicaid; Off campus, excepted (POS 19); date of service 2026-11-23; "
        "diagnoses: Z51.12, C34.12; 340B" in summary
    )


def test_both_doses_stay_on_the_page_when_one_was_rounded() -> None:
    claim = ClaimDraft(decisions=(decided("rounding-proposed", "720"),))
    sheet = sheet_of(claim, rules=ROUNDS)
    page = worksheet_text(sheet)
    assert section(page, "ORDER").startswith("""\
  Ordered         724 mg of durvalumab = 72.4 kg × 10 mg/kg
  Rounded to      720 mg of durvalumab
                  Rounded to 720 mg by N. Kaya, 2026-11-20: asked the payer
""")
    assert "  To give         720 mg of durvalumab, draw 14.4 mL in all\n" in page
    assert "dose 720 mg, rounded from 724 mg\n" in claim_lines_text(sheet)


def test_a_dose_that_may_be_rounded_is_not_until_a_person_accepts() -> None:
    page = worksheet_text(sheet_of(ClaimDraft(), rules=ROUNDS))
    assert "  Dose            724 mg of durvalumab = 72.4 kg × 10 mg/kg\n" in page
    assert "Rounded to" not in page
    assert "724 mg may be rounded to" in " ".join(section(page, "TO ANSWER").split())


def test_what_was_answered_stands_apart_with_who_why_and_when() -> None:
    claim = ClaimDraft(given_mg="724", kept_mg="16", decisions=(decided("shared-vial", "accept"),))
    page = worksheet_text(sheet_of(claim))
    assert "Accepted by N. Kaya, 2026-11-20: asked the payer" in section(page, "ANSWERED")
    assert "16 mg kept for another patient" in section(page, "ANSWERED")
    assert "16 mg kept for another patient" not in section(page, "TO ANSWER")


def test_a_declined_question_stays_open_and_the_answer_is_shown() -> None:
    claim = ClaimDraft(given_mg="724", kept_mg="16", decisions=(decided("shared-vial", "decline"),))
    page = worksheet_text(sheet_of(claim))
    assert "16 mg kept for another patient" in section(page, "TO ANSWER")
    assert section(page, "ANSWERED") == (
        "  Decided         Shared or lost drug. Declined by N. Kaya, 2026-11-20, so it\n"
        "                  stays open: asked the payer"
    )


def test_a_code_that_was_chosen_for_this_order_says_by_whom() -> None:
    page = worksheet_text(sheet_of(ClaimDraft(decisions=(decided("code-conflict", "J9173"),))))
    assert "  J9173  JA            73  724 mg to give\n" in page
    assert "code not confirmed" not in page.lower()
    answered = " ".join(section(page, "ANSWERED").split())
    assert answered == (
        "Decided J9173 is billed in place of J9323, as decided for this order. "
        "J9173 chosen by N. Kaya, 2026-11-20: asked the payer"
    )
    assert "TO KNOW" not in page


def test_a_code_that_was_kept_is_marked_on_each_line_wherever_they_are_shown() -> None:
    sheet = sheet_of(ClaimDraft(decisions=(decided("code-conflict", "keep"),)))
    mark = "! kept by the site, differs from the HCPCS table of October 2025"
    for page in (worksheet_text(sheet), claim_lines_text(sheet)):
        assert " ".join(page.split()).count(mark) == len(sheet.claim_lines)
        assert "code not confirmed" not in page.lower()


def test_a_code_of_another_drug_stops_first_and_says_what_it_is() -> None:
    for page in (
        worksheet_text(sheet_of(ClaimDraft(code="J9285"))),
        claim_lines_text(sheet_of(ClaimDraft(code="J9285"))),
    ):
        assert page.splitlines()[1].startswith("STOP: J9285 is olaratumab, not durvalumab.")
        assert page.count("! code of another drug\n") == 2


def test_a_page_says_ready_or_what_keeps_it_from_being() -> None:
    settled = ClaimDraft(code="J9173", diagnoses=("C34.12",), given_mg="724")
    ready = sheet_of(settled)
    for page in (worksheet_text(ready), claim_lines_text(ready)):
        assert "  Ready to enter: given, adds up, nothing to answer\n" in page
        assert "TO ANSWER" not in page
    open_ = sheet_of(replace(settled, given_mg="700", diagnoses=()))
    for page in (worksheet_text(open_), claim_lines_text(open_)):
        assert "  Not ready: 2 to correct, 1 to answer\n" in page
    assert open_counts(ready) == (0, 0)
    assert open_text(ready) == ""
    assert open_counts(open_) == (2, 1)
    assert open_text(open_) == "2 to correct, 1 to answer"


def test_lines_alone_say_each_open_question_below_them_and_none_that_was_answered() -> None:
    claim = ClaimDraft(diagnoses=("C34.12",), given_mg="700", stopped="rigors")
    page = claim_lines_text(sheet_of(claim))
    assert page.endswith(
        "  Not ready: 2 to answer\n"
        "  Ask: 4 JW units of an unfinished dose: practice texts bill them, CMS’s wording\n"
        "       leaves it open. Ask the contractor.\n"
    )
    assert page.count("Code not confirmed. The HCPCS table") == 1
    kept = (decided("stopped-jw-unsettled", "keep"),)
    assert "Ask: " not in claim_lines_text(sheet_of(replace(claim, decisions=kept)))


def test_units_that_no_line_bills_are_not_added_to_those_it_does() -> None:
    """73 of 74: an exempt setting bills no JW."""
    page = worksheet_text(sheet_of(ClaimDraft(setting=Setting.EXEMPT)))
    assert "73 units of 74 in 740 mg opened: no JW is billed here." in page
    assert "73 + 1 = 74" not in section(page, "CLAIM LINES, PLANNED")


def test_an_exempt_setting_is_never_ready() -> None:
    claim = ClaimDraft(code="J9173", diagnoses=("C34.12",), given_mg="724", setting=Setting.EXEMPT)
    assert readiness_text(sheet_of(claim)) == "Not ready: exempt setting"


@pytest.mark.parametrize(
    ("finding", "choice", "text"),
    [
        ("shared-vial", "accept", "Accepted by N. Kaya, 2026-11-20: asked"),
        ("shared-vial", "keep", "Kept by N. Kaya, 2026-11-20: asked"),
        ("shared-vial", "decline", "Declined by N. Kaya, 2026-11-20, so it stays open: asked"),
        ("code-conflict", "keep", "Kept by N. Kaya, 2026-11-20: asked"),
        ("code-conflict", "J9173", "J9173 chosen by N. Kaya, 2026-11-20: asked"),
        ("rounding-proposed", "720", "Rounded to 720 mg by N. Kaya, 2026-11-20: asked"),
        ("rounding-proposed", "1500", "Rounded to 1,500 mg by N. Kaya, 2026-11-20: asked"),
        ("rounding-proposed", "keep", "Kept as ordered by N. Kaya, 2026-11-20: asked"),
        (
            "rounding-proposed",
            "decline",
            "Declined by N. Kaya, 2026-11-20, so it stays as ordered: asked",
        ),
    ],
)
def test_an_answer_says_what_who_when_and_why(finding: str, choice: str, text: str) -> None:
    assert answer_text(Decision(finding, choice, "N. Kaya", "asked", date(2026, 11, 20))) == text


def test_a_code_that_is_not_confirmed_says_how_it_is_settled() -> None:
    how = (
        "Code not confirmed: see the claim lines. Settle it once in the window, Compare and choose "
        "(Alt+M on Prepare), or as code_decisions in site.toml."
    )
    page = worksheet_text(sheet_of(ClaimDraft()))
    assert how in " ".join(section(page, "TO ANSWER").split())
    described = Drug(
        "", "durvalumab", "", "J9323", Decimal(10), (Presentation(Decimal(500)),), multi_dose=False
    )
    page = " ".join(worksheet_text(sheet_of(ClaimDraft(), drug=described)).split())
    assert "Code not confirmed: see the claim lines." in page
    assert "site.toml" not in page


def test_a_drug_that_was_not_bought_has_no_line() -> None:
    page = claim_lines_text(sheet_of(ClaimDraft(source=DrugSource.WHITE_BAG)))
    assert "  No drug line: the drug was not bought by the site.\n" in page
    assert "J9323  JA" not in page
    assert "units" not in page
    assert "Not ready: not given yet, the drug was not bought by the site" in page


def test_a_short_shelf_says_whose_claim_it_is_and_whether_it_was_given() -> None:
    draft = replace(GOLDEN, shelf=(ShelfDraft("120", "1"),), claim=ClaimDraft(payer="medicaid"))
    answer = calculate(draft, DURVALUMAB, REFERENCE.rules, TODAY)
    assert isinstance(answer, ShortShelf)
    page = short_shelf_text(answer, "HCPCS table of October 2025")
    assert "  Payer           Medicaid\n" in page
    assert "PLANNED, nothing is given yet\n" in page
    plan = (PlannedVialDraft("120", "1"),)
    used = replace(GOLDEN, plan=plan, claim=ClaimDraft(given_mg="724"))
    short = calculate(used, DURVALUMAB, REFERENCE.rules, TODAY)
    assert isinstance(short, ShortShelf)
    page = short_shelf_text(short)
    assert "GIVEN on 2026-11-24\n" in page
    assert "  Draw " not in page


@pytest.mark.parametrize(
    ("claim", "lines"),
    [
        (
            ClaimDraft(),
            [
                "740 mg opened = 724 mg to give + 16 mg to discard.",
                "To give: 724 ÷ 10, a started unit counts: 73 units",
                "JW: 740 ÷ 10, whole units only, less 73, never below 0: 1 unit",
            ],
        ),
        (
            ClaimDraft(given_mg="724", losses=SPILT),
            [
                "740 mg opened = 724 mg given + 3 mg lost + 13 mg discarded.",
                "Given: 724 ÷ 10, a started unit counts: 73 units",
                "JW: 737 ÷ 10, whole units only, less 73, never below 0: 0 units",
                "No JW unit: JZ on the one line",
            ],
        ),
        (
            ClaimDraft(given_mg="724", kept_mg="6", carried_in_mg="4"),
            [
                "740 mg opened + 4 mg carried in = 724 mg given + 6 mg kept + 14 mg discarded.",
                "Given: 724 ÷ 10",
                "JW: 738 ÷ 10, whole units only, less 73, never below 0: 0 units",
                "No JW unit: JZ on the one line",
            ],
        ),
        (
            ClaimDraft(given_mg="0", stopped="fever"),
            ["740 mg opened = 0 mg given + 740 mg discarded.", "Nothing was given: no unit"],
        ),
        (
            ClaimDraft(setting=Setting.EXEMPT),
            ["740 mg opened", "To give: 724", "JW: 740", "No JW line: payer, setting or day"],
        ),
        (
            ClaimDraft(setting=Setting.EXEMPT, kept_mg="16"),
            ["740 mg opened", "To give: 724", "JW: 724", "No JW unit and no JZ: payer, setting"],
        ),
    ],
)
def test_arithmetic_says_where_all_of_it_went(claim: ClaimDraft, lines: list[str]) -> None:
    plan = (PlannedVialDraft("500", "1"), PlannedVialDraft("120", "2"))
    found = unit_arithmetic(sheet_of(claim, replace(GOLDEN, plan=plan)))
    assert len(found) == len(lines)
    for line, beginning in zip(found, lines, strict=True):
        assert line.startswith(beginning)


def test_arithmetic_of_a_multi_dose_vial_has_what_was_given() -> None:
    drug = Drug(
        "", "trial drug", "", "J0000", Decimal(5), (Presentation(Decimal(25)),), multi_dose=True
    )
    draft = OrderDraft(Basis.FLAT, mg="20")
    sheet = sheet_of(ClaimDraft(given_mg="12", stopped="nausea"), draft, drug)
    assert unit_arithmetic(sheet)[0] == "25 mg opened = 12 mg given + 13 mg left."
    page = worksheet_text(sheet)
    assert "  3 units for 12 mg; what is left in the vial is not billed.\n" in page
    assert "  Left            13 mg, stays in the multi-dose vial\n" in page
