"""Denial risks: each rule on both sides of its boundary, with where the rule was read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.claim_draft import (
    AuthorizationDraft,
    BiomarkerDraft,
    ClaimDraft,
    CompendiumDraft,
    CoverageDraft,
    DecisionDraft,
    EvidenceDraft,
    HistoryDraft,
    VialsBeforeDraft,
)
from app.core.drug import LabelledDiagnoses, WithdrawnDiagnoses
from app.core.finding import Finding, Severity
from app.core.order import OrderDraft, ShelfDraft
from app.core.payer import MueBy, QuantityLimit, Setting
from app.core.review import payer_windows
from app.core.rules import Rules
from app.core.site_choices import CodeDecision
from app.core.worksheet import Worksheet
from tests.core.asking import (
    DURVALUMAB,
    TODAY,
    by_weight,
    durvalumab_file,
    flat,
    message,
    plan_of,
    worksheet,
)
from tests.core.rules_by_hand import MEDICARE, RULES, always, at_site, with_payer

DRUG = DURVALUMAB._replace(
    diagnoses=(
        LabelledDiagnoses(frozenset({"C34.12", "C33"}), frozenset(), False, "label notes 3"),
        LabelledDiagnoses(frozenset({"C22.8"}), frozenset(), True, "label notes 3"),
    ),
    withdrawn_diagnoses=(
        WithdrawnDiagnoses(frozenset({"C65.9"}), "urothelial use withdrawn in 2021", "label K"),
    ),
)
ORDER = by_weight("72.4")
GOOD: dict[str, Any] = {"diagnoses": ("Z51.12", "C34.12")}


def found(sheet: Worksheet, finding_id: str) -> list[Finding]:
    """The findings of that id."""
    return [finding for finding in sheet.findings if finding.id == finding_id]


def claimed(order: OrderDraft = ORDER, rules: Rules = RULES, **fields: Any) -> Worksheet:
    """The order with those fields of a claim."""
    return worksheet(replace(order, claim=ClaimDraft(**fields)), DRUG, rules=rules)


# --- Diagnoses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "diagnoses",
    [("C34.12",), ("Z51.12", "C34.12"), ("C33",), ("C77.1", "C34.12"), ("C65.9", "C33")],
)
def test_a_labelled_malignancy_is_enough(diagnoses: tuple[str, ...]) -> None:
    """The guideline puts Z51.12 first and the malignancy second (billing.md 0.1)."""
    sheet = claimed(diagnoses=diagnoses)
    assert not found(sheet, "diagnosis-not-labelled")
    assert not found(sheet, "diagnosis-malformed")


@pytest.mark.parametrize(
    ("diagnoses", "says"),
    [
        ((), "No diagnosis yet"),
        (("Z51.12",), "No malignancy"),
        (("C77.1",), "No malignancy"),
        (("C50.911",), "C50.911 is outside"),
        (("C65.9",), "withdrawn in 2021"),
        (("C22.8",), "some payers take it"),
    ],
)
def test_what_is_not_labelled_is_asked_about(diagnoses: tuple[str, ...], says: str) -> None:
    sheet = claimed(diagnoses=diagnoses)
    [finding] = found(sheet, "diagnosis-not-labelled")
    assert finding.severity is Severity.ASK
    assert says in finding.message


def test_a_compendium_is_recorded_and_the_finding_stays_as_a_note() -> None:
    """Medicare Benefit Policy Manual ch. 15 s.50.4.5 (billing.md 0.1)."""
    evidence = EvidenceDraft(compendium=CompendiumDraft("NCCN", "2A", "2026-10-01"))
    [finding] = found(claimed(diagnoses=("C50.911",), evidence=evidence), "diagnosis-not-labelled")
    assert finding.severity is Severity.NOTE
    assert "Supported by NCCN, 2A, 2026-10-01" in finding.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("C3412", "C34.12"),
        ("c34.12", "C34.12"),
        ("J9311", "procedure"),  # 270 strings are both: never recognised by shape alone
        ("C34,12", "such as C34.12"),
        ("lung", "such as C34.12"),
        ("C34.", "such as C34.12"),
    ],
)
def test_a_malformed_diagnosis_stops_with_a_hint(text: str, hint: str) -> None:
    [finding] = found(claimed(diagnoses=(text,)), "diagnosis-malformed")
    assert finding.severity is Severity.STOP
    assert hint in finding.message


def test_diagnoses_go_with_the_regimen() -> None:
    """A lung diagnosis under the bladder regimen of the program's own file."""
    from tests.core.asking import durvalumab_file

    own = durvalumab_file()
    draft = flat("1500", "80", regimen="mibc-neoadjuvant")
    assert own.regimen("mibc-neoadjuvant") is not None
    ours = replace(draft, claim=ClaimDraft(diagnoses=("C67.9",)))
    theirs = replace(draft, claim=ClaimDraft(diagnoses=("C34.12",)))
    assert not found(worksheet(ours, own), "diagnosis-not-labelled")
    assert found(worksheet(theirs, own), "diagnosis-not-labelled")


