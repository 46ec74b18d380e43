"""The code against the dated table, by date of service, and what a site settles (billing.md 0)."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.claim_draft import ClaimDraft, DecisionDraft
from app.core.code_check import Standing
from app.core.drug import Presentation
from app.core.finding import Severity
from app.core.rules import Rules
from app.core.site_choices import CodeDecision, SiteChoices
from app.core.worksheet import Worksheet
from tests.core.asking import DURVALUMAB, TODAY, by_weight, flat, message, refusal, worksheet
from tests.core.rules_by_hand import CODES, RULES, at_site, entry

ORDER = by_weight("72.4")
KEPT = CodeDecision(
    "durvalumab", "J9323", "B. Lead", "our payer's contract", TODAY, date(2025, 10, 1)
)
J9173 = KEPT._replace(code="J9173", why="HCPCS table")


def about_code(sheet: Worksheet) -> list[tuple[str, Severity]]:
    """Findings of the code's group."""
    return [
        (f.id, f.severity) for f in sheet.findings if f.id.startswith(("code-", "table-", "ndc-"))
    ]


def coded(code: str, day: str = "", **more: object) -> Worksheet:
    """724 mg with that code on the order."""
    claim = ClaimDraft(code=code, date_of_service=day)
    return worksheet(replace(ORDER, claim=claim), **more)  # type: ignore[arg-type]  # drug, rules


def decided(choice: str) -> DecisionDraft:
    """What a person answered about the code, for this order."""
    return DecisionDraft("code-conflict", choice, "B. Lead", "checked", "2026-11-24")


# --- The conflict ---------------------------------------------------------------------------------


def test_j9323_stays_as_delivered_and_is_not_confirmed() -> None:
    sheet = worksheet(ORDER)
    assert [line.code for line in sheet.claim_lines] == ["J9323", "J9323"]
    assert sheet.code.standing is Standing.NOT_CONFIRMED
    assert sheet.code.mark == "code not confirmed"
    assert about_code(sheet) == [("code-conflict", Severity.ASK)]
    sentence = message(sheet, "code-conflict")
    assert "pemetrexed ditromethamine" in sentence
    assert "J9173" in sentence


def test_a_site_that_bills_j9173_has_it_on_every_line_and_nothing_to_answer() -> None:
    sheet = worksheet(ORDER, rules=at_site(code_decisions=(J9173,)))
    assert {line.code for line in sheet.claim_lines} == {"J9173"}
    assert [line.units for line in sheet.claim_lines] == [73, 1]
    assert about_code(sheet) == []
    assert sheet.code.mark == ""


def test_a_site_that_keeps_j9323_stays_marked() -> None:
    sheet = worksheet(ORDER, rules=at_site(code_decisions=(KEPT,)))
    assert {line.code for line in sheet.claim_lines} == {"J9323"}
    assert about_code(sheet) == [("code-kept-by-site", Severity.NOTE)]
    assert sheet.code.mark == "kept by the site, differs from the HCPCS table of October 2025"
    for part in ("B. Lead", "2026-11-24", "our payer's contract"):
        assert part in message(sheet, "code-kept-by-site")


def test_the_newest_decision_of_a_site_holds() -> None:
    sheet = worksheet(ORDER, rules=at_site(code_decisions=(KEPT, J9173)))
    assert sheet.claim_lines[0].code == "J9173"
    sheet = worksheet(ORDER, rules=at_site(code_decisions=(J9173, KEPT)))
    assert sheet.claim_lines[0].code == "J9323"


def test_a_newer_table_asks_again_what_was_kept() -> None:
    newer = replace(CODES, dated=date(2026, 10, 1))
    rules = Rules((), RULES.payers, newer, SiteChoices(code_decisions=(KEPT,)))
    sheet = worksheet(ORDER, rules=rules)
    assert about_code(sheet) == [("code-conflict", Severity.ASK)]
    assert "confirm it again" in message(sheet, "code-conflict")
    assert sheet.claim_lines[0].code == "J9323"


def test_a_newer_table_asks_nothing_about_a_code_that_fits_it() -> None:
    newer = replace(CODES, dated=date(2026, 10, 1))
    rules = Rules((), RULES.payers, newer, SiteChoices(code_decisions=(J9173,)))
    assert about_code(worksheet(ORDER, rules=rules)) == []


