"""What was typed comes back as it was typed, or not at all."""

import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.claim_draft import DecisionDraft
from app.core.order import BagDraft, BagMethod, Basis, PlannedVialDraft, Preference, WeightUnit
from app.ui.kept_order import KeptOrder, order_text, read_order_text
from app.ui.recorded import Purpose, RecordedAs
from app.ui.typed_order import Answered, TypedLot, TypedOrder
from tests.contract.test_request_text import WHOLE

FULL = TypedOrder(
    basis=Basis.FLAT,
    mg_per_kg="10",
    flat_mg="1500.",
    weight=" 72..4",
    weight_unit=WeightUnit.LB,
    weighed_on="2026-11-2",
    regimen="nsclc-stage-3-10-mg-per-kg",
    follows_label=True,
    label_rule="Label: 10 mg/kg",
    prefer=Preference.FEWEST_VIALS,
    plan=(PlannedVialDraft("500", "3"),),
    plan_is_held=True,
    bag=BagDraft("saline", "100", BagMethod.WITHDRAW),
    claim=WHOLE.claim,
    answers=(
        Answered(
            DecisionDraft("weight-old", "accept", "RK", "seen", "2026-11-24"), frozenset("ab")
        ),
    ),
    person="RK",
    documented=MappingProxyType({"route": "done"}),
    lots=(TypedLot("500", "BX4471", "2027-05"),),
    encounter="A-20417",
    course="C-7",
    entry=RecordedAs("R-000001", "0" * 64, "prepared", "RK", "2026-11-24T12:00:00Z"),
    purpose=Purpose.GIVING,
    changed=True,
)


def test_every_field_comes_back() -> None:
    default = TypedOrder()
    assert [f for f in FULL.__slots__ if getattr(FULL, f) == getattr(default, f)] == []
    kept = KeptOrder("durvalumab", FULL)
    assert read_order_text(order_text(kept)) == kept


@given(st.text(), st.text(), st.sampled_from(Basis))
def test_whatever_was_typed_comes_back(weight: str, dose: str, basis: Basis) -> None:
    typed = TypedOrder(basis=basis, weight=weight, mg_per_kg=dose, encounter=dose)
    kept = KeptOrder("durvalumab", typed)
    assert read_order_text(order_text(kept)) == kept


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"format": 1}', '{"format": 1, "drug": "x", "typed": []}']
)
def test_text_that_is_no_order_is_none(text: str) -> None:
    assert read_order_text(text) is None


@pytest.mark.parametrize(
    "spoilt",
    [
        {"weight": 72.4},
        {"weight": None},
        {"basis": "by eye"},
        {"plan": [{"mg": "500"}]},
        {"changed": "yes"},
        {"nobody": ""},
    ],
)
def test_order_of_another_shape_is_none(spoilt: dict[str, object]) -> None:
    whole = json.loads(order_text(KeptOrder("durvalumab", FULL)))
    whole["typed"] |= spoilt
    assert read_order_text(json.dumps(whole)) is None
