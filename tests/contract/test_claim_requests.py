"""The fields of the claim, one by one: what is taken, what is refused, where and in which words."""

import json
from typing import Any

import pytest

from app.contract.request import read_request
from app.contract.request_shape import CLAIM_FIELDS
from app.core.claim_draft import NOTHING_SAID
from app.core.finding import Refused
from app.core.payer import DrugSource, Setting
from tests.contract.asking import GOLDEN, REPLIER, REQUESTS, SCHEMA, answer_to, ask, errors_of

FIGURE = "Write this figure as a JSON string"
INTEGER = "A whole JSON number is needed here"
STRING = "A JSON string is needed here."
LIST = "A JSON list, […], is needed here."
OBJECT = "A JSON object, {…}, is needed here."
UNKNOWN = "There is no such field in a request."
BLANK = "Blank: leave the field out."

DECISION = {
    "finding": "code-conflict",
    "choice": "keep",
    "by": "N. Kaya",
    "why": "asked the payer",
    "on": "2026-11-20",
}
AUTHORIZATION = {"number": "A-17", "from": "2026-01-01", "to": "2026-12-31"}
BIOMARKER = {"value": "60", "assay": "SP263", "on": "2026-10-01"}
COVERAGE = {"by": "N. Kaya", "reference": "R-5", "on": "2026-11-20"}
COMPENDIUM = {"name": "NCCN", "category": "2A", "on": "2026-11-01"}
LINE = {"code": "J9173", "modifiers": ["JZ", "JA"], "units": 73}
EVIDENCE = {
    "biomarker": BIOMARKER,
    "prior_line": "carboplatin and pemetrexed, stable",
    "response": "partial",
    "coverage": COVERAGE,
    "compendium": COMPENDIUM,
}
HISTORY = {
    "first_given_on": "2026-09-01",
    "last_given_on": "2026-11-10",
    "last_weight_kg": "72",
    "doses_before": 5,
    "units_in_window": 0,
    "vials_in_window": [{"mg": "500", "count": 1}],
}

TAKEN: list[dict[str, Any]] = [
    {"payer": "medicare-part-b"},
    {"payer": "medicaid"},
    *[{"setting": setting.value} for setting in Setting],
    *[{"source": source.value} for source in DrugSource],
    {"date_of_service": "2026-11-24"},
    {"date_of_service": " 2026-11-30 "},
    {"diagnoses": []},
    {"diagnoses": ["Z51.12", "C34.12"]},
    {"diagnoses": ["C34.12"] * 12},
    {"code": "J9173"},
    {"given_mg": "724.0"},
    {"given_mg": "0", "stopped": "the patient refused"},
    {"stopped": "x" * 200},
    {"kept_mg": "16"},
    {"carried_in_mg": "56"},
    {"losses": []},
    {"losses": [{"mg": "3", "why": "spilt"}]},
    {"history": {}},
    {"history": HISTORY},
    {"history": dict.fromkeys(HISTORY)},
    {"history": {"vials_in_window": [{"mg": "500", "count": 0}, {"mg": "120", "count": 2}]}},
    {"authorization": AUTHORIZATION},
    {"authorization": {**AUTHORIZATION, "code": "J9173", "units": 150, "visits": 12}},
    {"authorization": {**AUTHORIZATION, "code": None, "units": None, "visits": None}},
    {"evidence": {}},
    {"evidence": EVIDENCE},
    {"evidence": dict.fromkeys(EVIDENCE)},
    {"evidence": {"biomarker": {**BIOMARKER, "value": "60 %"}}},
    {"decisions": []},
    {"decisions": [DECISION]},
    {"charge_per_unit": "120.5"},
    {"claim_lines": []},
    {"claim_lines": [LINE, {**LINE, "modifiers": [], "ndc": "0310-4611-50"}]},
    {"claim_lines": [{**LINE, "ndc": None}]},
    {"claim_lines": [LINE, {"code": "96413", "modifiers": [], "units": 1}]},
]


@pytest.mark.parametrize("fields", TAKEN)
def test_a_field_of_the_claim_is_taken(fields: dict[str, Any]) -> None:
    answer_to({**GOLDEN, **fields})


def test_every_field_of_the_claim_is_tried() -> None:
    assert {field for fields in TAKEN for field in fields} == CLAIM_FIELDS


def changed(whole: dict[str, Any], **fields: object) -> dict[str, Any]:
    """The object with other fields; `...` leaves one out."""
    return {key: value for key, value in {**whole, **fields}.items() if value is not ...}


