"""A drug that the request describes: its figures, its limits on both sides, its paths."""

import pytest

from tests.contract.asking import DESCRIBED, answer_to, ask, errors_of

FLAT_20 = {"basis": "flat", "mg": "20"}


def order_of(**fields: object) -> dict[str, object]:
    """20 mg of a described drug with other fields."""
    return {"drug": {**DESCRIBED, **fields}, "dose": FLAT_20}


def sizes(*figures: str) -> dict[str, object]:
    """The same of a drug with these contents."""
    return order_of(presentations=[{"mg": figure} for figure in figures])


def test_a_vial_smaller_than_one_unit() -> None:
    answer = answer_to(order_of())
    assert answer["drug"] == {"id": "", "name": "trial drug", "brand": ""}
    assert answer["units"] == {"administered": 1, "discarded": 0, "opened": 0}
    assert answer["claim_lines"] == [
        {"code": "J0000", "modifiers": ["JZ"], "units": 1, "mg": "20"},
    ]
    assert answer["draw_ml"] is None
    assert answer["preparation"] is None


def test_what_is_left_of_a_multi_dose_vial_is_no_discard() -> None:
    answer = answer_to(order_of(multi_dose=True, route="intravenous"))
    assert (answer["left_mg"], answer["discarded_mg"]) == ("5", "0")
    assert answer["claim_lines"][0]["modifiers"] == ["JA"]


def test_another_route_takes_no_ja() -> None:
    assert answer_to(order_of(route="other"))["claim_lines"][0]["modifiers"] == ["JZ"]


def test_larger_vials_come_first_whatever_the_order_in_the_request() -> None:
    answer = answer_to({**sizes("10", "500", "20"), "dose": {"basis": "flat", "mg": "530"}})
    assert [vial["mg"] for vial in answer["vials"]] == ["500", "20", "10"]


def test_volume_is_known_where_each_vial_has_one() -> None:
    answer = answer_to(order_of(presentations=[{"mg": "25", "ml": "2", "ndc": "0310-4500-12"}]))
    assert answer["draw_ml"] == "1.6"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "drug.name"),
        ({"name": "  "}, "drug.name"),
        ({"name": "x" * 61}, "drug.name"),
        ({"name": "two\nlines"}, "drug.name"),
        ({"code": "j0000"}, "drug.code"),
        ({"code": "J000"}, "drug.code"),
        ({"code": "J00000"}, "drug.code"),
        ({"code": "J000٠"}, "drug.code"),
        ({"unit_mg": "0"}, "drug.unit_mg"),
        ({"unit_mg": "10000.001"}, "drug.unit_mg"),
        ({"unit_mg": "1e1"}, "drug.unit_mg"),
        ({"presentations": []}, "drug.presentations"),
        ({"presentations": [{"mg": str(mg)} for mg in range(1, 8)]}, "drug.presentations"),
        ({"presentations": [{"mg": "0"}]}, "drug.presentations[0].mg"),
        ({"presentations": [{"mg": "10000.001"}]}, "drug.presentations[0].mg"),
        ({"presentations": [{"mg": "5"}, {"mg": "1,5"}]}, "drug.presentations[1].mg"),
        ({"presentations": [{"mg": "5"}, {"mg": "5.0"}]}, "drug.presentations[1].mg"),
        ({"presentations": [{"mg": "5", "ml": "0"}]}, "drug.presentations[0].ml"),
        ({"presentations": [{"mg": "5", "ml": ".5"}]}, "drug.presentations[0].ml"),
        ({"presentations": [{"mg": "5", "ndc": "0310450012"}]}, "drug.presentations[0].ndc"),
        ({"presentations": [{"mg": "5", "ndc": "0310-450-12"}]}, "drug.presentations[0].ndc"),
        ({"presentations": [{"mg": "5", "ndc": "00310-4500-123"}]}, "drug.presentations[0].ndc"),
    ],
)
def test_what_a_description_must_not_hold(fields: dict[str, object], field: str) -> None:
    errors = errors_of(ask(order_of(**fields)))
    assert [path for path, _ in errors] == [field]
    assert all(sentence.endswith(".") for _, sentence in errors)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "x" * 60},
        {"unit_mg": "0.001"},
        {"unit_mg": "10000"},
        {"presentations": [{"mg": str(mg)} for mg in range(1, 7)]},
        {"presentations": [{"mg": "10000"}]},
        {"presentations": [{"mg": "25", "ml": "0.001"}]},
        {"presentations": [{"mg": "25", "ndc": "0310-4500-12"}]},
        {"presentations": [{"mg": "25", "ndc": "12345-123-12"}]},
        {"presentations": [{"mg": "25", "ndc": "12345-1234-1"}]},
        {"presentations": [{"mg": "25", "ndc": "12345-1234-12"}]},
        {"multi_dose": False, "route": None},
    ],
)
def test_what_a_description_may_hold_at_its_edges(fields: dict[str, object]) -> None:
    answer_to(order_of(**fields))


def test_the_smallest_vial_is_a_thousandth() -> None:
    request = {**sizes("0.001"), "dose": {"basis": "flat", "mg": "0.002"}}
    assert answer_to(request)["vials"] == [{"mg": "0.001", "count": 2}]


def test_every_wrong_field_of_a_description_is_named_at_once() -> None:
    request = order_of(name="", code="x", unit_mg="0", presentations=[{"mg": "x", "ml": "x"}])
    assert [path for path, _ in errors_of(ask(request))] == [
        "drug.name",
        "drug.code",
        "drug.unit_mg",
        "drug.presentations[0].mg",
        "drug.presentations[0].ml",
    ]


def test_a_described_drug_has_no_regimen_and_no_bag() -> None:
    bag = {"diluent": "dextrose-5", "ml": "100", "method": "add"}
    errors = errors_of(ask({**order_of(), "regimen": "uhcc", "bag": bag}))
    assert [path for path, _ in errors] == ["regimen", "bag"]
