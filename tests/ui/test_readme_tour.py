"""README's tour, key by key, and that it is the one that README tells."""

import re

import pytest
from PySide6.QtCore import Qt

from tests.documentation.documents import README
from tests.ui.bench import HEADLINE, ORDER, VIALS, Bench, OpenBench, name_of
from tests.ui.test_recording import ctrl_enter, standing

TOUR = " ".join(README[README.index("## A tour") : README.index("What the tour left out")].split())


def told(*words: str) -> None:
    """README says so, in that order."""
    assert re.search(".*".join(map(re.escape, words)), TOUR), words


@pytest.fixture(name="bench")
def _bench(open_bench: OpenBench) -> Bench:
    return open_bench()


def test_tour_by_keys_alone(bench: Bench) -> None:
    told("stands in *Weight*", "`72.4`", "Alt+S", "*Dose*", "`10`")
    assert bench.focused() == "Weight"
    bench.keys("72.4")
    bench.alt("S")
    bench.keys("10")
    told("724 mg, pull 1 × 500 mg + 2 × 120 mg, draw 14.48 mL, 16 mg to discard, 73 units and 1 JW")
    assert bench.dose == "724 mg"
    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"
    assert bench.says(VIALS, "draw 14.48 mL") or bench.says(HEADLINE, "draw 14.48 mL")
    assert [line.split(" | ")[1:4] for line in bench.claim_lines] == [
        ["JA", "73", "724"],
        ["JW, JA", "1", "16"],
    ]

    told("Alt+A", "*On hand*", "`0`", "7 × 120 mg at once", "Backspace")
    bench.alt("A")
    bench.keys("0")
    assert bench.headline == "durvalumab 7 × 120 mg"
    bench.press(Qt.Key.Key_Backspace)
    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"

    told("F2", "first open item", "Space ticks it")
    bench.press(Qt.Key.Key_F2)
    assert bench.focused() == "Patient arrived and weighed"
    bench.press(Qt.Key.Key_Space)
    assert bench.is_on("Patient arrived and weighed")

    told(
        "Ctrl+Enter", "encounter reference: `A-20417`", "Ctrl+Enter", "initials `RK`", "Ctrl+Enter"
    )
    ctrl_enter(bench)
    assert bench.focused() == "Encounter reference"
    bench.keys("A-20417")
    ctrl_enter(bench)
    bench.keys("RK")
    ctrl_enter(bench)
    assert standing(bench) == "Recorded: prepared RK, R-000001"

    told("Alt+E", "*Enter given dose…*", "`724`", "Ctrl+Enter, `RK`, Ctrl+Enter")
    bench.alt("E")
    bench.keys("724")
    ctrl_enter(bench)
    bench.keys("RK")
    ctrl_enter(bench)
    assert standing(bench) == "Recorded: prepared RK, given RK, R-000002"

    told("Alt+4 shows the dose in the record", "Alt+1, Ctrl+N begins a new order")
    bench.alt("4")
    assert any(text.startswith("R-000002 · given by RK") for text in bench.texts())
    bench.alt("1")
    bench.new_order()
    assert bench.headline == "Type the patient’s weight for durvalumab."
    assert name_of(bench.keyboard) == "Weight"
    assert bench.says(ORDER, "durvalumab")