def authorization(**fields: object) -> dict[str, Any]:
    """A request whose authorization has other fields."""
    return {"authorization": changed(AUTHORIZATION, **fields)}


def decision(**fields: object) -> dict[str, Any]:
    """A request whose second decision has other fields."""
    return {"decisions": [DECISION, changed(DECISION, **fields)]}


def billed(**fields: object) -> dict[str, Any]:
    """A request whose second line to check has other fields."""
    return {"claim_lines": [LINE, changed(LINE, **fields)]}


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"payer": "aetna-x"}, "payer", "There is no payer “aetna-x”. Known: "),
    ({"payer": ""}, "payer", BLANK),
    ({"payer": 3}, "payer", STRING),
    ({"setting": "home"}, "setting", 'Write "office", "hospital-on-campus",'),
    ({"setting": ""}, "setting", 'Write "office"'),
    ({"source": "bought"}, "source", 'Write "purchased", "340b", "white-bag", "free" or "trial".'),
    ({"date_of_service": "24.11.2026"}, "date_of_service", "is not a date"),
    ({"date_of_service": 20261124}, "date_of_service", STRING),
    ({"date_of_service": " "}, "date_of_service", BLANK),
    ({"date_of_service": "1999-12-31"}, "date_of_service", "too far from today"),
    ({"date_of_service": "2028-01-01"}, "date_of_service", "too far from today"),
    (
        {"date_of_service": "2026-11-25", "given_mg": "724"},
        "date_of_service",
        "nothing can have been given then",
    ),
    ({"diagnoses": "C34.12"}, "diagnoses", LIST),
    ({"diagnoses": ["C34.12", 3]}, "diagnoses[1]", STRING),
    ({"diagnoses": ["C34.12", None]}, "diagnoses[1]", "“diagnoses[1]” is required."),
    ({"diagnoses": ["C34.12", " "]}, "diagnoses[1]", "Blank: leave the diagnosis out."),
    ({"diagnoses": ["C34.12"] * 13}, "diagnoses", "At most 12 entries are taken here."),
    ({"code": "j9173"}, "code", "one capital letter and four digits"),
    ({"code": ""}, "code", BLANK),
    ({"given_mg": 724}, "given_mg", FIGURE),
    ({"given_mg": 724.5}, "given_mg", FIGURE),
    ({"given_mg": True}, "given_mg", STRING),
    ({"given_mg": ""}, "given_mg", BLANK),
    ({"given_mg": "1,500"}, "given_mg", "has a comma: write 1500"),
    ({"given_mg": "-1"}, "given_mg", "has a sign"),
    ({"given_mg": "741"}, "given_mg", "more than the 740 mg opened"),
    ({"stopped": " \t"}, "stopped", BLANK),
    ({"stopped": "two\nlines"}, "stopped", "in one line of at most 200 characters"),
    ({"stopped": "x" * 201}, "stopped", "in one line of at most 200 characters"),
    ({"kept_mg": 16}, "kept_mg", FIGURE),
    ({"kept_mg": ""}, "kept_mg", BLANK),
    ({"kept_mg": "17"}, "kept_mg", "more than the 740 mg opened"),
    ({"carried_in_mg": 56}, "carried_in_mg", FIGURE),
    ({"carried_in_mg": "725"}, "carried_in_mg", "More is carried in than the dose"),
    ({"losses": {}}, "losses", LIST),
    ({"losses": ["3"]}, "losses[0]", OBJECT),
    ({"losses": [{"mg": 3, "why": "spilt"}]}, "losses[0].mg", FIGURE),
    ({"losses": [{"mg": "0", "why": "spilt"}]}, "losses[0].mg", "above 0"),
    ({"losses": [{"mg": "3"}]}, "losses[0].why", "“losses[0].why” is required."),
    ({"losses": [{"mg": "3", "why": ""}]}, "losses[0].why", "Write why: spilt, broken, expired."),
    ({"losses": [{"mg": "3", "why": "x", "lot": "A"}]}, "losses[0].lot", UNKNOWN),
    ({"losses": [{"mg": "17", "why": "spilt"}]}, "losses", "more than the 740 mg opened"),
    ({"losses": [{"mg": "0.001", "why": "x"}] * 51}, "losses", "At most 50 entries"),
    ({"history": []}, "history", OBJECT),
    ({"history": {"last_weight_kg": 72}}, "history.last_weight_kg", FIGURE),
    ({"history": {"last_weight_kg": ""}}, "history.last_weight_kg", BLANK),
    ({"history": {"last_given_on": ""}}, "history.last_given_on", BLANK),
    ({"history": {"first_given_on": "2026-13-01"}}, "history.first_given_on", "no day 2026-13-01"),
    ({"history": {"last_given_on": "2026-11-25"}}, "history.last_given_on", "is after today"),
    ({"history": {"doses_before": "5"}}, "history.doses_before", INTEGER),
    ({"history": {"units_in_window": 1.5}}, "history.units_in_window", INTEGER),
    ({"history": {"units_in_window": -1}}, "history.units_in_window", "is not a whole number"),
    ({"history": {"weight": "72"}}, "history.weight", UNKNOWN),
    (
        {"history": {"vials_in_window": [{"mg": "500"}]}},
        "history.vials_in_window[0].count",
        "is required.",
    ),
    (
        {"history": {"vials_in_window": [{"mg": 500, "count": 1}]}},
        "history.vials_in_window[0].mg",
        FIGURE,
    ),
    (
        {"history": {"vials_in_window": [{"mg": "5", "count": 1}] * 7}},
        "history.vials_in_window",
        "At most 6 entries",
    ),
    (authorization(number=...), "authorization.number", "“authorization.number” is required."),
    (authorization(number=" "), "authorization.number", "“authorization.number” is required."),
    (authorization(**{"from": ...}), "authorization.from", "“authorization.from” is required."),
    (authorization(to=None), "authorization.to", "“authorization.to” is required."),
    (authorization(to=""), "authorization.to", "“authorization.to” is required."),
    (authorization(to="2025-12-31"), "authorization.to", "ends before it begins"),
    (authorization(**{"from": "soon"}), "authorization.from", "is not a date"),
    (authorization(first_day="2026-01-01"), "authorization.first_day", UNKNOWN),
    (authorization(code="9173"), "authorization.code", "one capital letter and four digits"),
    (authorization(code=""), "authorization.code", BLANK),
    (authorization(units="150"), "authorization.units", INTEGER),
    (authorization(visits=1_000_001), "authorization.visits", "is over 1,000,000"),
    ({"evidence": "PD-L1"}, "evidence", OBJECT),
    ({"evidence": {"pd_l1": "60"}}, "evidence.pd_l1", UNKNOWN),
    ({"evidence": {"prior_line": ""}}, "evidence.prior_line", BLANK),
    ({"evidence": {"response": " "}}, "evidence.response", BLANK),
    (
        {"evidence": {"biomarker": changed(BIOMARKER, value=60)}},
        "evidence.biomarker.value",
        FIGURE,
    ),
    (
        {"evidence": {"biomarker": changed(BIOMARKER, value="101")}},
        "evidence.biomarker.value",
        "over 100 %",
    ),
    (
        {"evidence": {"biomarker": changed(BIOMARKER, assay="")}},
        "evidence.biomarker.assay",
        "is required.",
    ),
    (
        {"evidence": {"biomarker": changed(BIOMARKER, on="2026-11-25")}},
        "evidence.biomarker.on",
        "is after today",
    ),
    (
        {"evidence": {"coverage": changed(COVERAGE, reference=...)}},
        "evidence.coverage.reference",
        "is required.",
    ),
    ({"evidence": {"coverage": changed(COVERAGE, by=" ")}}, "evidence.coverage.by", "is required."),
    (
        {"evidence": {"compendium": changed(COMPENDIUM, category="")}},
        "evidence.compendium.category",
        "is required.",
    ),
    (
        {"evidence": {"compendium": changed(COMPENDIUM, on="x")}},
        "evidence.compendium.on",
        "is not a date",
    ),
    (decision(finding="code-conflikt"), "decisions[1].finding", "There is no finding"),
    (decision(finding=...), "decisions[1].finding", "is required."),
    (decision(choice=""), "decisions[1].choice", "Write accept, keep, decline or the value."),
    (decision(choice=724), "decisions[1].choice", STRING),
    (decision(by=" "), "decisions[1].by", "Write who decided."),
    (decision(why=""), "decisions[1].why", "Write why."),
    (decision(why=...), "decisions[1].why", "is required."),
    (decision(on=""), "decisions[1].on", "Write the day of the decision."),
    (decision(on="2026-11-25"), "decisions[1].on", "is after today"),
    (decision(severity="ask"), "decisions[1].severity", UNKNOWN),
    ({"decisions": [DECISION] * 51}, "decisions", "At most 50 entries"),
    ({"charge_per_unit": 120}, "charge_per_unit", FIGURE),
    ({"charge_per_unit": "$120"}, "charge_per_unit", "is not a plain number"),
    ({"charge_per_unit": "0"}, "charge_per_unit", "0 cannot be charged"),
    ({"charge_per_unit": ""}, "charge_per_unit", BLANK),
    (billed(code="J917"), "claim_lines[1].code", "Write the code that was billed: J9173"),
    (billed(code=...), "claim_lines[1].code", "is required."),
    (billed(modifiers="JZ"), "claim_lines[1].modifiers", LIST),
    (billed(modifiers=["JZ", "jw"]), "claim_lines[1].modifiers[1]", "“jw” is not a modifier"),
    (billed(modifiers=["JZ"] * 5), "claim_lines[1].modifiers", "At most 4 entries"),
    (billed(units="73"), "claim_lines[1].units", INTEGER),
    (billed(units=...), "claim_lines[1].units", "is required."),
    (billed(ndc="0310461150"), "claim_lines[1].ndc", "with its two hyphens"),
    (billed(ndc=""), "claim_lines[1].ndc", BLANK),
    (billed(mg="724"), "claim_lines[1].mg", UNKNOWN),
    ({"claim_lines": [LINE] * 51}, "claim_lines", "At most 50 entries"),
]


