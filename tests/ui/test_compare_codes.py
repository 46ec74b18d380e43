"""Both codes side by side: what is shown, and that nothing is settled by accident or in silence."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.site import load_site
from tests.ui.bench import CLAIM, OpenBench
from tests.ui.comparing import (
    BY,
    KEPT_MARK,
    REASON,
    WHO,
    WHY,
    Counting,
    back_at_the_window,
    codes_on_the_lines,
    compare,
    is_open,
    opened,
    saved,
    settle_by_keyboard,
    texts_in,
)
from tests.ui.layout_faults import faults


@pytest.fixture
def newcomer(open_bench: OpenBench) -> Counting:
    """A first start: nothing in the site folder, nothing typed."""
    return Counting(open_bench(site=load_site()).window)


def test_both_codes_are_shown_with_everything_there_is_to_compare(newcomer: Counting) -> None:
    newcomer.order_flat("1500")
    compare(newcomer)
    said = texts_in(newcomer)
    for words in (
        "Injection, durvalumab, 10 mg",
        "Injection, pemetrexed ditromethamine, 10 mg",
        "from 2019-01-01",
        "from 2023-07-01",
        "OPPS E1, April 2026: not paid",
        "500 mg vial, 00310-4611-50: 50 units",
        "120 mg vial, 00310-4500-12: 12 units",
        "none of these vials",
        "USD 13,148.70 for 150 units",
        "USD 87.658 a unit from 2026-10-01",
        "no rate: not in CMS’s payment limits of October 2026",
        "Part B payment limit of an office",
        "no sum can tell the codes apart",
    ):
        assert words in said, words
    assert "OPPS rate" not in said


def test_a_hospital_sees_its_own_rate_and_no_other(newcomer: Counting) -> None:
    newcomer.order_flat("1500")
    newcomer.pick("Setting", "Hospital, on campus")
    compare(newcomer)
    said = texts_in(newcomer)
    # billing.md 0: April 2026 status K, $86.146 × 150 = $12,921.90; J9323 E1, no rate
    assert "USD 12,921.90 for 150 units" in said
    assert "from 2026-04-01, the newest known" in said
    assert "no rate: status E1" in said
    assert "payment limit" not in said.split("Sources")[0]


def test_before_an_order_there_is_an_example(newcomer: Counting) -> None:
    newcomer.window.compare_codes()
    assert "1,500 mg, for example" in texts_in(newcomer)


def test_a_blank_name_or_reason_is_said_beside_its_field(
    newcomer: Counting, site_folder: Path
) -> None:
    newcomer.order()
    compare(newcomer)
    newcomer.alt("K")
    assert is_open(newcomer)
    assert newcomer.focused() == BY
    assert "Stop: Write who answers" in newcomer.control(BY).accessibleDescription()
    assert "Stop: Write why" in newcomer.control(REASON).accessibleDescription()
    newcomer.words(WHO)
    assert "Stop" not in newcomer.control(BY).accessibleDescription()
    newcomer.alt("B")
    assert is_open(newcomer)
    assert newcomer.focused() == REASON
    assert not (site_folder / "site.toml").exists()


def test_enter_moves_on_and_settles_nothing(newcomer: Counting, site_folder: Path) -> None:
    newcomer.order()
    compare(newcomer)
    newcomer.enter()
    newcomer.words(WHO)
    newcomer.enter()
    newcomer.words(WHY)
    names = []
    for _ in range(4):
        newcomer.enter()
        names.append(newcomer.focused())
    assert names == ["Bill J9173", "Keep J9323", "Close", "Both codes side by side"]
    assert is_open(newcomer)
    assert not (site_folder / "site.toml").exists()


def test_escape_loses_nothing_that_was_typed(newcomer: Counting, site_folder: Path) -> None:
    newcomer.order()
    compare(newcomer)
    newcomer.tab()
    newcomer.words(WHO)
    newcomer.press(Qt.Key.Key_Escape)
    back_at_the_window(newcomer)
    assert not is_open(newcomer)
    assert not (site_folder / "site.toml").exists()

    compare(newcomer)
    assert newcomer.text_of(BY) == WHO
    assert newcomer.text_of(REASON) == ""


def test_a_choice_that_was_made_is_not_lost_by_escape_and_can_be_changed(
    newcomer: Counting, site_folder: Path
) -> None:
    settle_by_keyboard(newcomer, tabs_to_the_button=2)
    compare(newcomer)
    assert f"Settled before: J9323, by {WHO} on 2026-11-24" in texts_in(newcomer)
    assert newcomer.text_of(BY) == WHO
    assert newcomer.text_of(REASON) == ""
    newcomer.press(Qt.Key.Key_Escape)
    back_at_the_window(newcomer)
    assert KEPT_MARK in newcomer.text(CLAIM)

    compare(newcomer)
    newcomer.type_into(BY, "C. Lead")
    newcomer.type_into(REASON, "asked the contractor")
    newcomer.alt("B")
    back_at_the_window(newcomer)
    assert codes_on_the_lines(newcomer) == ["J9173", "J9173"]
    assert [row["code"] for row in saved(site_folder)] == ["J9323", "J9173"]


def test_what_cannot_be_saved_is_said_and_nothing_is_pretended(
    newcomer: Counting, site_folder: Path
) -> None:
    (site_folder / "site.toml").write_text("format = 99\n", encoding="utf-8")
    newcomer.order()
    compare(newcomer)
    newcomer.tab()
    newcomer.words(WHO)
    newcomer.tab()
    newcomer.words(WHY)
    newcomer.alt("B")

    assert is_open(newcomer)
    assert "Nothing is settled." in texts_in(newcomer)
    assert "newer Vialwise" in texts_in(newcomer)
    assert (newcomer.text_of(BY), newcomer.text_of(REASON)) == (WHO, WHY)
    assert codes_on_the_lines(newcomer) == ["J9323", "J9323"]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1366, 680), (1024, 540)])
def test_nothing_in_it_is_cut(open_bench: OpenBench, size: tuple[int, int], scale: float) -> None:
    bench = open_bench(size, scale=scale)
    bench.order()
    compare(bench)
    dialog = opened(bench)
    bench.alt("K")
    for _ in range(50):  # a busy machine lays out late
        if not faults(dialog):
            break
        QTest.qWait(20)
    assert faults(dialog) == []
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    for _ in range(6):
        bench.tab()
        part = bench.keyboard
        if part.accessibleName() != "Both codes side by side":
            assert part.visibleRegion().boundingRect() == part.rect(), part.accessibleName()