def test_a_drug_without_a_list_is_asked_nothing() -> None:
    assert not found(worksheet(ORDER), "diagnosis-not-labelled")


@pytest.mark.parametrize("code", ["C34", "C34.1"])
def test_an_incomplete_diagnosis_stops(code: str) -> None:
    [finding] = found(claimed(diagnoses=(code,)), "diagnosis-malformed")
    assert finding.severity is Severity.STOP
    assert f"{code} is incomplete: write C34.12" in finding.message


def test_a_wrong_digit_is_no_case_for_a_compendium() -> None:
    [finding] = found(claimed(diagnoses=("C34.19",)), "diagnosis-not-labelled")
    assert "C34.19 is not on the list" in finding.message
    assert "compendium" not in finding.message


def test_a_diagnosis_that_is_there_twice_stops() -> None:
    sheet = claimed(diagnoses=("C34.12", "C34.12"))
    assert found(sheet, "diagnosis-malformed")[0].severity is Severity.STOP


def test_no_diagnosis_cannot_be_accepted_once_the_dose_was_given() -> None:
    decisions = (decide("diagnosis-not-labelled"),)
    assert not claimed(rules=SETTLED, given_mg="724", decisions=decisions).is_ready


@pytest.mark.parametrize(
    ("draft", "asked"),
    [
        (by_weight("72.4", "10"), True),  # the urothelial use that was withdrawn in 2021
        (flat("1500", "72.4"), False),  # MIBC
    ],
)
def test_a_dose_that_no_labelled_row_has_is_asked_about(draft: OrderDraft, asked: bool) -> None:
    from tests.core.asking import durvalumab_file

    sheet = worksheet(replace(draft, claim=ClaimDraft(diagnoses=("C67.9",))), durvalumab_file())
    assert bool(found(sheet, "dose-off-label-row")) is asked


# --- Units ----------------------------------------------------------------------------------------


def test_units_that_are_counted_and_the_most_of_them_are_on_the_worksheet() -> None:
    assert (claimed(**GOOD).counted_units, claimed(**GOOD).most_units) == (74, 150)
    by_line = claimed(payer="medicaid", **GOOD)
    assert by_line.counted_units == 50  # the longest of 50, 23 and 1


def test_what_an_exempt_setting_does_not_bill_is_said() -> None:
    sheet = claimed(rules=SETTLED, setting=Setting.EXEMPT, given_mg="724", **GOOD)
    assert "1 discarded unit not billed" in message(sheet, "modifier-dropped")
    assert not sheet.is_ready


@pytest.mark.parametrize(
    ("order", "units"),
    [
        # billing.md 3.1: 1,500 mg is exactly on 150; 1,490 of 3 × 500 is 149 + 1
        (flat("1500"), None),
        (flat("1490", plan=plan_of(("500", 3))), None),
        (flat("1495", plan=plan_of(("500", 3))), None),
        # 0.1: 1,495 from 13 vials of 120 is 150 + 6
        (flat("1495", shelf=(ShelfDraft("120"),)), 156),
        (by_weight("150.1"), 156),  # 1,501 mg of 13 × 120: 151 + 5
    ],
)
def test_the_mue_counts_jw(order: OrderDraft, units: int | None) -> None:
    findings = found(claimed(order, **GOOD), "mue-exceeded")
    if units is None:
        assert findings == []
    else:
        assert f"{units} units" in findings[0].message


