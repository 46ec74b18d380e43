"""What was really given, kept, lost and carried in; lines, products, decisions, and readiness.

Units are worked out by hand from contract.md, Arithmetic; modifiers from billing.md.
"""

from typing import Any

import pytest

from tests.contract.asking import DESCRIBED, GOLDEN, Json, answer_to, ask, errors_of

SIZES_500_120 = {"500": "00310-4611-50", "120": "00310-4500-12"}
FLAT_176 = {"drug": "durvalumab", "dose": {"basis": "flat", "mg": "176"}}
ONE_500 = [{"mg": "500", "count": 1}]
SETTLED = {"code": "J9173", "diagnoses": ["C34.12"]}
"""What a claim of the golden order needs beside the amount given."""

PLANNED = ("planned", None)


def lines_of(answer: Json) -> list[tuple[str, int, str]]:
    """Modifiers, units and mg of each line."""
    lines = answer["claim_lines"]
    return [(" ".join(line["modifiers"]), line["units"], line["mg"]) for line in lines]


def amounts_of(answer: Json) -> tuple[str, ...]:
    """Opened, discarded, kept, lost and carried in."""
    names = ("opened_mg", "discarded_mg", "kept_mg", "lost_mg", "carried_in_mg")
    return tuple(answer[name] for name in names)


def ids_of(answer: Json) -> set[str]:
    """The findings."""
    return {finding["id"] for finding in answer["findings"]}


CASES: list[tuple[str, Json, tuple[Any, ...], tuple[str, ...], list[tuple[str, int, str]]]] = [
    (
        "planned",
        GOLDEN,
        ("planned", None),
        ("740", "16", "0", "0", "0"),
        [("JA", 73, "724"), ("JW JA", 1, "16")],
    ),
    (
        "given as ordered",
        {**GOLDEN, "given_mg": "724"},
        ("given", "724"),
        ("740", "16", "0", "0", "0"),
        [("JA", 73, "724"), ("JW JA", 1, "16")],
    ),
    (  # contract: 740 opened, 724 given, 3 lost: 73 and 0
        "a spill is never JW",
        {**GOLDEN, "given_mg": "724", "losses": [{"mg": "3", "why": "spilt"}]},
        ("given", "724"),
        ("740", "13", "0", "3", "0"),
        [("JZ JA", 73, "724")],
    ),
    (  # contract: 176 given from 56 carried in and 500 opened: 18 and 37
        "carried in",
        {**FLAT_176, "given_mg": "176", "carried_in_mg": "56", "plan": ONE_500},
        ("given", "176"),
        ("500", "380", "0", "0", "56"),
        [("JA", 18, "176"), ("JW JA", 37, "380")],
    ),
    (  # contract: nothing given: 0 units, no lines, discarded is all that was opened
        "nothing given",
        {**GOLDEN, "given_mg": "0", "stopped": "fever before the infusion"},
        ("not-given", "0"),
        ("740", "740", "0", "0", "0"),
        [],
    ),
    (  # floor((500 + 240) ÷ 10) − 50 = 24
        "stopped early",
        {**GOLDEN, "given_mg": "500", "stopped": "rigors after 40 minutes"},
        ("given", "500"),
        ("740", "240", "0", "0", "0"),
        [("JA", 50, "500"), ("JW JA", 24, "240")],
    ),
    (  # floor((724 + 0) ÷ 10) − 73 is below 0
        "all of the rest kept",
        {**GOLDEN, "given_mg": "724", "kept_mg": "16"},
        ("given", "724"),
        ("740", "0", "16", "0", "0"),
        [("JZ JA", 73, "724")],
    ),
    (
        "more than the dose",
        {**GOLDEN, "given_mg": "740"},
        ("given", "740"),
        ("740", "0", "0", "0", "0"),
        [("JZ JA", 74, "740")],
    ),
    (  # 860 opened, 120 of them in a broken vial: the rest as if it had not been
        "a broken vial beside the others",
        {
            **GOLDEN,
            "given_mg": "724",
            "plan": [{"mg": "500", "count": 1}, {"mg": "120", "count": 3}],
            "losses": [{"mg": "120", "why": "broken"}],
        },
        ("given", "724"),
        ("860", "16", "0", "120", "0"),
        [("JA", 73, "724"), ("JW JA", 1, "16")],
    ),
    (
        "planned with a part from another's vial",
        {**GOLDEN, "carried_in_mg": "104"},
        ("planned", None),
        ("620", "0", "0", "0", "104"),
        [("JZ JA", 73, "724")],
    ),
    (
        "all of it from another's vial",
        {**FLAT_176, "given_mg": "176", "carried_in_mg": "176"},
        ("given", "176"),
        ("0", "0", "0", "0", "176"),
        [("JZ JA", 18, "176")],
    ),
    (
        "white-bagged",
        {**GOLDEN, "given_mg": "724", "source": "white-bag"},
        ("given", "724"),
        ("740", "16", "0", "0", "0"),
        [],
    ),
    (  # exempt settings take neither JW nor JZ
        "inpatient",
        {**GOLDEN, "setting": "exempt"},
        ("planned", None),
        ("740", "16", "0", "0", "0"),
        [("JA", 73, "724")],
    ),
    (  # JW, TB, PN, JA: four fit (billing.md 0.1)
        "340B off campus",
        {**GOLDEN, "source": "340b", "setting": "off-campus-non-excepted"},
        ("planned", None),
        ("740", "16", "0", "0", "0"),
        [("TB PN JA", 73, "724"), ("JW TB PN JA", 1, "16")],
    ),
    (  # JZ from 2023-01-01 on, JW from 2017-01-01 on
        "before JZ",
        {**GOLDEN, "date_of_service": "2022-12-31", "shelf": [{"mg": "120"}], "kept_mg": "116"},
        ("planned", None),
        ("840", "0", "116", "0", "0"),
        [("JA", 73, "724")],
    ),
]


