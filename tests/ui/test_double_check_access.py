"""The Double-check page by keyboard and screen reader, and nothing cut at any size."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from app.site import load_site
from app.ui.widgets.column_row import Together
from app.ui.widgets.look_field import LOOK_AGAIN
from tests.records.orders import recorded
from tests.ui.bench import Bench, OpenBench, name_of, settle
from tests.ui.check_desk import (
    BY,
    CHECK_STATES,
    DOSE,
    DRUG,
    JW,
    ORDERED,
    PIN,
    REF,
    SIGN,
    UNITS,
    VOLUME,
    WEIGHT,
    all_texts,
    at_check,
    compare,
    enter_all,
    entries,
    put,
    with_people,
)
from tests.ui.layout_faults import faults
from tests.ui.rounds import round_of_tab, stops_of
from tests.wording.reading import broken_rules

COUNT_500 = "durvalumab 500 mg vials, count"

MNEMONICS = {
    "E": REF,
    "D": DRUG,
    "W": WEIGHT,
    "O": ORDERED,
    "G": DOSE,
    "V": VOLUME,
    "A": COUNT_500,
    "U": UNITS,
    "J": JW,
    "Y": BY,
    "P": PIN,
}
"""Alt and these letters go to a field."""


@pytest.fixture
def desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """The page, with an order that RK prepared."""
    with_people(site_folder)
    bench = open_bench(site=load_site())
    put(bench, recorded())
    return at_check(bench)


@pytest.mark.parametrize("state", CHECK_STATES)
def test_names_and_mnemonics_are_there_and_none_is_there_twice(desk: Bench, state: str) -> None:
    CHECK_STATES[state](desk)
    stops = stops_of(desk)
    names = [name_of(part) for part in stops]
    assert len(stops) > 20
    assert "" not in names
    assert len(set(names)) == len(names), sorted(names)
    for field in desk.parts(QLineEdit):
        assert field.accessibleDescription(), name_of(field)
    texts = [part.text() for part in desk.parts(QAbstractButton)]
    for button in [*desk.parts(QPushButton), *desk.parts(QRadioButton)]:
        assert "&" in button.text(), button.text()
    texts += [part.text() for part in desk.parts(QLabel)]
    letters = [found[1].upper() for text in texts if (found := re.search(r"&(\w)", text))]
    assert len(set(letters)) == len(letters), sorted(letters)


def test_a_mnemonic_goes_to_its_field(desk: Bench) -> None:
    enter_all(desk)
    for letter, name in MNEMONICS.items():
        desk.go_to("Help")
        desk.alt(letter)
        assert desk.focused() == name, letter


@pytest.mark.parametrize("state", CHECK_STATES)
def test_every_text_is_written_safely(desk: Bench, state: str) -> None:
    CHECK_STATES[state](desk)
    texts = all_texts(desk).replace("\u00a0", " ")
    for lot in ("BX4471", "BW1190"):  # no figures, and as they are on the vial
        texts = texts.replace(lot, "")
    texts = re.sub(r"“[^”]*”|Version [\d.]+", "", texts)  # what a person typed, and no figure
    assert broken_rules(texts) == []


@pytest.mark.parametrize("width", [1366, 700])
@pytest.mark.parametrize("state", ["blank", "look"])
def test_tab_goes_down_the_page(desk: Bench, state: str, width: int) -> None:
    """Row by row, from the left; a field's unit stands below it and comes after it."""
    CHECK_STATES[state](desk)
    desk.resize(width, 700)
    stops = round_of_tab(desk)
    names = [name_of(part) for part in stops]
    assert names[0] == "Prepare"
    assert stops[-1].window() is desk.window
    inside = [part for part in stops if any(
        area.isAncestorOf(part) for area in desk.parts(QScrollArea))]  # fmt: skip
    for part, next_part in pairwise(inside):
        here, there = desk.place(part), desk.place(next_part)
        assert there.top() > here.top() - 60, f"{name_of(part)} before {name_of(next_part)}"
        if abs(there.center().y() - here.center().y()) < 6:
            assert here.x() < there.x(), f"{name_of(part)} before {name_of(next_part)}"


def test_enter_commits_nothing_wherever_it_falls(desk: Bench) -> None:
    enter_all(desk)
    for button in desk.parts(QPushButton):
        assert not button.isDefault(), name_of(button)
        assert not button.autoDefault(), name_of(button)
    for _ in range(60):
        desk.enter()
    assert len(entries(desk)) == 1
    assert desk.text_of(WEIGHT) == "72.4"


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("state", CHECK_STATES)
def test_nothing_is_cut_or_out_of_reach(
    open_bench: OpenBench, site_folder: Path, state: str, scale: float
) -> None:
    with_people(site_folder)
    bench = open_bench((1366, 680), scale=scale, site=load_site())
    put(bench, recorded())
    at_check(bench)
    CHECK_STATES[state](bench)
    found = []
    for size in ((1366, 680), (1024, 540), (800, 600), (2560, 1300)):
        bench.resize(*size)
        bench.resize(*size)
        found += [f"at {size}: {fault}" for fault in faults(bench.window)]
    assert found == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_has_the_keyboard_is_scrolled_into_sight(
    open_bench: OpenBench, site_folder: Path, scale: float
) -> None:
    with_people(site_folder)
    bench = open_bench((1024, 540), scale=scale, site=load_site())
    put(bench, recorded())
    at_check(bench)
    CHECK_STATES["wrong"](bench)
    for part in round_of_tab(bench):
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bench.resize(1024, 540)
        assert part.visibleRegion().boundingRect() == part.rect(), name_of(part)


def test_at_the_usual_size_nothing_has_to_be_scrolled(desk: Bench) -> None:
    for state in ("blank", "look"):
        CHECK_STATES[state](desk)
        for area in desk.parts(QScrollArea):
            assert area.verticalScrollBar().maximum() == 0, state


# --- What has the keyboard is seen with what is said of it ------------------------------------


def _is_whole(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        (WEIGHT, "weight"),
        (ORDERED, "ordered"),
        (DOSE, "dose"),
        (JW, "jw"),
        (COUNT_500, "count"),
    ],
)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_is_entered_again_is_seen_with_its_caption_and_why(
    open_bench: OpenBench, site_folder: Path, scale: float, asked: str, figure: str
) -> None:
    with_people(site_folder)
    bench = open_bench((1366, 680), scale=scale, site=load_site())
    put(bench, recorded())
    at_check(bench)
    enter_all(bench, **({} if figure == "count" else {figure: "7"}))
    if figure == "count":
        bench.type_into(COUNT_500, "2")
    compare(bench)
    settle()

    assert bench.focused() == asked
    assert _is_whole(bench.keyboard)
    around = bench.keyboard.parentWidget()
    while not isinstance(around, Together):
        assert around is not None
        around = around.parentWidget()
    told = [part for part in bench.parts(QLabel, around) if part.text()]
    assert LOOK_AGAIN in [part.text() for part in told]
    assert [part.text() for part in told if not _is_whole(part)] == []


def test_the_next_check_begins_at_the_top(open_bench: OpenBench, site_folder: Path) -> None:
    with_people(site_folder)
    bench = open_bench((1366, 680), scale=1.5, site=load_site())
    put(bench, recorded())
    at_check(bench)
    enter_all(bench)
    compare(bench)
    bench.click(SIGN)
    for area in bench.parts(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    bench.click("Begin next check")

    assert bench.focused() == REF
    assert _is_whole(bench.control(REF))
    assert all(area.verticalScrollBar().value() == 0 for area in bench.parts(QScrollArea))