def test_another_sites_drug_is_not_settled_by_it() -> None:
    other = KEPT._replace(drug="tremelimumab")
    sheet = worksheet(ORDER, rules=at_site(code_decisions=(other,)))
    assert about_code(sheet) == [("code-conflict", Severity.ASK)]


@pytest.mark.parametrize(
    ("choice", "code", "finding"),
    [
        ("keep", "J9323", "code-kept-by-site"),
        ("J9323", "J9323", "code-kept-by-site"),
        ("decline", "J9323", "code-conflict"),
    ],
)
def test_a_decision_on_the_order_keeps_or_declines(choice: str, code: str, finding: str) -> None:
    sheet = worksheet(replace(ORDER, claim=ClaimDraft(decisions=(decided(choice),))))
    assert sheet.claim_lines[0].code == code
    assert [found for found, _ in about_code(sheet)] == [finding]
    if choice == "decline":
        assert sheet.open_findings


def test_a_decision_on_the_order_changes_the_code() -> None:
    sheet = worksheet(replace(ORDER, claim=ClaimDraft(decisions=(decided("J9173"),))))
    assert sheet.claim_lines[0].code == "J9173"
    assert about_code(sheet) == [("code-conflict", Severity.NOTE)]
    [finding] = [f for f in sheet.findings if f.id == "code-conflict"]
    assert finding.decision is not None
    assert finding.decision.by == "B. Lead"


def test_an_order_and_a_decision_that_name_two_codes_are_refused() -> None:
    claim = ClaimDraft(code="J9173", decisions=(decided("J9323"),))
    assert list(refusal(replace(ORDER, claim=claim))) == ["decisions"]


def test_a_decision_from_before_the_table_settles_nothing() -> None:
    """The table is of 2025-10-01."""
    old = decided("keep")._replace(on="2025-09-30")
    sheet = worksheet(replace(ORDER, claim=ClaimDraft(decisions=(old,))))
    assert about_code(sheet) == [("code-conflict", Severity.ASK)]
    assert sheet.code.standing is Standing.NOT_CONFIRMED


def test_to_accept_says_no_code() -> None:
    claim = ClaimDraft(decisions=(decided("accept"),))
    assert list(refusal(replace(ORDER, claim=claim))) == ["decisions[0].choice"]


# --- Codes of other drugs -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "is_what", "units"),
    [
        # billing.md 0: J9285 is olaratumab, J9271 pembrolizumab by the mg
        ("J9271", "pembrolizumab", 724),
        ("J9285", "olaratumab", 73),
        ("J9299", "nivolumab", 724),
        ("J9289", "nivolumab, 2 mg and hyaluronidase-nvhy", 73),
    ],
)
def test_a_look_alike_is_named_and_its_units_recalculated(
    code: str, is_what: str, units: int
) -> None:
    sheet = coded(code)
    assert about_code(sheet)[0] == ("code-look-alike", Severity.STOP)
    assert f"{code} is {is_what}, not durvalumab. durvalumab is J9173." in message(
        sheet, "code-look-alike"
    )
    assert sheet.claim_lines[0].units == units
    assert sheet.code.mark == "code of another drug"


def test_the_right_code_typed_is_taken() -> None:
    assert about_code(coded("J9173")) == []


def test_j9323_typed_is_the_same_conflict() -> None:
    assert about_code(coded("J9323")) == [("code-conflict", Severity.ASK)]
    rules = at_site(code_decisions=(J9173,))
    sheet = coded("J9323", rules=rules)
    assert about_code(sheet) == [("code-conflict", Severity.ASK)]
    assert "confirm it again" not in message(sheet, "code-conflict")


def test_a_code_that_the_table_has_not_is_asked_about() -> None:
    sheet = coded("J9999")
    assert about_code(sheet)[0] == ("code-unknown", Severity.STOP)
    assert "durvalumab is J9173" in message(sheet, "code-unknown")
    assert sheet.code.mark == "unknown code"


def test_a_malformed_code_is_refused() -> None:
    for code in ("j9323", "J932", "J93233", "93230"):
        assert list(refusal(replace(ORDER, claim=ClaimDraft(code=code)))) == ["code"]


