"""A recorded worksheet read back: every figure as it was, and what is not whole is named."""

from decimal import Decimal

import pytest

from app.contract.json_text import JsonObject
from app.core.amounts import Status
from app.core.notation import plain
from app.core.order import BagMethod
from app.records.entry import DrugKey, Meaning
from app.records.kept_sheet import (
    KeptBag,
    KeptLine,
    NotWholeError,
    count_in,
    figure_in,
    part_in,
    parts_in,
    read_sheet,
    text_in,
)
from tests.records.doses import a_new_entry, an_order
from tests.records.orders import recorded


def test_every_figure_comes_back_as_it_was_recorded() -> None:
    given = a_new_entry(an_order(given_mg="724"), Meaning.GIVEN, encounter="A-20417", by="RK")
    sheet = read_sheet(given.worksheet)
    assert (sheet.status, sheet.is_planned) == (Status.GIVEN, False)
    assert (sheet.drug, sheet.drug_name) == (DrugKey("durvalumab", ""), "durvalumab")
    assert sheet.basis == "72.4 kg × 10 mg/kg"
    assert sheet.ordered_mg == sheet.dose_mg == sheet.given_mg == Decimal(724)
    assert sheet.vials == ((Decimal(500), 1), (Decimal(120), 2))
    amounts = (sheet.opened_mg, sheet.discarded_mg, sheet.avoidable_mg, sheet.left_mg)
    assert [plain(mg) for mg in amounts] == ["740", "16", "0", "0"]
    others = (sheet.kept_mg, sheet.lost_mg, sheet.carried_in_mg)
    assert [plain(mg) for mg in others] == ["0", "0", "0"]
    assert sheet.draw_ml == Decimal("14.48")
    assert sheet.bag == KeptBag(
        "sodium-chloride-0.9", Decimal(100), BagMethod.ADD, Decimal("114.48"), Decimal("6.3"),
        Decimal(114),
    )  # fmt: skip
    assert (sheet.administered_units, sheet.discarded_units, sheet.opened_units) == (73, 1, 74)
    assert [line.units for line in sheet.claim_lines] == [73, 1]
    assert sheet.claim_lines[1] == KeptLine("J9323", ("JW", "JA"), 1)
    assert not sheet.claim_ready
    assert any(item.is_open for item in sheet.checklist)
    assert all(item.text and item.text != item.id for item in sheet.checklist)
    assert sheet.open_points


def test_a_plan_has_no_mg_given() -> None:
    sheet = read_sheet(recorded().worksheet)
    assert (sheet.is_planned, sheet.given_mg) == (True, None)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("status", "perhaps"),
        ("dose_mg", None),
        ("dose_mg", 724),
        ("dose_mg", "much"),
        ("vials", None),
        ("vials", [{"mg": "500"}]),
        ("units", {"administered": "73"}),
        ("claim_lines", [{"code": "J9173", "units": 73}]),
        ("claim_lines", [{"code": "J9173", "modifiers": [], "units": True}]),
        ("preparation", {"chosen": {"method": "shake"}}),
        ("checklist", {}),
        ("findings", [{"severity": "stop"}]),
    ],
)
def test_what_is_not_whole_is_refused(field: str, wrong: object) -> None:
    worksheet = recorded().worksheet
    with pytest.raises(NotWholeError):
        read_sheet(worksheet | {field: wrong})
    with pytest.raises(NotWholeError):
        read_sheet({name: value for name, value in worksheet.items() if name != field})


def test_a_field_of_a_request_may_be_absent() -> None:
    request: JsonObject = {"a": " x ", "n": 2, "part": {"b": "1"}, "rows": [{"c": "2"}, "no"]}
    assert (text_in(request, "a"), text_in(request, "n"), text_in(request, "z")) == ("x", "", "")
    assert [count_in(request, name) for name in "naz"] == [2, None, None]
    assert (part_in(request, "part"), part_in(request, "a")) == ({"b": "1"}, {})
    assert (parts_in(request, "rows"), parts_in(request, "a")) == ([{"c": "2"}], [])
    assert (figure_in(part_in(request, "part"), "b"), figure_in(request, "z")) == (Decimal(1), None)
    with pytest.raises(NotWholeError):
        figure_in(request, "a")
