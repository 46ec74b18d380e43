"""More than one drug file: a picker, a new order for each drug, and nothing of the one before."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QComboBox

from app.core.drug import Drug, Presentation, Route
from app.reference import Reference
from tests.ui.bench import (
    DOSE,
    ORDER,
    VIALS,
    WEIGHT,
    Bench,
    OpenBench,
)
from tests.ui.layout_faults import faults

PICKER = "Drug"
OTHER = Drug(
    id="trial-drug",
    name="trial drug",
    brand="",
    code="J0000",
    unit_mg=Decimal(10),
    presentations=tuple(Presentation(Decimal(mg)) for mg in (500, 400, 240, 160, 100, 40)),
    route=Route.INTRAVENOUS,
)
"""Six sizes of unknown volume; no regimen, no preparation, nothing said about its code."""


@pytest.fixture
def two_drugs(open_bench: OpenBench, reference: Reference) -> Bench:
    """A window with durvalumab and another drug."""
    return open_bench(reference=reference._replace(drugs=(*reference.drugs, OTHER)))


def test_one_drug_needs_no_picker(open_bench: OpenBench, reference: Reference) -> None:
    bench = open_bench(reference=reference._replace(drugs=reference.drugs[:1]))
    assert not bench.is_there(PICKER)
    assert "durvalumab (Imfinzi) 50 mg/mL" in bench.texts(ORDER)


def test_a_picked_drug_gets_a_new_order_with_its_own_shelf(two_drugs: Bench) -> None:
    bench = two_drugs
    bench.order("72.4", "10")
    bench.type_into("durvalumab 500 mg vials on hand", "6")
    bench.pick(PICKER, "trial drug")

    assert (bench.text_of(WEIGHT), bench.text_of(DOSE)) == ("", "")
    assert not any("durvalumab" in text for text in bench.texts())
    bench.order("72.4", "10")
    assert bench.headline == "trial drug 1 × 500 mg + 1 × 240 mg"
    assert "· draw" not in bench.text(VIALS)
    assert bench.pulls == ["1", "0", "1", "0", "0", "0"]


def test_each_drug_keeps_its_counts(two_drugs: Bench) -> None:
    bench = two_drugs
    bench.type_into("durvalumab 500 mg vials on hand", "6")
    bench.pick(PICKER, "trial drug")
    bench.type_into("trial drug 500 mg vials on hand", "1")
    bench.pick(PICKER, "durvalumab")

    assert bench.text_of("durvalumab 500 mg vials on hand") == "6"


def test_undo_brings_the_order_back_with_its_drug(two_drugs: Bench) -> None:
    bench = two_drugs
    bench.order("72.4", "10")
    bench.pick(PICKER, "trial drug")
    bench.click("Undo new order")

    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"
    assert bench.part(QComboBox, PICKER).currentText() == "durvalumab (Imfinzi) 50 mg/mL"


def test_tab_goes_through_the_shelf_of_the_picked_drug_in_its_place(two_drugs: Bench) -> None:
    bench = two_drugs
    bench.pick(PICKER, "trial drug")
    bench.order("72.4", "10")
    bench.go_to("Choose vials for: Least discard")
    seen = []
    for _ in range(24):
        bench.tab()
        seen.append(bench.focused())
    claim, seen = seen[:6], seen[6:]
    assert claim == [
        "Payer",
        "Setting",
        "Date of service",
        "Diagnoses",
        "Drug source",
        "Encounter reference",
    ]
    assert seen == [
        f"trial drug {mg} mg vials{what}"
        for mg in (500, 400, 240, 160, 100, 40)
        for what in (" on hand", ", lot", ", expiry")
    ]


@pytest.mark.parametrize("size", [(1366, 680), (1024, 540), (800, 540)])
def test_six_sizes_have_room(two_drugs: Bench, size: tuple[int, int]) -> None:
    bench = two_drugs
    bench.pick(PICKER, "trial drug")
    bench.click("Dose by: Flat dose")
    bench.type_into(DOSE, "1440")
    bench.type_into("trial drug 500 mg vials on hand", "1")
    bench.type_into("trial drug 400 mg vials on hand", "1")
    bench.type_into("trial drug 240 mg vials on hand", "1")
    bench.type_into("trial drug 160 mg vials on hand", "1")
    bench.type_into("trial drug 100 mg vials on hand", "1")
    bench.resize(*size)

    assert bench.headline.count("+") >= 4
    sizes = bench.headline.removeprefix("trial drug ").replace(" mg", "")
    assert f"{sizes} *" in bench.ways
    assert faults(bench.window) == []