# --- Days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        # billing.md 1.1: J9173 from 2019-01-01; C9492 from 2017-10-01 to 2018-12-31
        ("J9173", "2018-12-31", ["code-not-yet-valid"]),
        ("J9173", "2019-01-01", []),
        ("C9492", "2017-09-30", ["code-not-yet-valid"]),
        ("C9492", "2017-10-01", []),
        ("C9492", "2018-12-31", []),
        ("C9492", "2019-01-01", ["code-ended"]),
        ("J9173", "2026-12-31", []),
        ("J9173", "2027-01-01", ["table-stale"]),
    ],
)
def test_days_of_a_code(code: str, day: str, expected: list[str]) -> None:
    found = [finding for finding, _ in about_code(coded(code, day)) if finding != "ndc-other-drug"]
    assert found == expected


def test_a_code_too_early_names_the_one_of_that_day() -> None:
    assert "bill C9492" in message(coded("J9173", "2018-06-01"), "code-not-yet-valid")


def test_an_ended_code_names_what_replaced_it() -> None:
    assert "bill J9173" in message(coded("C9492", "2026-11-24"), "code-ended")


def test_the_conflict_names_the_code_of_that_day() -> None:
    """In 2018 durvalumab was C9492, and J9323 did not exist."""
    sheet = coded("J9323", "2018-06-01")
    assert "durvalumab is C9492" in message(sheet, "code-conflict")
    assert ("code-not-yet-valid", Severity.STOP) in about_code(sheet)


# --- Product codes --------------------------------------------------------------------------------


def test_products_of_another_code_stop() -> None:
    """A drug described as pembrolizumab under J9271, with Imfinzi's NDC."""
    drug = DURVALUMAB._replace(
        id="",
        name="pembrolizumab",
        code="J9271",
        presentations=(Presentation(DURVALUMAB.presentations[0].mg, None, "0310-4611-50"),),
    )
    sheet = worksheet(flat("500"), drug)
    assert about_code(sheet)[-1] == ("ndc-other-drug", Severity.STOP)
    assert "J9173" in message(sheet, "ndc-other-drug")


@pytest.mark.parametrize("decision", [KEPT, J9173])
def test_a_product_of_another_drug_stops_whatever_code_was_settled(decision: CodeDecision) -> None:
    """A kept J9323 is no reason to look away: 61434-002-10 is bulk (billing.md 0.1)."""
    bulk = DURVALUMAB.presentations[0]._replace(ndc="61434-002-10")
    drug = DURVALUMAB._replace(presentations=(bulk,))
    sheet = worksheet(flat("500"), drug, rules=at_site(code_decisions=(decision,)))
    assert ("ndc-other-drug", Severity.STOP) in about_code(sheet)


def test_an_older_code_of_the_drug_goes_with_its_products() -> None:
    """C9492 on its days, with the crosswalk of October 2026."""
    assert about_code(coded("C9492", "2018-06-01")) == []


def test_a_drug_file_of_another_unit_than_the_table_is_asked_about() -> None:
    drug = DURVALUMAB._replace(code="J9173", unit_mg=DURVALUMAB.unit_mg * 5)
    sheet = worksheet(ORDER, drug)
    assert sheet.claim_lines[0].units == 73  # by the table
    assert about_code(sheet) == [("code-conflict", Severity.ASK)]


def test_a_code_not_counted_in_mg_is_asked_about() -> None:
    rows = {**CODES.entries, "J9031": entry("J9031", "Bcg live intravesical instillation")}
    rules = replace(RULES, codes=replace(CODES, entries=rows))
    bare = tuple(p._replace(ndc=None) for p in DURVALUMAB.presentations)
    drug = DURVALUMAB._replace(
        id="", name="bcg live intravesical instillation", code="J9031",
        presentations=bare,
    )  # fmt: skip
    assert about_code(worksheet(flat("500"), drug, rules=rules)) == [
        ("code-conflict", Severity.ASK)
    ]


def test_a_code_of_an_older_table_is_stale_by_its_own() -> None:
    old = CODES.entries["J9173"]._replace(
        stale_after=date(2019, 6, 30), table="HCPCS table of 2019"
    )
    rules = replace(RULES, codes=replace(CODES, entries={"J9173": old}))
    assert about_code(coded("J9173", rules=rules)) == [("table-stale", Severity.ASK)]


def test_a_replaced_code_without_a_last_day_is_asked_about() -> None:
    row = entry("C9147", "Injection, tremelimumab-actl, 1 mg", replaced_by="J9347")
    rules = replace(RULES, codes=replace(CODES, entries={"C9147": row}))
    bare = tuple(p._replace(ndc=None) for p in DURVALUMAB.presentations)
    drug = DURVALUMAB._replace(
        id="", name="tremelimumab", code="C9147", unit_mg=DURVALUMAB.unit_mg / 10,
        presentations=bare,
    )  # fmt: skip
    assert about_code(worksheet(flat("500"), drug, rules=rules)) == [("code-ended", Severity.ASK)]


