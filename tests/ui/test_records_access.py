"""The Records page for keyboard, screen reader and every size: names, letters, nothing cut."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from app.site import load_site
from tests.ui.bench import Bench, OpenBench, name_of
from tests.ui.layout_faults import faults
from tests.ui.records_desk import (
    COPY,
    FILE_TO,
    FROM,
    HASH,
    REFERENCE,
    at_records,
    put_three,
    until_counted,
)
from tests.ui.rounds import stops_of, tab_follows_the_eye
from tests.wording.reading import broken_rules

DOSE_CARDS = ("Doses", "What changed", "As it was recorded")
MONTH_CARDS = ("Month", "Month in figures", "By NDC")

SIZES = {
    1.0: [(1366, 680), (1024, 540), (930, 600), (3840, 2160), (1366, 680)],
    1.5: [(1366, 680), (1024, 540), (3840, 2160), (1366, 680)],
}


def doses(bench: Bench) -> None:
    """As it is first seen."""


def one(bench: Bench) -> None:
    """The dose with four entries, a correction among them."""
    bench.type_into(REFERENCE, "A-20417")


def sentences(bench: Bench) -> None:
    """Every kind of sentence at once."""
    bench.type_into(HASH, "f" * 64)
    bench.alt("V")
    bench.type_into(COPY, "/nowhere/at/all/record.sqlite")
    bench.alt("B")
    bench.type_into(FILE_TO, "/nowhere/at/all/with/a/rather/long/path/record.csv")
    bench.alt("X")
    bench.type_into(FROM, "yesterday")


def month(bench: Bench) -> None:
    """The month in figures."""
    bench.alt("M")
    until_counted(bench)


STATES: dict[str, Callable[[Bench], None]] = {
    "doses": doses,
    "one": one,
    "sentences": sentences,
    "month": month,
}


@pytest.fixture
def desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """The page over three doses."""
    put_three(site_folder)
    return at_records(open_bench(site=load_site()))


@pytest.mark.parametrize("state", STATES)
def test_everything_that_takes_the_keyboard_has_a_name_of_its_own(desk: Bench, state: str) -> None:
    STATES[state](desk)
    names = [name_of(part) for part in stops_of(desk)]
    assert "" not in names
    assert len(set(names)) == len(names), sorted(names)
    for field in desk.parts(QLineEdit):
        assert field.accessibleDescription(), name_of(field)


@pytest.mark.parametrize("state", STATES)
def test_no_two_letters_are_the_same(desk: Bench, state: str) -> None:
    STATES[state](desk)
    texts = [part.text() for part in desk.parts(QAbstractButton)]
    texts += [part.text() for part in desk.parts(QLabel)]
    letters = [found[1].upper() for text in texts if (found := re.search(r"&(\w)", text))]
    assert len(letters) > 12
    assert len(set(letters)) == len(letters), sorted(letters)


def test_tab_follows_the_eye_in_three_and_two_columns_and_in_one(desk: Bench) -> None:
    desk.alt("1")
    desk.order()
    at_records(desk)
    one(desk)
    for width in (1366, 1024, 800):
        desk.resize(width, 700)
        tab_follows_the_eye(desk, "Records", "Doses", most_few=20)


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_or_out_of_reach(
    open_bench: OpenBench, site_folder: Path, state: str, scale: float
) -> None:
    put_three(site_folder)
    desk = at_records(open_bench(SIZES[scale][0], scale=scale, site=load_site()))
    STATES[state](desk)
    found = []
    for size in SIZES[scale]:
        desk.resize(*size)
        found += [f"at {size}: {fault}" for fault in faults(desk.window)]
    assert found == []


@pytest.mark.parametrize("state", ["doses", "one", "month"])
def test_every_figure_is_written_safely(desk: Bench, state: str) -> None:
    """The recorded page itself is read by the tests of the worksheet's text."""
    STATES[state](desk)
    for card in MONTH_CARDS if state == "month" else DOSE_CARDS:
        assert broken_rules(desk.text(card)) == []
