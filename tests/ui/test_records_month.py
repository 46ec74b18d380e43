"""The month's view by keyboard: figures by hand, drawn and said, and an empty month says so."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.core.claim_draft import LossDraft
from app.core.order import PlannedVialDraft
from app.records.entry import Meaning
from app.site import load_site
from app.ui.widgets.discard_chart import DiscardChart, scale_for
from tests.records.doses import an_order, check, put, whole_order
from tests.records.entries import entry as short_entry
from tests.ui.bench import Bench, OpenBench
from tests.ui.records_desk import (
    BY_NDC,
    FIGURES,
    MONTH,
    at_records,
    put_three,
    record_in,
    until_counted,
)

FIELD = "Month"


@pytest.fixture
def desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """November: 742 mg of 7 × 120 given after a correction; 880 mg are only planned."""
    put_three(site_folder)
    return at_month(open_bench(site=load_site()))


def at_month(bench: Bench) -> Bench:
    """Alt+M, and wait until it is counted."""
    at_records(bench).alt("M")
    until_counted(bench)
    return bench


def figure(bench: Bench, name: str) -> str:
    """What stands beside that name."""
    texts = bench.texts(FIGURES)
    return texts[texts.index(name) + 1]


def test_the_month_of_today_counts_what_was_given_and_its_correction_once(desk: Bench) -> None:
    """75 and 9 units of 84: 10.7 %; 98 mg discarded, 40 of them less by 1 × 500 + … none: 0."""
    assert "1 dose: 98 mg discarded, 0 mg of it avoidable" in desk.text(MONTH)
    assert figure(desk, "Doses") == "1"
    assert figure(desk, "Given") == "742 mg"
    assert figure(desk, "Discarded") == "98 mg"
    assert figure(desk, "Units billed as JW") == "9"
    assert figure(desk, "JW share of billed units") == "10.7 %"
    assert "Kept for others" not in desk.texts(FIGURES)


def test_each_ndc_says_its_sum_with_the_remainder(desk: Bench) -> None:
    """840 opened = 742 given + 9 units of 10 mg + 8 mg in no JW unit."""
    assert "durvalumab 7 × 120 mg, NDC 0310-4500-12" in desk.texts(BY_NDC)
    assert "840 mg opened = 742 mg given + 90 mg JW + 8 mg in no JW unit + 0 mg lost" in desk.texts(
        BY_NDC
    )


def test_the_chart_is_said_day_by_day(desk: Bench) -> None:
    [chart] = desk.parts(DiscardChart)
    assert chart.accessibleName() == "Discarded by day in 2026-11"
    assert chart.accessibleDescription() == "2026-11-23: 98 mg, 0 mg of it avoidable"


def test_losses_and_an_avoidable_discard_are_told_apart(
    open_bench: OpenBench, site_folder: Path
) -> None:
    """724 mg of 2 × 500: 276 mg left, 3 spilt, 273 discarded; 257 less with 500 + 2 × 120."""
    order = an_order(
        given_mg="724",
        plan=(PlannedVialDraft("500", "2"),),
        losses=(LossDraft("3", "spilt"),),
    )
    put(record_in(site_folder), order, Meaning.GIVEN)
    desk = at_month(open_bench(site=load_site()))
    assert figure(desk, "Of it avoidable") == "257 mg"
    assert figure(desk, "Lost") == "3 mg"
    assert "273 mg discarded, 257 mg of it avoidable" in desk.text(MONTH)
    assert (
        "1,000 mg opened = 724 mg given + 260 mg JW + 13 mg in no JW unit + 3 mg lost"
        in desk.texts(BY_NDC)
    )


def test_months_are_chosen_by_letter_and_typed(desk: Bench) -> None:
    desk.alt("E")
    until_counted(desk)
    assert desk.text_of(FIELD) == "2026-10"
    assert figure(desk, "Given") == "600 mg"
    desk.alt("L")
    until_counted(desk)
    assert desk.text_of(FIELD) == "2026-11"
    desk.type_into(FIELD, "2026-10")
    until_counted(desk)
    assert figure(desk, "Given") == "600 mg"


def test_an_empty_month_says_so_and_shows_no_figure(desk: Bench) -> None:
    desk.type_into(FIELD, "2025-01")
    until_counted(desk)
    assert "Nothing was given or opened in 2025-01." in desk.text(MONTH)
    assert desk.parts(DiscardChart) == []
    assert "98 mg" not in desk.text()


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-1", "Nov 2026", "26-11", "2026-00"])
def test_what_is_no_month_is_said_at_the_field(desk: Bench, text: str) -> None:
    desk.type_into(FIELD, text)
    assert "is not a month: write year-month, such as 2026-11." in desk.text(MONTH)
    assert desk.text_of(FIELD) == text


def test_the_keyboard_goes_on_to_the_month_and_back_to_the_search(desk: Bench) -> None:
    assert desk.focused() == "Show: Month"
    desk.tab()
    assert desk.focused() == FIELD
    desk.alt("D")
    desk.alt("R")
    assert desk.focused() == "Reference of encounter, course or entry"
    assert desk.parts(DiscardChart) == []


def test_an_entry_that_cannot_be_counted_leaves_no_figures(
    open_bench: OpenBench, site_folder: Path
) -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    put_three(site_folder)
    record_in(site_folder).append(short_entry(), at)
    desk = at_month(open_bench(site=load_site()))
    assert "There are no figures for this month: R-000007 cannot be counted" in desk.text(MONTH)
    assert "98 mg" not in desk.text()


def test_the_month_in_sight_follows_what_is_recorded(desk: Bench, site_folder: Path) -> None:
    given = an_order(given_mg="724")
    put(record_in(site_folder), given, Meaning.GIVEN, encounter="A-20500")
    desk.window.page._record.changed.emit()  # type: ignore[attr-defined]
    until_counted(desk)
    assert figure(desk, "Doses") == "2"
    assert figure(desk, "Discarded") == "114 mg"


def test_a_claim_that_a_second_check_holds_is_counted_as_not_ready(
    open_bench: OpenBench, site_folder: Path
) -> None:
    """Both are ready by their worksheets, of one the units differed when they were checked."""
    record = record_in(site_folder)
    first = put(record, whole_order(), Meaning.GIVEN)
    put(record, whole_order(), Meaning.GIVEN, encounter="A-20418")
    desk = at_month(open_bench(site=load_site()))
    assert (figure(desk, "Doses"), figure(desk, "Claims not ready")) == ("2", "0")
    found = check(first.id, "claim", "sent-back", units="differs")
    put(record, whole_order(), Meaning.CHECKED, by="MB", check=found)
    desk.window.page._record.changed.emit()  # type: ignore[attr-defined]
    until_counted(desk)
    assert (figure(desk, "Doses"), figure(desk, "Claims not ready")) == ("2", "1")


@pytest.mark.parametrize(
    ("most", "top"), [("0", 10), ("10", 10), ("11", 20), ("98", 100), ("101", 200), ("2001", 5000)]
)
def test_the_scale_ends_at_a_round_figure(most: str, top: int) -> None:
    assert scale_for(Decimal(most)) == top


def test_arrow_keys_on_the_choice_keep_the_keyboard_there(desk: Bench) -> None:
    desk.go_to("Show: Month")
    desk.press(Qt.Key.Key_Left)
    assert desk.focused() == "Show: Doses"