def test_a_bulk_package_is_never_billable() -> None:
    bulk = DURVALUMAB.presentations[0]._replace(ndc="61434-002-10")
    drug = DURVALUMAB._replace(presentations=(bulk,))
    sheet = worksheet(flat("500"), drug, rules=at_site(code_decisions=(J9173,)))
    assert "bulk" in message(sheet, "ndc-other-drug")


# --- Described drugs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("pemetrexed", "J9305", []),
        ("pemetrexed", "J9294", []),
        ("pemetrexed ditromethamine", "J9323", []),
        ("Durvalumab", "J9173", []),
        ("nivolumab", "J9289", ["code-conflict"]),
        ("durvalumab", "J9323", ["code-conflict"]),
        ("Keytruda", "J9271", ["code-look-alike"]),
        ("inline drug", "J0000", ["code-unknown"]),
    ],
)
def test_a_described_drug_is_compared_by_its_name(
    name: str, code: str, expected: list[str]
) -> None:
    bare = tuple(p._replace(ndc=None) for p in DURVALUMAB.presentations)
    unit_mg = RULES.codes.entries[code].unit_mg if code in RULES.codes.entries else None
    drug = DURVALUMAB._replace(
        id="",
        name=name,
        code=code,
        presentations=bare,
        unit_mg=unit_mg or DURVALUMAB.unit_mg,
    )
    sheet = worksheet(flat("500"), drug)
    assert [finding for finding, _ in about_code(sheet)] == expected
    assert all(severity is not Severity.STOP for _, severity in about_code(sheet))


def test_a_described_unit_is_kept_and_the_tables_named() -> None:
    drug = DURVALUMAB._replace(id="", code="J9173", unit_mg=DURVALUMAB.unit_mg * 5)
    sheet = worksheet(flat("500"), drug)
    assert sheet.units.administered == 10
    assert "has J9173 by 10 mg, durvalumab here by 50 mg" in message(sheet, "code-conflict")
    assert sheet.code.mark == "unit not confirmed"


def test_a_whole_table_knows_which_codes_there_are_not() -> None:
    rules = replace(RULES, codes=replace(CODES, is_whole=True))
    bare = tuple(p._replace(ndc=None) for p in DURVALUMAB.presentations)
    drug = DURVALUMAB._replace(id="", name="other", code="J0000", presentations=bare)
    assert about_code(worksheet(flat("500"), drug, rules=rules)) == [("code-unknown", Severity.ASK)]


def test_who_looked_up_a_code_that_no_table_has_is_said_with_it_and_it_stays_not_checked() -> None:
    bare = tuple(p._replace(ndc=None) for p in DURVALUMAB.presentations)
    own = DURVALUMAB._replace(
        id="exampleumab", name="exampleumab", code="J9999", presentations=bare
    )
    looked_up = KEPT._replace(drug="exampleumab", code="J9999")
    for rules, who in (
        (RULES, ""),
        (at_site(code_decisions=(looked_up,)), f" {KEPT.by}, {KEPT.on}: “{KEPT.why}”."),
    ):
        sheet = worksheet(flat("500"), own, rules=rules)
        assert about_code(sheet) == [("code-unknown", Severity.NOTE)]
        many = len(CODES.entries)
        said = f"J9999 is not among the {many} codes here: not checked.{who}"
        assert message(sheet, "code-unknown") == said


# --- Descriptors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("descriptor", "substance", "unit"),
    [
        ("Injection, durvalumab, 10 mg", "durvalumab", "10"),
        ("Injection, epcoritamab-bysp, 0.16 mg", "epcoritamab-bysp", "0.16"),
        ("Injection, nivolumab, 2 mg and hyaluronidase-nvhy", None, None),
        ("Injection, bortezomib, 100 mcg", "bortezomib", None),
    ],
)
def test_a_descriptor_names_substance_and_unit(
    descriptor: str, substance: str | None, unit: str | None
) -> None:
    row = entry("J0001", descriptor)
    if substance is not None:
        assert row.substance == substance
    assert (None if row.unit_mg is None else str(row.unit_mg)) == unit