def test_a_payer_that_counts_the_line_asks_only_over_one_line() -> None:
    rules = with_payer(replace(MEDICARE, id="own", mue_by=always(MueBy.LINE)))
    order = flat("1495", shelf=(ShelfDraft("120"),))
    assert not found(claimed(order, rules, **GOOD), "mue-exceeded")


VP_0301 = QuantityLimit(  # billing.md 3.2
    "durvalumab",
    14,
    None,
    ((Decimal(120), 2), (Decimal(500), 2)),
    frozenset(),
    date(2020, 12, 1),
    "VP-0301",
)
UNITS_28 = QuantityLimit("durvalumab", 28, 150, (), frozenset(), date(2020, 12, 1), "VP-0301")


def test_a_payers_vials_are_counted_with_those_before() -> None:
    rules = with_payer(replace(MEDICARE, id="own", limits=(VP_0301,)))
    assert not found(claimed(rules=rules, **GOOD), "payer-limit-exceeded")  # 1 and 2 vials
    [finding] = found(claimed(flat("1500"), rules, **GOOD), "payer-limit-exceeded")
    assert "3 × 500 mg in 14 days, over 2" in finding.message
    history = HistoryDraft(vials_in_window=(VialsBeforeDraft("120", "1"),))
    [finding] = found(claimed(rules=rules, history=history, **GOOD), "payer-limit-exceeded")
    assert "3 × 120 mg" in finding.message


@pytest.mark.parametrize(("before", "over"), [("76", False), ("77", True)])
def test_a_payers_units_are_counted_with_those_before(before: str, over: bool) -> None:
    """73 + 1 units now: 76 before make exactly 150."""
    rules = with_payer(replace(MEDICARE, id="own", limits=(UNITS_28,)))
    history = HistoryDraft(units_in_window=before)
    sheet = claimed(rules=rules, history=history, **GOOD)
    assert bool(found(sheet, "payer-limit-exceeded")) is over


def test_a_limit_holds_for_its_drug_regimen_and_days() -> None:
    for limit in (
        VP_0301._replace(drug="tremelimumab"),
        VP_0301._replace(regimens=frozenset({"btc-with-chemotherapy"})),
        VP_0301._replace(first_day=date(2027, 1, 1)),
    ):
        rules = with_payer(replace(MEDICARE, id="own", limits=(limit,)))
        assert not found(claimed(flat("1500"), rules, **GOOD), "payer-limit-exceeded")


# --- What a payer asks ----------------------------------------------------------------------------

AUTHORIZED = AuthorizationDraft("A-1", "2026-11-01", "2027-04-30", "J9323", "150", "6")
EVIDENCE = EvidenceDraft(
    BiomarkerDraft("60", "22C3", "2026-10-01"),
    "platinum with radiation, 2026-08",
    "stable",
    CoverageDraft("N. Urse", "REF-1", "2026-11-20"),
)


def strict(**fields: Any) -> Worksheet:
    """A claim to a payer that asks everything, with everything there but what is named."""
    there: dict[str, Any] = {
        "payer": "strict", "authorization": AUTHORIZED, "evidence": EVIDENCE,
        "history": HistoryDraft(doses_before="5"), **GOOD,
    }  # fmt: skip
    return claimed(**{**there, **fields})


ASKED = (
    "authorization-missing", "biomarker-missing", "prior-line-missing", "response-missing",
    "coverage-unconfirmed",
)  # fmt: skip


def test_nothing_is_asked_where_everything_is_there() -> None:
    assert [f.id for f in strict().findings if f.id in ASKED] == []


def test_medicare_asks_none_of_it() -> None:
    assert [f.id for f in claimed(**GOOD).findings if f.id in ASKED] == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"authorization": None}, "No authorization number"),
        ({"authorization": AUTHORIZED._replace(number=" ")}, "No authorization number"),
        ({"authorization": AUTHORIZED._replace(first_day="2026-11-25")}, "begins on 2026-11-25"),
        ({"authorization": AUTHORIZED._replace(last_day="2026-11-23")}, "ended on 2026-11-23"),
        ({"authorization": AUTHORIZED._replace(code="J9173")}, "for J9173"),
        ({"authorization": AUTHORIZED._replace(units="73")}, "74 units, over the 73"),
        ({"authorization": AUTHORIZED._replace(visits="5")}, "Visit 6, over the 5"),
    ],
)
def test_an_authorization_has_to_cover_the_dose(fields: dict[str, Any], says: str) -> None:
    [finding] = found(strict(**fields), "authorization-missing")
    assert says in finding.message


