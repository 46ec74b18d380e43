"""What is typed about the claim and refused by the core itself, on both sides of each limit."""

from dataclasses import replace

import pytest

from app.core.claim_draft import (
    BilledLineDraft,
    BiomarkerDraft,
    ClaimDraft,
    DecisionDraft,
    EvidenceDraft,
    HistoryDraft,
    LossDraft,
    VialsBeforeDraft,
)
from tests.core.asking import by_weight, refusal, worksheet

ORDER = by_weight("72.4")
LOSS = LossDraft("0.3", "spilt")  # 50 of them are 15 mg of the 16 left
DECISION = DecisionDraft("code-conflict", "keep", "N. Kaya", "asked the payer", "2026-11-20")
LINE = BilledLineDraft("J9323", ("JZ",), "73")


def refused(claim: ClaimDraft) -> dict[str, str]:
    """Field → sentence."""
    return refusal(replace(ORDER, claim=claim))


def of_vials(*sizes: tuple[str, str]) -> ClaimDraft:
    """A course with these vials in the payer's window."""
    return ClaimDraft(
        history=HistoryDraft(vials_in_window=tuple(VialsBeforeDraft(*size) for size in sizes))
    )


@pytest.mark.parametrize(
    ("at_most", "one_more", "field", "sentence"),
    [
        (ClaimDraft(diagnoses=("C34.12",) * 12), ClaimDraft(diagnoses=("C34.12",) * 13),
         "diagnoses", "At most 12 diagnoses go on a claim."),
        (ClaimDraft(losses=(LOSS,) * 50), ClaimDraft(losses=(LOSS,) * 51),
         "losses", "At most 50 losses are taken."),
        (ClaimDraft(decisions=(DECISION,) * 50), ClaimDraft(decisions=(DECISION,) * 51),
         "decisions", "At most 50 decisions are taken."),
        (ClaimDraft(billed_lines=(LINE,) * 50), ClaimDraft(billed_lines=(LINE,) * 51),
         "claim_lines", "At most 50 lines are compared."),
    ],
)  # fmt: skip
def test_there_is_a_most_of_each(
    at_most: ClaimDraft, one_more: ClaimDraft, field: str, sentence: str
) -> None:
    worksheet(replace(ORDER, claim=at_most))
    assert refused(one_more) == {field: sentence}


def test_a_million_mg_is_the_most_that_can_be_typed() -> None:
    assert refused(ClaimDraft(losses=(LossDraft("1000000", "spilt"),))) == {
        "losses": "724 mg to give + 1,000,000 mg lost is more than the 740 mg opened: check the "
        "amounts or the vials."
    }
    assert refused(ClaimDraft(losses=(LossDraft("1000000.001", "spilt"),))) == {
        "losses[0].mg": "1,000,000.001 mg is over 1,000,000 mg, the most that is taken."
    }


@pytest.mark.parametrize("mg", ["", " ", "0", "0.0"])
def test_a_loss_is_above_nothing(mg: str) -> None:
    assert refused(ClaimDraft(losses=(LOSS, LossDraft(mg, "spilt")))) == {
        "losses[1].mg": "Write how many mg were lost, above 0."
    }


def test_a_loss_that_cannot_be_read_says_why_once() -> None:
    found = refused(ClaimDraft(losses=(LossDraft("1,500", "spilt"),)))
    assert list(found) == ["losses[0].mg"]
    assert "above 0" not in found["losses[0].mg"]


def test_a_count_that_is_no_whole_number_is_refused() -> None:
    assert list(refused(ClaimDraft(history=HistoryDraft(doses_before="2.5")))) == [
        "history.doses_before"
    ]


def test_vials_of_the_course_are_of_the_drug_and_each_size_stands_once() -> None:
    worksheet(replace(ORDER, claim=of_vials(("500", "2"), ("120", "0"))))
    mg = "history.vials_in_window[1].mg"
    assert refused(of_vials(("500", "2"), ("100", "1"))) == {mg: "durvalumab has no 100 mg vial."}
    assert refused(of_vials(("500", "2"), ("500.0", "1"))) == {mg: "500 mg is named twice."}


@pytest.mark.parametrize("size", [("500", ""), ("", "2"), ("", "")])
def test_vials_of_the_course_have_size_and_count(size: tuple[str, str]) -> None:
    assert refused(of_vials(size)) == {
        "history.vials_in_window[0].count": "Write size and count: 500=2."
    }


def test_vials_of_the_course_that_cannot_be_read_say_why_once() -> None:
    assert list(refused(of_vials(("1,500", "2")))) == ["history.vials_in_window[0].mg"]
    assert list(refused(of_vials(("500", "two")))) == ["history.vials_in_window[0].count"]


def test_the_first_dose_is_not_after_the_last() -> None:
    same_day = HistoryDraft(first_given_on="2026-11-10", last_given_on="2026-11-10")
    worksheet(replace(ORDER, claim=ClaimDraft(history=same_day)))
    turned = same_day._replace(first_given_on="2026-11-11")
    assert refused(ClaimDraft(history=turned)) == {
        "history.first_given_on": "2026-11-11 is after the last dose, 2026-11-10."
    }


def test_a_biomarker_that_is_no_figure_is_refused() -> None:
    def claim(value: str) -> ClaimDraft:
        biomarker = BiomarkerDraft(value, "SP263", "2026-10-01")
        return ClaimDraft(evidence=EvidenceDraft(biomarker=biomarker))

    assert list(refused(claim("high"))) == ["evidence.biomarker.value"]
    worksheet(replace(ORDER, claim=claim("100 %")))
    assert refused(claim("100.1")) == {"evidence.biomarker.value": "100.1 % is over 100 %."}


def test_a_decision_is_not_of_another_century() -> None:
    worksheet(replace(ORDER, claim=ClaimDraft(decisions=(DECISION._replace(on="2000-01-01"),))))
    assert refused(ClaimDraft(decisions=(DECISION._replace(on="1999-12-31"),))) == {
        "decisions[0].on": "1999-12-31 is too far from today: check the year."
    }


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-11-25"])
def test_a_decision_has_a_day_that_is_not_ahead(day: str) -> None:
    found = refused(ClaimDraft(decisions=(DECISION._replace(on=day),)))
    assert list(found) == ["decisions[0].on"]
