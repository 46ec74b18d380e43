"""What changed between two entries, as a person reads it."""

from pathlib import Path

import pytest

from app.core.claim_draft import DecisionDraft, HistoryDraft, LossDraft
from app.core.order import BagDraft, BagMethod, PlannedVialDraft
from app.records.changes import changes, worded
from app.records.entry import Meaning
from tests.records.doses import a_record, an_order, our_reference, put

INNER = ("mg_", "_mg", "units_", "null", "None", "{", "[", "True", "False", "medicare-part")


def said(tmp_path: Path, before: object, after: object, **more: object) -> list[str]:
    record = a_record(tmp_path)
    first = put(record, before)  # type: ignore[arg-type]
    second = put(record, after, Meaning.CORRECTED, corrects=first.id, **more)  # type: ignore[arg-type]
    return [change.text for change in changes(first, second, our_reference())]


def test_another_weight_changes_dose_vials_and_units(tmp_path: Path) -> None:
    found = said(tmp_path, an_order("72.4"), an_order("74.2"))
    for line in (
        "Weight: 72.4 kg → 74.2 kg",
        "Dose to give: 724 mg → 742 mg",
        "Vials: 1 × 500 mg + 2 × 120 mg → 7 × 120 mg",
        "Discarded: 16 mg → 98 mg",
        "Units given: 73 → 75",
        "JW units: 1 → 9",
    ):
        assert line in found
    assert not any(line.startswith(("Drug:", "Payer:", "Diagnoses:")) for line in found)


def test_what_was_given_follows_what_was_prepared(tmp_path: Path) -> None:
    given = an_order(given_mg="600", stopped="rash", losses=(LossDraft("3", "spilt"),))
    found = said(tmp_path, an_order(), given)
    assert "Given: – → 600 mg" in found
    assert "Stopped: – → rash" in found
    assert "Lost: – → 3 mg (spilt)" in found
    assert "Status: planned → given" in found


def test_payer_setting_bag_lot_course_and_answers_are_said_in_words(tmp_path: Path) -> None:
    after = an_order(
        payer="medicaid",
        diagnoses=("C34.12",),
        history=HistoryDraft(last_given_on="2026-11-09", units_in_window="1480"),
        decisions=(
            DecisionDraft("code-conflict", "keep", "RK", "as contracted", "2026-11-23"),
            DecisionDraft("stopped-jw-unsettled", "accept", "RK", "asked", "2026-11-23"),
        ),
        bag=BagDraft("sodium-chloride-0.9", "250", BagMethod.ADD),
        plan=(
            PlannedVialDraft("500", "1", "BX4471", "2027-05-31"),
            PlannedVialDraft("120", "2"),
        ),
    )
    found = said(tmp_path, an_order(), after, answers={"second-check": "MB at 10:15"})
    assert "Payer: – → Medicaid" in found
    assert "Lot of the 500 mg vials: – → BX4471 expires 2027-05-31" in found
    assert "Units in the payer’s window: – → 1,480" in found
    assert "Decided on billing code: – → kept by RK on 2026-11-23: as contracted" in found
    assert "Decided on JW of a stopped dose: – → accepted by RK on 2026-11-23: asked" in found
    assert any(line.startswith("Bag: 100 mL") and "→ 250 mL" in line for line in found)
    assert any("MB at 10:15" in line for line in found)
    assert not [line for line in found if any(word in line.split("→")[1] for word in INNER)]


def test_nothing_changed_is_no_change(tmp_path: Path) -> None:
    assert said(tmp_path, an_order(), an_order()) == []


def test_what_is_gone_stands_where_it_stood(tmp_path: Path) -> None:
    found = said(tmp_path, an_order(stopped="", given_mg="724"), an_order())
    assert found.index("Given: 724 mg → –") < found.index("Status: given → planned")


@pytest.mark.parametrize("weight", ["30", "64", "72.4", "88", "120"])
@pytest.mark.parametrize("given_mg", ["", "200", "0"])
def test_no_word_of_the_programs_inner_parts_is_said(
    tmp_path: Path, weight: str, given_mg: str
) -> None:
    entry = put(a_record(tmp_path), an_order(weight, given_mg=given_mg, stopped="rash"))
    texts = [f"{what}: {text}" for what, text in worded(entry, our_reference()).items()]
    assert not [text for text in texts if any(word in text for word in INNER)]
