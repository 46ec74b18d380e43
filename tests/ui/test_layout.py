"""Layout: from 1024 × 540 to 4K and at 150 % text nothing is cut, overlaps or is out of reach."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QScrollArea

from app.ui.widgets.card import Card
from tests.ui.bench import (
    DOSE,
    HEADLINE,
    ORDER,
    REGIMEN,
    SHELF,
    STAGE_3,
    WEIGHT,
    Bench,
    OpenBench,
    settle,
)
from tests.ui.every_page import open_page
from tests.ui.layout_faults import faults, is_in_sight
from tests.ui.states import STATES

SIZES = {
    1.0: [(1366, 680), (1310, 640), (1024, 540), (930, 600), (3840, 2160), (1024, 540)],
    1.5: [(1366, 680), (1024, 540), (3840, 2160), (1366, 680)],
}
"""Text scale → window sizes, gone through one after the other: three, two and one columns, the
narrowest window that has three or two of them, and the way back."""


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_or_out_of_reach(open_bench: OpenBench, state: str, scale: float) -> None:
    bench = open_bench(SIZES[scale][0], scale=scale)
    STATES[state](bench)
    found = []
    for size in SIZES[scale]:
        bench.resize(*size)
        assert bench.window.size().toTuple() == size
        found += [f"at {size}: {fault}" for fault in faults(bench.window)]
        if not is_in_sight(bench.window, bench.part(Card, HEADLINE)):
            found.append(f"at {size}: the headline is out of sight")
    assert found == []


@pytest.mark.parametrize("size", [(1024, 540), (1366, 680)])
def test_every_regimen_can_be_read_whole(open_bench: OpenBench, size: tuple[int, int]) -> None:
    bench = open_bench(size, scale=1.5)
    bench.type_into(WEIGHT, "72.4")
    choice = bench.part(QComboBox, REGIMEN)
    for place in range(choice.count()):
        choice.setCurrentIndex(place)
        settle()
        assert faults(bench.window) == [], choice.currentText()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_an_open_list_shows_its_entries_whole(open_bench: OpenBench, scale: float) -> None:
    bench = open_bench((1024, 540), scale=scale)
    bench.order()
    for choice in bench.parts(QComboBox):
        choice.showPopup()
        settle()
        view = choice.view()
        assert view.viewport().width() >= view.sizeHintForColumn(0), choice.accessibleName()
        choice.hidePopup()


def _columns(bench: Bench) -> list[list[str]]:
    """The cards of each column, from the left, the pinned headline left out."""
    areas = sorted(bench.parts(QScrollArea), key=lambda area: bench.place(area).x())
    return [
        [
            card.accessibleName()
            for card in sorted(bench.parts(Card, area), key=lambda card: card.y())
        ]
        for area in areas
    ]


def test_three_columns_become_two_and_then_one(bench: Bench) -> None:
    bench.order()
    order, vials, claim = ["Order", "Claim"], ["Vials and bag"], ["Claim lines · planned"]
    shelf = ["Shelf", "Other ways"]
    checklist = ["Documentation checklist"]

    assert _columns(bench) == [order, vials + shelf, claim + checklist]
    bench.resize(1024, 540)
    assert _columns(bench) == [order, vials + claim + shelf + checklist]
    bench.resize(800, 540)
    assert _columns(bench) == [["Order", *vials, "Claim", *claim, *shelf, *checklist]]
    bench.resize(1366, 680)
    assert _columns(bench) == [order, vials + shelf, claim + checklist]


def test_the_keyboard_stays_where_it_is_while_columns_change(bench: Bench) -> None:
    bench.order()
    for name in (DOSE, "durvalumab 120 mg vials on hand", "Patient arrived and weighed"):
        bench.go_to(name)
        for width in (1024, 800, 1366, 800, 1024):
            bench.resize(width, 680)
            assert bench.focused() == name


def test_typing_goes_on_in_the_field_that_was_moved(bench: Bench) -> None:
    bench.type_into(DOSE, "10")
    bench.type_into(WEIGHT, "72")
    bench.resize(800, 600)
    bench.keys(".4")

    assert bench.dose == "724 mg"


def test_the_fields_typed_in_stay_in_place_while_an_answer_comes_and_goes(bench: Bench) -> None:
    bench.order("72", "10")
    bench.pick(REGIMEN, STAGE_3)
    fields = [bench.control(name) for name in (WEIGHT, "durvalumab 500 mg vials on hand")]
    before = [bench.place(field) for field in fields]
    bench.go_to(WEIGHT)
    for key in ".4":
        bench.keys(key)
        assert [bench.place(field) for field in fields] == before


def test_the_version_yields_before_a_page_or_a_shortcut_is_cut_short(open_bench: OpenBench) -> None:
    whole = {"1 Prepare", "5 Site setup", "New order   Ctrl+N", "Help   F1"}
    bench = open_bench()
    assert {"Vialwise", "Version 0.1.0 · HCPCS table of October 2025", *whole} <= set(bench.texts())
    bench.resize(1024, 540)
    assert whole <= set(bench.texts())
    assert not any("HCPCS" in text for text in bench.texts() if "Version" in text)

    bench = open_bench((1024, 540), scale=1.5)
    bench.resize(860, 540)
    assert {"1 Prepare", "New", "Help"} <= set(bench.texts())
    assert bench.is_there("New order")
    assert faults(bench.window) == []


def test_a_first_screen_shows_no_large_empty_card(bench: Bench) -> None:
    for card in bench.parts(Card):
        if card.accessibleName() not in (ORDER, "Claim", SHELF):
            assert card.height() < 110, card.accessibleName()


OTHERS = [
    "prepare, recorded",
    "sign bar",
    "sign bar, refused",
    "print bar",
    "site, refused",
    "closed",
]
"""Bars and states of pages that no other test of the layout goes through."""


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("state", OTHERS)
def test_bars_and_closed_pages_are_whole_too(
    open_bench: OpenBench, site_folder: Path, state: str, scale: float
) -> None:
    bench = open_page(open_bench, site_folder, state, SIZES[scale][0], scale=scale)
    found = []
    for size in SIZES[scale]:
        bench.resize(*size)
        found += [f"at {size}: {fault}" for fault in faults(bench.window)]
    assert found == []
