"""Where nothing can be recorded, the window says so before anybody signs."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.records.places import find_place
from app.records.record import open_record
from app.records.schema import STEPS, Step
from app.site import load_site
from app.ui.live_site import LiveSite
from app.ui.main import watch_record
from tests.ui.bench import Bench, OpenBench, settle
from tests.ui.layout_faults import faults
from tests.ui.test_recording import BY, ENCOUNTER, ctrl_enter

NO_RECORD = "No record: see Site setup"


def _started(open_bench: OpenBench, scale: float = 1.0) -> Bench:
    bench = open_bench(site=load_site(), scale=scale)
    live_site = LiveSite.of(bench.window._live)
    watch_record(bench.window, live_site)
    settle()
    return bench


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_site_folder_that_is_not_there_is_told_before_anything_is_typed(
    open_bench: OpenBench, site_folder: Path, scale: float
) -> None:
    site_folder.rmdir()
    bench = _started(open_bench, scale)
    assert bench.bar() == [NO_RECORD]
    bench.order()
    assert any(text.startswith("No record") for text in bench.bar())
    assert faults(bench.window) == []
    bench.alt("5")
    assert "was not there. Connect it and start Vialwise anew" in bench.text("Record")


@pytest.mark.skipif(sys.platform == "win32", reason="the system's word is another there")
def test_a_folder_that_cannot_be_looked_into_is_told_and_not_taken(
    open_bench: OpenBench, site_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may look into every folder, but into none by such a name."""
    shut = site_folder / (300 * "s")
    monkeypatch.setenv("VIALWISE_SITE", str(shut))
    bench = _started(open_bench)
    assert bench.bar() == [NO_RECORD]
    bench.alt("5")
    assert "cannot be looked into (File name too long). Have its owner" in bench.text("Record")
    monkeypatch.delenv("VIALWISE_SITE")
    live_site = LiveSite.of(open_bench(site=load_site()).window._live)
    before = live_site.folder
    assert "cannot be looked into (File name too long)" in live_site.use_folder(str(shut))
    assert live_site.folder == before


def test_choices_that_cannot_be_read_are_told_until_they_are_mended(
    open_bench: OpenBench, site_folder: Path
) -> None:
    (site_folder / "site.toml").write_text("payer =\n", encoding="utf-8")
    bench = _started(open_bench)
    assert bench.bar() == [NO_RECORD]
    (site_folder / "site.damaged.toml").unlink()
    (site_folder / "site.toml").write_text('payer = "medicaid"\n', encoding="utf-8")
    LiveSite.of(bench.window._live).read_anew()
    settle()
    assert bench.bar() == []


def test_who_presses_record_where_there_is_none_reads_why_before_anything_else_is_asked(
    open_bench: OpenBench, site_folder: Path
) -> None:
    site_folder.rmdir()
    bench = _started(open_bench)
    bench.order()
    button = bench.control("Record")
    assert button.isEnabled()
    assert button.accessibleDescription() == f"Ctrl+Enter; {NO_RECORD}"
    bench.click("Record")
    assert "The record was not opened: the site folder" in bench.text()
    assert "Connect it and start Vialwise anew" in bench.text()
    assert not bench.is_there(BY)
    assert "Type the encounter’s reference." not in bench.text()


def test_who_records_where_the_record_is_only_read_reads_why_and_signs_nothing(
    open_bench: OpenBench,
) -> None:
    site = load_site()
    open_record(
        find_place(site),
        (*STEPS, Step("one that this program does not know", lambda _connection: None)),
    )
    bench = _started(open_bench)
    bench.order()
    bench.type_into(ENCOUNTER, "A-20417")
    ctrl_enter(bench)
    assert not bench.is_there(BY)
    assert (
        "Nothing can be recorded: the record was written by a newer Vialwise: here it can be read, "
        "not added to. Start the newer program."
    ) in bench.text()


def test_a_record_that_can_be_written_is_not_spoken_of(open_bench: OpenBench) -> None:
    bench = _started(open_bench)
    bench.order()
    assert not any("record" in text.casefold() for text in bench.bar())


def test_finding_the_place_loads_no_database() -> None:
    asked = "import sys, app.records.places; print('sqlalchemy' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True
    )
    assert found.stdout == "False\n"
