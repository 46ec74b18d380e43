"""The second check in the record: what it is compared with, what is kept, where an order stands."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.check_arithmetic import Workings
from app.core.check_entry import CheckDraft
from app.core.check_figures import Figure, Moment, figure_text
from app.core.claim_draft import ClaimDraft
from app.core.double_check import (
    Check,
    Comparing,
    Look,
    Outcome,
    Result,
    SecondCheck,
    compare,
    finished,
)
from app.core.order import PlannedVialDraft
from app.records.check_content import check_in, check_object, read_check
from app.records.checked_figures import UNREADABLE, nothing_to_check, workings_of
from app.records.entry import Entry, Meaning, NewEntry
from app.records.standing import (
    Signature,
    Standing,
    signed_for,
    standing_of,
    why_not_checker,
)
from tests.core.asking import TODAY, durvalumab_file
from tests.core.checking import TYPED, vials
from tests.records.entries import entry
from tests.records.orders import GIVEN, PLAN, order, recorded, stand

BEFORE, CLAIM = Moment.PREPARATION, Moment.CLAIM
RIGHT = replace(TYPED, bag="sodium-chloride-0.9 100", code="J9323")


def _workings(content: NewEntry, moment: Moment = BEFORE) -> Workings:
    found = workings_of(content, durvalumab_file(), moment)
    assert isinstance(found, Workings), found
    return found


def _comparing(content: NewEntry, moment: Moment = BEFORE) -> Comparing:
    return Comparing(_workings(content, moment).figures, durvalumab_file(), Decimal("0.1"), TODAY)


def _checked(entry: Entry, moment: Moment, outcome: Outcome, *looks: CheckDraft) -> NewEntry:
    """A check by MB with these looks, recorded."""
    check, against = Check(moment), _comparing(entry.content, moment)
    for draft in looks:
        found = compare(check, draft, durvalumab_file(), against)
        assert isinstance(found, Check), found
        check = found
    done = check_object(finished(check, entry.id, outcome, against))
    return replace(entry.content, by="MB", meaning=Meaning.CHECKED, check=done)


# --- What a worksheet says ------------------------------------------------------------------------


def test_every_figure_of_the_recorded_worksheet_comes_out() -> None:
    figures = _workings(recorded()).figures
    said = {f: figure_text(f, figures, durvalumab_file()) for f in Figure}
    assert said == {
        Figure.DRUG: "durvalumab",
        Figure.WEIGHT: "72.4 kg",
        Figure.ORDERED: "10 mg/kg",
        Figure.DOSE: "724 mg",
        Figure.VOLUME: "14.48 mL",
        Figure.BAG: "100 mL sodium chloride 0.9 %, drug added",
        Figure.GIVEN: "none",
        Figure.VIALS: "1 × 500 mg + 2 × 120 mg",
        Figure.LOTS: "500 mg: BX4471, until 2027-05-31; 120 mg: BW1190, until 2027-02-28",
        Figure.UNITS: "73 units",
        Figure.JW_UNITS: "1 unit",
        Figure.CODE: "J9323",
    }


def test_a_claim_counts_its_lines() -> None:
    figures = _workings(recorded(order(claim=GIVEN), meaning=Meaning.GIVEN), CLAIM).figures
    assert (figures.given_mg, figures.units, figures.jw_units) == (Decimal(724), 73, 1)


def test_a_size_in_two_lots_is_one_row_that_ends_with_the_first_to_expire() -> None:
    plan = (
        PLAN[0],
        PlannedVialDraft("120", "1", "B2", "2027-03-31"),
        PlannedVialDraft("120", "1", "A1", "2027-01-31"),
    )
    size = _workings(recorded(order(plan=plan))).figures.vials[1]
    assert (size.count, size.lots, str(size.expiry)) == (2, ("A1", "B2"), "2027-01-31")


def test_a_worksheet_that_cannot_be_read_is_said() -> None:
    assert workings_of(entry(), durvalumab_file(), BEFORE) == UNREADABLE


def test_each_moment_has_its_worksheet() -> None:
    planned, given_ = recorded(), recorded(order(claim=GIVEN))
    nothing = recorded(order(claim=ClaimDraft(given_mg="0", stopped="reaction")))
    assert nothing_to_check(planned, BEFORE) == ""
    assert "given already" in nothing_to_check(given_, BEFORE)
    assert "No dose given" in nothing_to_check(planned, CLAIM)
    assert nothing_to_check(given_, CLAIM) == ""
    assert "no claim line" in nothing_to_check(nothing, CLAIM)


# --- What is kept ---------------------------------------------------------------------------------


@st.composite
def checks(draw: st.DrawFn) -> SecondCheck:
    """Any finished check."""
    figures = st.lists(st.sampled_from(Figure), min_size=1, unique=True).map(
        lambda found: tuple(f for f in Figure if f in found)
    )

    def texts() -> tuple[tuple[Figure, str], ...]:
        return tuple((figure, draw(st.text(max_size=20))) for figure in draw(figures))

    looks = tuple(
        Look(
            texts(),
            tuple((figure, draw(st.sampled_from(Result))) for figure in draw(figures)),
            draw(st.booleans()),
        )
        for _ in range(draw(st.integers(1, 3)))
    )
    return SecondCheck(
        draw(st.sampled_from(Moment)),
        "R-000001",
        draw(st.sampled_from(Outcome)),
        looks,
        texts(),
        tuple(draw(st.lists(st.text(max_size=9), max_size=2))),
        Decimal(draw(st.sampled_from(["0.1", "0.5", "1", "0"]))),
    )


@given(checks())
def test_a_check_comes_back_from_json_as_it_was(check: SecondCheck) -> None:
    written = json.dumps(check_object(check), sort_keys=True)
    assert read_check(json.loads(written)) == check


@pytest.mark.parametrize("key", ["moment", "of", "outcome", "looks", "worksheet", "tolerance_ml"])
def test_what_is_no_check_is_refused(key: str) -> None:
    [first] = stand(recorded())
    found: Any = dict(_checked(first, BEFORE, Outcome.SIGNED, RIGHT).check or {})
    assert read_check(found).of == "R-000001"
    del found[key]
    with pytest.raises(ValueError, match="not a second check"):
        read_check(found)
    with pytest.raises(ValueError, match=r".+"):
        read_check(found | {key: 1})
    assert check_in(replace(first.content, check=found)) is None


# --- Where an order stands ------------------------------------------------------------------------


def test_prepared_checked_given_and_the_claim_checked() -> None:
    assert standing_of(()) == Standing()
    [first] = stand(recorded())
    checked = _checked(first, BEFORE, Outcome.SIGNED, RIGHT)
    given_ = recorded(order(claim=GIVEN), by="AN", meaning=Meaning.GIVEN)
    *_, third = stand(first.content, checked, given_)
    claim = _checked(third, CLAIM, Outcome.SIGNED, RIGHT)
    standing = standing_of(stand(first.content, checked, given_, claim))
    assert standing == Standing(
        prepared=Signature("RK", "2026-11-24T01:00:00Z", "R-000001"),
        checked=Signature("MB", "2026-11-24T02:00:00Z", "R-000002"),
        given=Signature("AN", "2026-11-24T03:00:00Z", "R-000003"),
        claim_checked=Signature("MB", "2026-11-24T04:00:00Z", "R-000004"),
    )


def test_a_dose_is_held_until_it_is_checked_again() -> None:
    [first] = stand(recorded(order(weight="73.9")))
    back = _checked(first, BEFORE, Outcome.SENT_BACK, RIGHT, RIGHT)
    held = standing_of(stand(first.content, back))
    assert held.checked is None
    assert held.dose_held.startswith("Dose held: weight, dose to give")
    assert held.dose_held.endswith("differ, found by MB.")
    assert held.claim_held.startswith("Claim held: ")
    assert held.held == (held.dose_held, held.claim_held)

    mended = replace(recorded(meaning=Meaning.CORRECTED), corrects="R-000001")
    *_, third = stand(first.content, back, mended)
    corrected = standing_of(stand(first.content, back, mended))
    assert "Corrected since: check it again." in corrected.dose_held
    signed = _checked(third, BEFORE, Outcome.SIGNED, RIGHT)
    standing = standing_of(stand(first.content, back, mended, signed))
    assert (standing.dose_held, standing.claim_held) == ("", "")
    assert standing.checked is not None
    assert standing.checked.by == "MB"

    entries = stand(first.content, back, mended, signed)
    assert [signed_for(entry, standing) for entry in entries] == [
        "prepared", "check sent back", "corrected", "checked",
    ]  # fmt: skip
    [right] = stand(recorded())
    then = replace(recorded(order(weight="73.9"), meaning=Meaning.CORRECTED), corrects="R-000001")
    entries = stand(right.content, _checked(right, BEFORE, Outcome.SIGNED, RIGHT), then)
    assert signed_for(entries[1], standing_of(entries)) == "checked earlier"


def test_units_that_differ_hold_the_claim_alone_until_the_claim_is_checked() -> None:
    [first] = stand(recorded())
    wrong = replace(RIGHT, jw_units="2")
    signed = _checked(first, BEFORE, Outcome.SIGNED, wrong, wrong)
    standing = standing_of(stand(first.content, signed))
    assert standing.checked is not None
    assert standing.dose_held == ""
    assert standing.claim_held == "Claim held: JW units differ, found by MB."
    given_ = recorded(order(claim=GIVEN), meaning=Meaning.GIVEN)
    *_, third = stand(first.content, signed, given_)
    claim = _checked(third, CLAIM, Outcome.SIGNED, RIGHT)
    assert standing_of(stand(first.content, signed, given_)).claim_held
    assert standing_of(stand(first.content, signed, given_, claim)).claim_held == ""


def test_an_expired_vial_holds_the_dose() -> None:
    old = (replace(PLAN[0], expiry="2026-10-31"), PLAN[1])
    [first] = stand(recorded(order(plan=old)))
    sizes = vials(("500", "1", "BX4471", "2026-10"), ("120", "2", "BW1190", "2027-02"))
    back = _checked(first, BEFORE, Outcome.SENT_BACK, replace(RIGHT, vials=sizes))
    held = standing_of(stand(first.content, back))
    assert held.dose_held == "Dose held: a vial has expired, found by MB."
    assert held.claim_held == ""


@pytest.mark.parametrize(
    ("changes", "still"),
    [
        ({}, True),
        ({"claim": ClaimDraft(payer="medicaid")}, True),
        ({"weight": "72.5"}, False),
        ({"plan": (replace(PLAN[0], lot="ZZ1"), PLAN[1])}, False),
        ({"bag": None}, True),
        ({"claim": GIVEN}, True),
    ],
)
def test_a_check_holds_while_what_was_checked_stays(changes: dict[str, Any], still: bool) -> None:
    [first] = stand(recorded())
    signed = _checked(first, BEFORE, Outcome.SIGNED, RIGHT)
    later = recorded(order(**changes), meaning=Meaning.CORRECTED)
    assert (standing_of(stand(first.content, signed, later)).checked is not None) == still


def test_lots_that_are_written_down_later_are_no_change() -> None:
    plain = tuple(replace(row, lot=None, expiry=None) for row in PLAN)
    [first] = stand(recorded(order(plan=plain)))
    signed = _checked(first, BEFORE, Outcome.SIGNED, RIGHT)
    assert standing_of(stand(first.content, signed, recorded(meaning=Meaning.CORRECTED))).checked
    for change in ({"lot": "BX4472"}, {"expiry": "2027-06-30"}):
        others = (replace(PLAN[0], **change), PLAN[1])
        wrong = recorded(order(plan=others), meaning=Meaning.CORRECTED)
        assert standing_of(stand(first.content, signed, wrong)).checked is None


def test_nobody_checks_what_they_prepared_however_it_is_written() -> None:
    entries = stand(recorded(by="RK"), recorded(order(claim=GIVEN), by="AN", meaning=Meaning.GIVEN))
    assert why_not_checker(entries, " rk ") == "RK prepared it: somebody else has to check it."
    assert "recorded what was given" in why_not_checker(entries, "an")
    assert why_not_checker(entries, "MB") == ""
    for written in ("R.K.", "r k", "R-K", "ＲＫ"):
        assert "prepared it: somebody else" in why_not_checker(entries, written)
    assert why_not_checker(entries, "RK2") == ""
    assert why_not_checker(stand(recorded(by="--")), "++") == ""