@pytest.mark.parametrize(
    ("request_", "status", "amounts", "lines"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_was_given_is_what_is_billed(
    request_: Json,
    status: tuple[str, str | None],
    amounts: tuple[str, ...],
    lines: list[tuple[str, int, str]],
) -> None:
    answer = answer_to(request_)
    assert (answer["status"], answer["given_mg"]) == status
    assert amounts_of(answer) == amounts
    assert lines_of(answer) == lines
    assert all("." not in str(line[1]) for line in lines)


def test_nothing_given_has_no_units_and_says_so() -> None:
    answer = answer_to({**GOLDEN, "given_mg": "0", "stopped": "fever"})
    assert answer["units"] == {"administered": 0, "discarded": 0, "opened": 74}
    assert answer["claim_ready"] is False
    assert "nothing-given" in ids_of(answer)


def test_what_is_left_of_a_multi_dose_vial_after_a_dose() -> None:
    drug = {**DESCRIBED, "multi_dose": True, "unit_mg": "5", "presentations": [{"mg": "25"}]}
    dose = {"basis": "flat", "mg": "20"}
    answer = answer_to({"drug": drug, "dose": dose, "given_mg": "12", "stopped": "nausea"})
    assert (answer["left_mg"], answer["discarded_mg"]) == ("13", "0")
    assert lines_of(answer) == [("", 3, "12")]


def test_vials_that_were_opened_have_to_hold_what_was_used() -> None:
    request = {**GOLDEN, "plan": ONE_500, "given_mg": "480", "losses": [{"mg": "21", "why": "x"}]}
    ((field, sentence),) = errors_of(ask(request))
    assert field == "plan"
    assert "1 mg short of 501 mg" in sentence


def test_a_dose_that_was_broken_off_needs_only_what_was_used() -> None:
    answer = answer_to({**GOLDEN, "plan": ONE_500, "given_mg": "480", "stopped": "rigors"})
    assert lines_of(answer) == [("JA", 48, "480"), ("JW JA", 2, "20")]


def test_a_line_bears_its_product_and_every_product_where_there_are_more() -> None:
    given, discarded = answer_to(GOLDEN)["claim_lines"]
    assert given["ndc"] == SIZES_500_120["500"]
    assert [product["ml"] for product in given["ndcs"]] == ["10", "4.48"]
    assert discarded["ndc"] == SIZES_500_120["120"]
    assert "ndcs" not in discarded


def test_the_discard_is_of_the_vial_opened_last() -> None:
    plan = [{"mg": "500", "count": 1}, {"mg": "120", "count": 2}]
    request = {**GOLDEN, "plan": plan, "given_mg": "480", "stopped": "rigors"}
    given, discarded = answer_to(request)["claim_lines"]
    assert (given["ndc"], "ndcs" in given) == (SIZES_500_120["500"], False)
    assert discarded["ndc"] == SIZES_500_120["120"]
    assert discarded["ndcs"] == [
        {"ndc": SIZES_500_120["500"], "ml": "0.4", "mg": "20"},
        {"ndc": SIZES_500_120["120"], "ml": "4.8", "mg": "240"},
    ]


def test_medicaid_has_a_line_for_each_product() -> None:
    lines = answer_to({**GOLDEN, "payer": "medicaid"})["claim_lines"]
    assert [(line["modifiers"], line["units"], line["mg"], line["ndc"]) for line in lines] == [
        (["KP", "JA"], 50, "500", SIZES_500_120["500"]),
        (["KQ", "JA"], 23, "224", SIZES_500_120["120"]),
        (["JW", "KQ", "JA"], 1, "16", SIZES_500_120["120"]),
    ]
    assert all("ndcs" not in line for line in lines)


def test_a_product_of_unknown_volume_has_no_ml() -> None:
    sizes = [{"mg": "25", "ndc": "0310-4500-12"}, {"mg": "10", "ndc": "12345-123-12"}]
    dose = {"basis": "flat", "mg": "35"}
    (line,) = answer_to({"drug": {**DESCRIBED, "presentations": sizes}, "dose": dose})[
        "claim_lines"
    ]
    assert line["ndc"] == "00310-4500-12"
    assert line["ndcs"] == [
        {"ndc": "00310-4500-12", "mg": "25"},
        {"ndc": "12345-0123-12", "mg": "10"},
    ]


def test_a_claim_is_ready_once_given_with_everything_settled() -> None:
    planned, given = {**GOLDEN, **SETTLED}, {**GOLDEN, **SETTLED, "given_mg": "724"}
    assert answer_to(planned)["claim_ready"] is False
    assert answer_to(given)["claim_ready"] is True
    assert answer_to(given)["claim_lines"][0]["code"] == "J9173"


@pytest.mark.parametrize(
    "fields",
    [
        {"code": "J9323"},
        {"diagnoses": []},
        {"diagnoses": ["C3412"]},
        {"given_mg": "700"},
        {"given_mg": "700", "stopped": "rigors"},
        {"given_mg": "0", "stopped": "fever"},
        {"given_mg": "740"},
        {"kept_mg": "16"},
        {"source": "trial"},
        {"code": "J9271"},
    ],
)
def test_a_claim_is_not_ready_while_something_is_open(fields: Json) -> None:
    assert answer_to({**GOLDEN, **SETTLED, "given_mg": "724", **fields})["claim_ready"] is False


def decided(finding: str, choice: str) -> Json:
    """A decision."""
    return {"finding": finding, "choice": choice, "by": "N. Kaya", "why": "asked", "on": TODAY}


TODAY = "2026-11-24"


def test_an_answered_finding_bears_who_why_and_when() -> None:
    request = {
        **GOLDEN,
        **SETTLED,
        "given_mg": "724",
        "kept_mg": "16",
        "decisions": [decided("shared-vial", "accept")],
    }
    answer = answer_to(request)
    (shared,) = [found for found in answer["findings"] if found["id"] == "shared-vial"]
    assert list(shared) == ["id", "severity", "message", "source", "decision"]
    assert shared["decision"] == {"choice": "accept", "by": "N. Kaya", "why": "asked", "on": TODAY}
    assert answer["claim_ready"] is True


def test_a_declined_finding_stays_open() -> None:
    answer = answer_to(
        {
            **GOLDEN,
            **SETTLED,
            "given_mg": "724",
            "kept_mg": "16",
            "decisions": [decided("shared-vial", "decline")],
        }
    )
    (shared,) = [found for found in answer["findings"] if found["id"] == "shared-vial"]
    assert "decision" not in shared
    assert answer["claim_ready"] is False


def test_a_code_that_was_kept_or_chosen_is_billed_and_noted() -> None:
    kept = answer_to({**GOLDEN, "decisions": [decided("code-conflict", "keep")]})
    assert kept["claim_lines"][0]["code"] == "J9323"
    assert "code-kept-by-site" in ids_of(kept)
    chosen = answer_to({**GOLDEN, "decisions": [decided("code-conflict", "J9173")]})
    assert chosen["claim_lines"][0]["code"] == "J9173"
    (changed,) = [found for found in chosen["findings"] if found["id"] == "code-conflict"]
    assert changed["severity"] == "note"
    assert changed["decision"]["choice"] == "J9173"
    assert changed["decision"]["by"] == "N. Kaya"


BILLED = [
    {"code": "J9323", "modifiers": ["JA"], "units": 73, "ndc": "0310-4611-50"},
    {"code": "J9323", "modifiers": ["JW", "JA"], "units": 1, "ndc": "00310450012"},
]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (BILLED, set()),
        (BILLED[:1], {"claim-line-missing"}),
        ([], {"claim-line-missing"}),
        ([{**BILLED[0], "units": 72}, BILLED[1]], {"claim-units-differ"}),
        ([{**line, "code": "J9271"} for line in BILLED], {"claim-code-differs"}),
        ([{**BILLED[0], "modifiers": []}, BILLED[1]], {"claim-modifier-missing"}),
        ([{**BILLED[0], "modifiers": ["JA", "TB"]}, BILLED[1]], {"claim-modifier-wrong"}),
        ([{**BILLED[0], "ndc": "0310-4505-25"}, BILLED[1]], {"claim-ndc-differs"}),
    ],
)
def test_somebody_elses_lines_are_compared(lines: list[Json], found: set[str]) -> None:
    answer = answer_to({**GOLDEN, "claim_lines": lines})
    assert {name for name in ids_of(answer) if name.startswith("claim-")} == found