def test_an_authorization_covers_its_first_and_last_day_and_its_units() -> None:
    exact = AuthorizationDraft("A-1", "2026-11-24", "2026-11-24", "J9323", "74", "6")
    assert not found(strict(authorization=exact), "authorization-missing")


def test_an_authorization_that_is_there_is_checked_even_where_none_is_asked() -> None:
    ended = AUTHORIZED._replace(last_day="2026-11-23")
    assert found(claimed(authorization=ended, **GOOD), "authorization-missing")


@pytest.mark.parametrize(
    ("evidence", "finding", "says"),
    [
        (EVIDENCE._replace(biomarker=None), "biomarker-missing", "record value, assay and day"),
        (
            EVIDENCE._replace(biomarker=BiomarkerDraft("60", "", "2026-10-01")),
            "biomarker-missing",
            "record value",
        ),
        (
            EVIDENCE._replace(biomarker=BiomarkerDraft("0.9", "22C3", "2026-10-01")),
            "biomarker-missing",
            "0.9 %",
        ),
        (EVIDENCE._replace(prior_line=""), "prior-line-missing", "prior line"),
        (EVIDENCE._replace(coverage=None), "coverage-unconfirmed", "before the dose"),
        (
            EVIDENCE._replace(coverage=CoverageDraft("N. Urse", "", "2026-11-20")),
            "coverage-unconfirmed",
            "reference",
        ),
    ],
)
def test_evidence_that_the_payer_asks_for(evidence: EvidenceDraft, finding: str, says: str) -> None:
    assert says in found(strict(evidence=evidence), finding)[0].message


def test_a_biomarker_on_the_threshold_is_enough() -> None:
    on_it = EVIDENCE._replace(biomarker=BiomarkerDraft("1", "22C3", "2026-10-01"))
    assert not found(strict(evidence=on_it), "biomarker-missing")


def test_coverage_confirmed_after_the_dose_is_too_late() -> None:
    late = EVIDENCE._replace(coverage=CoverageDraft("N. Urse", "REF-1", "2026-11-24"))
    assert found(strict(evidence=late, date_of_service="2026-11-23"), "coverage-unconfirmed")
    assert not found(strict(evidence=late), "coverage-unconfirmed")


@pytest.mark.parametrize(("before", "asked"), [("5", False), ("6", True)])
def test_the_response_is_asked_after_so_many_doses(before: str, asked: bool) -> None:
    """The payer asks after 6: the 7th dose wants it."""
    sheet = strict(
        history=HistoryDraft(doses_before=before),
        evidence=EVIDENCE._replace(response=""),
        authorization=AUTHORIZED._replace(visits=""),
    )
    assert bool(found(sheet, "response-missing")) is asked


# --- Ready, and decisions -------------------------------------------------------------------------

SETTLED = at_site(
    code_decisions=(CodeDecision("durvalumab", "J9173", "B", "table", TODAY, date(2025, 10, 1)),)
)


def decide(finding: str, choice: str = "accept") -> DecisionDraft:
    """A person's answer."""
    return DecisionDraft(finding, choice, "B. Lead", "as discussed", "2026-11-24")


def test_a_claim_is_ready_when_given_and_nothing_is_open() -> None:
    assert claimed(rules=SETTLED, given_mg="724", **GOOD).is_ready
    assert not claimed(rules=SETTLED, **GOOD).is_ready  # planned
    assert not claimed(rules=SETTLED, given_mg="724").is_ready  # no diagnosis
    assert not claimed(given_mg="724", **GOOD).is_ready  # the code


def test_an_answered_ask_no_longer_keeps_the_claim() -> None:
    open_ask = claimed(rules=SETTLED, given_mg="724", diagnoses=("C50.911",))
    assert [f.id for f in open_ask.open_findings] == ["diagnosis-not-labelled"]
    answered = claimed(
        rules=SETTLED, given_mg="724", diagnoses=("C50.911",),
        decisions=(decide("diagnosis-not-labelled"),),
    )  # fmt: skip
    assert answered.is_ready
    [finding] = found(answered, "diagnosis-not-labelled")
    assert finding.decision is not None
    assert (finding.decision.by, finding.decision.why) == ("B. Lead", "as discussed")


