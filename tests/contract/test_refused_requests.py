"""What a request must not be: its shape, field by field, in the requester's own paths."""

import json

import pytest

from app.contract.request_shape import CLAIM_FIELDS
from tests.contract.asking import DESCRIBED, DOSE, GOLDEN, Json, ask, ask_text, errors_of, with_dose

STRING = "Write this figure as a JSON string"
INTEGER = "A whole JSON number is needed here"
UNKNOWN = "There is no such field in a request."
OTHER_BASIS = "This field belongs to the other basis."


def bag(**fields: object) -> Json:
    """The golden order with a bag."""
    whole = {"diluent": "dextrose-5", "ml": "100", "method": "add", **fields}
    return {**GOLDEN, "bag": {key: value for key, value in whole.items() if value is not ...}}


REFUSED: list[tuple[Json, str, str]] = [
    # required
    ({"dose": DOSE}, "drug", "“drug” is required."),
    ({**GOLDEN, "drug": None}, "drug", "“drug” is required."),
    ({"drug": "durvalumab"}, "dose", "“dose” is required."),
    ({**GOLDEN, "dose": None}, "dose", "“dose” is required."),
    ({**GOLDEN, "dose": {**DOSE, "weight": None}}, "dose.weight", "“dose.weight” is required."),
    ({**GOLDEN, "shelf": [{"mg": "500"}, {}]}, "shelf[1].mg", "“shelf[1].mg” is required."),
    ({**GOLDEN, "shelf": [None]}, "shelf[0]", "“shelf[0]” is required."),
    ({**GOLDEN, "plan": [{"mg": "500"}]}, "plan[0].count", "“plan[0].count” is required."),
    (bag(method=...), "bag.method", "“bag.method” is required."),
    # figures are strings
    (with_dose(weight=72.4), "dose.weight", STRING),
    (with_dose(weight=72), "dose.weight", STRING),
    (with_dose(mg_per_kg=10), "dose.mg_per_kg", STRING),
    ({**GOLDEN, "dose": {"basis": "flat", "mg": 1500}}, "dose.mg", STRING),
    ({**GOLDEN, "shelf": [{"mg": 500}]}, "shelf[0].mg", STRING),
    (bag(ml=100), "bag.ml", STRING),
    ({**GOLDEN, "drug": {**DESCRIBED, "unit_mg": 10}}, "drug.unit_mg", STRING),
    (
        {**GOLDEN, "drug": {**DESCRIBED, "presentations": [{"mg": 5}]}},
        "drug.presentations[0].mg",
        STRING,
    ),
    # counts are integers
    ({**GOLDEN, "cycle": "6"}, "cycle", INTEGER),
    ({**GOLDEN, "cycle": 1.0}, "cycle", INTEGER),
    ({**GOLDEN, "cycle": True}, "cycle", INTEGER),
    ({**GOLDEN, "shelf": [{"mg": "500", "on_hand": "6"}]}, "shelf[0].on_hand", INTEGER),
    ({**GOLDEN, "plan": [{"mg": "500", "count": 1.5}]}, "plan[0].count", INTEGER),
    # and within their limits, which the core words
    ({**GOLDEN, "cycle": 1_000_001}, "cycle", "“1000001” is over 1,000,000"),
    ({**GOLDEN, "cycle": -1}, "cycle", "“-1” is not a whole number"),
    ({**GOLDEN, "plan": [{"mg": "500", "count": 1001}]}, "plan", "1,001 vials are over 1,000"),
    # other types
    (with_dose(weight=True), "dose.weight", "A JSON string is needed here."),
    (with_dose(weight=["72.4"]), "dose.weight", "A JSON string is needed here."),
    (with_dose(weighed_on=20261124), "dose.weighed_on", "A JSON string is needed here."),
    ({**GOLDEN, "regimen": 3}, "regimen", "A JSON string is needed here."),
    ({**GOLDEN, "drug": {**DESCRIBED, "multi_dose": 1}}, "drug.multi_dose", "true or false"),
    ({**GOLDEN, "dose": "10 mg/kg"}, "dose", "A JSON object, {…}, is needed here."),
    ({**GOLDEN, "shelf": {"500": 6}}, "shelf", "A JSON list, […], is needed here."),
    ({**GOLDEN, "shelf": ["500"]}, "shelf[0]", "A JSON object, {…}, is needed here."),
    ({**GOLDEN, "bag": []}, "bag", "A JSON object, {…}, is needed here."),
    ({**GOLDEN, "drug": 5}, "drug", "Write the id of a drug file"),
    ({**GOLDEN, "drug": ["durvalumab"]}, "drug", "Write the id of a drug file"),
    # fixed words
    ({**GOLDEN, "dose": {}}, "dose.basis", 'Write "weight" or "flat".'),
    (with_dose(basis="Weight"), "dose.basis", 'Write "weight" or "flat".'),
    (with_dose(basis=None), "dose.basis", 'Write "weight" or "flat".'),
    (with_dose(weight_unit="KG"), "dose.weight_unit", 'Write "kg" or "lb".'),
    ({**GOLDEN, "prefer": "least"}, "prefer", 'Write "least-discard" or "fewest-vials".'),
    (bag(method="fill"), "bag.method", 'Write "add", "withdraw" or "empty".'),
    ({**GOLDEN, "drug": {**DESCRIBED, "route": "IV"}}, "drug.route", 'Write "intravenous" or'),
    # unknown fields, at any depth
    ({**GOLDEN, "wieght": "72.4"}, "wieght", UNKNOWN),
    ({**GOLDEN, "": 1}, "", UNKNOWN),
    (with_dose(units="kg"), "dose.units", UNKNOWN),
    (with_dose(mg="724"), "dose.mg", OTHER_BASIS),
    (
        {**GOLDEN, "dose": {"basis": "flat", "mg": "5", "mg_per_kg": "1"}},
        "dose.mg_per_kg",
        OTHER_BASIS,
    ),
    ({**GOLDEN, "shelf": [{"mg": "500", "lot": "A"}]}, "shelf[0].lot", UNKNOWN),
    ({**GOLDEN, "drug": {**DESCRIBED, "id": "x"}}, "drug.id", UNKNOWN),
    (
        {**GOLDEN, "drug": {**DESCRIBED, "presentations": [{"mg": "5", "mL": "1"}]}},
        "drug.presentations[0].mL",
        UNKNOWN,
    ),
    # a drug that is not there, and a regimen
    ({**GOLDEN, "drug": "imfinzi"}, "drug", "There is no drug file “imfinzi”. Known: durvalumab,"),
    ({**GOLDEN, "drug": ""}, "drug", "There is no drug file “”."),
    ({**GOLDEN, "regimen": "x-1"}, "regimen", "durvalumab has no regimen “x-1”."),
    # lists that are too long for what they hold
    ({**GOLDEN, "shelf": [{"mg": "500"}] * 7}, "shelf", "At most 6 entries are taken here."),
    ({**GOLDEN, "plan": [{"mg": "5", "count": 0}] * 1001}, "plan", "At most 1,000 entries"),
    ({**GOLDEN, "shelf": [{"mg": "500"}, {"mg": "500.0"}]}, "shelf[1].mg", "500 mg is named twice"),
]


