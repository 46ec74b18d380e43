"""What was typed and not recorded comes back after the program ended, once it is asked for."""

from pathlib import Path

import pytest

from app.records.drafts import Drafts
from app.site import load_site
from tests.ui.bench import DOSE, WEIGHT, Bench, OpenBench
from tests.ui.test_recording import ENCOUNTER, prepared

OFFER = "Bring it back"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


def _open(open_bench: OpenBench, folder: Path) -> Bench:
    bench = open_bench(site=load_site())
    bench.window.keep_drafts(Drafts(folder))
    return bench


def _kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.draft"))


def _crash(bench: Bench) -> None:
    """The program dies: the system lets go of its lock, and nothing else is done."""
    keeping = bench.window._keeping
    assert keeping is not None
    keeping.keep()
    keeping._drafts.close()
    bench.window._keeping = None
    keeping.deleteLater()


def test_typed_order_comes_back_after_a_crash_as_it_was_typed(
    open_bench: OpenBench, folder: Path
) -> None:
    first = _open(open_bench, folder)
    first.order("72.", "10")
    first.type_into(ENCOUNTER, "A-20417")
    _crash(first)

    second = _open(open_bench, folder)
    assert any("72. kg, A-20417" in text for text in second.texts())
    assert second.text_of(WEIGHT) == ""
    second.click(OFFER)
    assert [second.text_of(name) for name in (WEIGHT, DOSE, ENCOUNTER)] == ["72.", "10", "A-20417"]
    assert not second.is_there(OFFER)
    assert len(_kept(folder)) == 1


def test_what_is_thrown_away_is_gone(open_bench: OpenBench, folder: Path) -> None:
    first = _open(open_bench, folder)
    first.order("72.4", "10")
    _crash(first)
    second = _open(open_bench, folder)
    second.click("Throw away")
    assert second.text_of(WEIGHT) == ""
    assert _kept(folder) == []


def test_window_that_still_runs_keeps_its_order(open_bench: OpenBench, folder: Path) -> None:
    first = _open(open_bench, folder)
    first.order("72.4", "10")
    assert first.window._keeping is not None
    first.window._keeping.keep()
    second = _open(open_bench, folder)
    assert not second.is_there(OFFER)


def test_recorded_order_and_a_blank_one_leave_no_draft(open_bench: OpenBench, folder: Path) -> None:
    bench = _open(open_bench, folder)
    assert bench.window._keeping is not None
    prepared(bench)
    bench.window._keeping.keep()
    assert _kept(folder) == []
    bench.new_order()
    bench.type_into(WEIGHT, "80")
    bench.window._keeping.keep()
    assert len(_kept(folder)) == 1
    bench.clear(WEIGHT)
    bench.window._keeping.keep()
    assert _kept(folder) == []


def test_closing_the_window_keeps_what_was_not_recorded(
    open_bench: OpenBench, folder: Path
) -> None:
    first = _open(open_bench, folder)
    first.order("72.4", "10")
    first.window.close()
    second = _open(open_bench, folder)
    assert second.is_there(OFFER)


def test_it_is_kept_by_itself_a_second_after_the_last_key(
    open_bench: OpenBench, folder: Path, qtbot: object
) -> None:
    from pytestqt.qtbot import QtBot

    assert isinstance(qtbot, QtBot)
    bench = _open(open_bench, folder)
    bench.type_into(WEIGHT, "72.4")
    qtbot.waitUntil(lambda: len(_kept(folder)) == 1, timeout=4_000)


def test_folder_that_cannot_be_written_is_a_sentence_and_typing_goes_on(
    open_bench: OpenBench, folder: Path
) -> None:
    folder.write_text("not a folder")
    bench = _open(open_bench, folder)
    bench.order("72.4", "10")
    assert bench.window._keeping is not None
    bench.window._keeping.keep()
    assert any("is not kept for after a crash" in text for text in bench.texts())
    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"


def test_what_was_left_behind_is_out_of_sight_of_who_checks(
    open_bench: OpenBench, folder: Path
) -> None:
    """It names the preparer's weight."""
    first = _open(open_bench, folder)
    first.order("72.4", "10")
    first.type_into(ENCOUNTER, "A-20417")
    _crash(first)

    second = _open(open_bench, folder)
    assert second.is_there(OFFER)
    second.alt("3")
    assert not second.is_there(OFFER)
    assert not any("72.4" in text for text in second.texts())
    second.alt("1")
    assert second.is_there(OFFER)