@pytest.mark.parametrize(("fields", "path", "sentence"), REFUSED)
def test_a_field_of_the_claim_is_refused_where_it_is_wrong(
    fields: dict[str, Any], path: str, sentence: str
) -> None:
    (found,) = errors_of(ask({**GOLDEN, **fields}))
    assert found[0] == path
    assert sentence in found[1]


def test_no_word_of_the_library_reaches_the_requester() -> None:
    for fields, _, _ in REFUSED:
        text = json.dumps(ask({**GOLDEN, **fields})).lower()
        for word in ("pydantic", "input", "union", "extra", "literal"):
            assert word not in text


def test_what_is_wrong_in_order_and_claim_is_named_at_once() -> None:
    request = {**GOLDEN, "shelf": [{"mg": "5"}], "given_mg": "x", "code": "x", "diagnoses": [""]}
    assert [path for path, _ in errors_of(ask(request))] == [
        "shelf[0].mg",
        "given_mg",
        "diagnoses[0]",
        "code",
    ]


def drafted(request: dict[str, Any]) -> Any:
    """The claim of a request as typed."""
    read = read_request(json.dumps(request).encode(), REPLIER.drugs)
    assert not isinstance(read, Refused)
    return read[0].claim


def test_a_request_without_a_claim_says_nothing_and_costs_nothing() -> None:
    assert drafted(GOLDEN) is NOTHING_SAID
    assert drafted({**GOLDEN, **dict.fromkeys(CLAIM_FIELDS)}) is NOTHING_SAID