@pytest.mark.parametrize(("request_", "field", "sentence"), REFUSED)
def test_a_request_of_the_wrong_shape_is_refused_where_it_is_wrong(
    request_: Json, field: str, sentence: str
) -> None:
    (found,) = errors_of(ask(request_))
    assert found[0] == field
    assert sentence in found[1]


def test_a_field_of_the_claim_is_one_at_the_top_alone() -> None:
    assert errors_of(ask(with_dose(payer="x"))) == [("dose.payer", UNKNOWN)]


def test_every_error_is_named_at_once_in_the_requesters_paths() -> None:
    request = {
        "drug": {**DESCRIBED, "unit_mg": 10},
        "dose": {"basis": "flat", "mg": 5, "weight": 3},
        "shelf": [{"mg": "500"}, {"mg": 120, "on_hand": "x"}],
        "x": 1,
    }
    assert {field for field, _ in errors_of(ask(request))} == {
        "drug.unit_mg",
        "dose.mg",
        "dose.weight",
        "shelf[1].mg",
        "shelf[1].on_hand",
        "x",
    }


def test_no_word_of_the_library_reaches_the_requester() -> None:
    for request, _, _ in REFUSED:
        text = json.dumps(ask(request)).lower()
        for word in ("pydantic", "input", "union", "discriminator", "valid", "extra", "literal"):
            assert word not in text


def test_thousands_of_mistakes_get_a_short_answer() -> None:
    errors = errors_of(ask({**GOLDEN, **{f"x{n}": 1 for n in range(5_000)}}))
    assert len(errors) == 21
    assert errors[-1] == ("", "There are 4,980 more mistakes in this request.")


def test_blank_text_is_not_the_same_as_absent() -> None:
    assert errors_of(ask(with_dose(weight=" "))) == [("dose.weight", "Blank: leave the field out.")]
    ((field, _),) = errors_of(ask(with_dose(mg_per_kg="")))
    assert field == "dose.mg_per_kg"
    assert errors_of(ask({**GOLDEN, "regimen": ""})) == [("regimen", "Blank: leave the field out.")]


def test_null_is_the_same_as_absent_for_each_field_of_the_contract() -> None:
    """contract.md, rules for both sides."""
    claim = dict.fromkeys(CLAIM_FIELDS)
    assert ask({**with_dose(mg=None, weighed_on=None), **claim, "plan": None}) == ask(GOLDEN)


def test_a_figure_is_read_by_the_core_alone() -> None:
    for text in ("7x2.4", "1.2.3", ".5", "5.", "072", "1,500", "-5", "٧٢", "72.4 lb", "1e2", "NaN"):
        ((field, _),) = errors_of(ask(with_dose(weight=text)))
        assert field == "dose.weight", text


def test_outer_blanks_and_trailing_zeros_are_fine() -> None:
    assert ask(with_dose(weight=" 72.40\n")) == ask(GOLDEN)


def test_an_order_that_is_answered_again_has_the_same_bytes() -> None:
    text = json.dumps(GOLDEN).encode()
    assert ask_text(text) == ask_text(text)
