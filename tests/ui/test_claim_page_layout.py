"""The Claim page: nothing is cut or out of reach, and each text stands out, in both themes."""

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from app.ui.theme import theme
from app.ui.widgets.card import Card
from tests.ui.bench import Bench, OpenBench
from tests.ui.claim_desk import GIVEN, REVIEW, open_claim
from tests.ui.claim_states import CLAIM_STATES
from tests.ui.contrast import contrast, ground_at, ink_at
from tests.ui.layout_faults import faults, is_in_sight

SIZES = {
    1.0: [(1366, 680), (1024, 540), (3840, 2160), (1024, 540)],
    1.5: [(1366, 680), (1024, 540), (1366, 680)],
}


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("state", CLAIM_STATES)
def test_nothing_is_cut_or_out_of_reach(open_bench: OpenBench, state: str, scale: float) -> None:
    bench = open_bench(SIZES[scale][0], scale=scale)
    CLAIM_STATES[state](bench)
    found = []
    for size in SIZES[scale]:
        bench.resize(*size)
        found += [f"at {size}: {fault}" for fault in faults(bench.window)]
        if not is_in_sight(bench.window, bench.part(Card, REVIEW)):
            found.append(f"at {size}: the headline is out of sight")
    assert found == []


def _columns(bench: Bench) -> list[list[str]]:
    areas = sorted(bench.parts(QScrollArea), key=lambda area: bench.place(area).x())
    return [
        [
            card.accessibleName()
            for card in sorted(bench.parts(Card, area), key=lambda card: card.y())
        ]
        for area in areas
    ]


def test_three_columns_become_two_and_then_one(bench: Bench) -> None:
    open_claim(bench)
    left = ["Given", "Course", "Payer’s questions"]
    theirs, lines = ["Somebody else’s claim"], ["Lines · planned"]
    assert _columns(bench) == [left, ["Findings", *theirs], lines]
    bench.resize(1024, 540)
    assert _columns(bench) == [left, ["Findings", *lines, *theirs]]
    bench.resize(800, 540)
    assert _columns(bench) == [["Given", "Findings", *left[1:], *lines, *theirs]]


def test_the_field_typed_in_stays_in_place_while_the_answer_comes_and_goes(bench: Bench) -> None:
    open_claim(bench)
    bench.go_to(GIVEN)
    before = bench.place(bench.control(GIVEN))
    for key in "72x":
        bench.keys(key)
        assert bench.place(bench.control(GIVEN)) == before


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("state", CLAIM_STATES)
def test_each_text_stands_out_from_what_it_is_written_on(
    open_bench: OpenBench, state: str, name: str
) -> None:
    bench = open_bench((1366, 1400), theme_name=name)
    CLAIM_STATES[state](bench)
    picture = bench.window.grab().toImage()
    seen = 0
    for part in bench.parts(QLabel):
        if not part.text().strip() or part.visibleRegion().boundingRect() != part.rect():
            continue
        place = bench.place(part)
        assert contrast(ink_at(picture, place), ground_at(picture, place)) >= 4.5, part.text()
        seen += 1
    assert seen > 10
    assert theme().name == name