def test_no_line_is_a_claim_that_bills_nothing() -> None:
    assert drafted({**GOLDEN, "claim_lines": []}).billed_lines == ()
    assert drafted({**GOLDEN, "claim_lines": None}).billed_lines is None
    assert drafted({**GOLDEN, "code": "J9173"}).billed_lines is None


def test_every_text_of_a_claim_reaches_the_core_as_it_was_typed() -> None:
    draft = drafted(
        {
            **GOLDEN,
            "given_mg": " 724.00 ",
            "authorization": {**AUTHORIZATION, "units": 150, "visits": 0},
            "history": HISTORY,
            "evidence": EVIDENCE,
            "claim_lines": [{**LINE, "ndc": "0310-4611-50"}],
        }
    )
    assert draft.given_mg == " 724.00 "
    assert (draft.authorization.first_day, draft.authorization.last_day) == (
        "2026-01-01",
        "2026-12-31",
    )
    assert (draft.authorization.units, draft.authorization.visits) == ("150", "0")
    assert draft.history.doses_before == "5"
    assert draft.history.vials_in_window[0].count == "1"
    assert draft.evidence.biomarker.value == "60"
    assert draft.evidence.coverage.reference == "R-5"
    assert draft.evidence.compendium.category == "2A"
    assert draft.billed_lines[0].units == "73"
    assert draft.billed_lines[0].modifiers == ("JZ", "JA")
    assert draft.billed_lines[0].ndc == "0310-4611-50"


def test_schema_knows_the_words_of_the_core() -> None:
    fields = SCHEMA["$defs"]["Request"]["properties"]
    assert fields["setting"]["anyOf"][0]["enum"] == [setting.value for setting in Setting]
    assert fields["source"]["anyOf"][0]["enum"] == [source.value for source in DrugSource]
    assert not REQUESTS.is_valid({**GOLDEN, **decision(finding="no-such-finding")})