def test_a_declined_ask_stays_open() -> None:
    sheet = claimed(
        rules=SETTLED, given_mg="724", decisions=(decide("diagnosis-not-labelled", "decline"),)
    )
    assert not sheet.is_ready


def test_each_of_several_faults_wants_its_own_answer() -> None:
    """An authorization that ended, for another code: two findings of one id."""
    wrong = AuthorizationDraft("A-1", "2026-01-01", "2026-06-30", "J9999")
    fields: dict[str, Any] = {"given_mg": "724", "authorization": wrong, **GOOD}
    once = claimed(rules=SETTLED, decisions=(decide("authorization-missing"),), **fields)
    assert [f.id for f in once.open_findings] == ["authorization-missing"]
    twice = claimed(rules=SETTLED, decisions=(decide("authorization-missing"),) * 2, **fields)
    assert twice.is_ready


def test_a_stop_cannot_be_answered() -> None:
    sheet = claimed(
        rules=SETTLED, given_mg="724", diagnoses=("lung",),
        decisions=(decide("diagnosis-malformed"),),
    )  # fmt: skip
    assert not sheet.is_ready
    assert found(sheet, "diagnosis-malformed")[0].decision is None


def test_avoidable_discard_is_said_until_it_is_answered() -> None:
    """A shelf of 500 alone opens 1,000 for 724: 260 mg more than 500 + 2 × 120."""
    order = by_weight("72.4", shelf=(ShelfDraft("500"),))
    sheet = claimed(order, SETTLED, given_mg="724", **GOOD)
    assert "260 mg" in message(sheet, "discard-avoidable")
    assert not sheet.is_ready
    decisions = (decide("discard-avoidable"),)
    assert claimed(order, SETTLED, given_mg="724", decisions=decisions, **GOOD).is_ready


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (decide("weight-old")._replace(finding="nonsense"), "decisions[0].finding"),
        (decide("weight-old")._replace(choice=""), "decisions[0].choice"),
        (decide("weight-old")._replace(choice="perhaps"), "decisions[0].choice"),
        (decide("code-conflict")._replace(choice="yes"), "decisions[0].choice"),
        (decide("rounding-proposed")._replace(choice="about 720"), "decisions[0].choice"),
        (decide("weight-old")._replace(by=" "), "decisions[0].by"),
        (decide("weight-old")._replace(why=""), "decisions[0].why"),
        (decide("weight-old")._replace(on=""), "decisions[0].on"),
        (decide("weight-old")._replace(on="2026-11-25"), "decisions[0].on"),
    ],
)
def test_a_decision_needs_who_why_and_when(decision: DecisionDraft, field: str) -> None:
    from tests.core.asking import refusal

    assert list(refusal(replace(ORDER, claim=ClaimDraft(decisions=(decision,))))) == [field]


def test_the_windows_of_a_payer_are_those_of_its_limits_for_the_drug() -> None:
    other = VP_0301._replace(drug="tremelimumab", days=90)
    limits = (VP_0301, UNITS_28, other)
    payer = replace(MEDICARE, id="own", limits=limits)
    sheet = claimed(rules=with_payer(payer), **GOOD)
    assert payer_windows(sheet.claim, DRUG, None) == {14, 28}
    assert payer_windows(sheet.claim._replace(payer=MEDICARE), DRUG, None) == set()


def test_a_flat_dose_that_no_row_for_the_diagnosis_has_is_asked_about() -> None:
    """Unresectable lung cancer, 30 kg and more: 10 mg/kg or 1,500 mg, never 1,000."""
    drug = durvalumab_file()

    def asked(mg: str) -> list[Finding]:
        draft = flat(mg, "72.4", claim=ClaimDraft(diagnoses=("C34.12",)))
        return found(worksheet(draft, drug), "dose-off-label-row")

    assert not asked("1500")
    [finding] = asked("1000")
    assert finding.message == (
        "1,000 mg flat is no labelled dose of durvalumab for C34.12: pick the regimen, or confirm "
        "with the prescriber."
    )
