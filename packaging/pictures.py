"""Draw README's pictures anew: one dose through both people's hands, by keys, without a display.

    .venv/bin/python packaging/pictures.py [FOLDER, default resources/pictures]

Day, hour and people are fixed, so that a picture changes only where the window did. It types as the
tests of the window do, and stands on them; look at each picture before you commit it.
"""

import os
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest  # noqa: E402 the platform is named first

from app.site import load_site  # noqa: E402
from app.site.shelf_memory import ShelfMemory  # noqa: E402
from app.ui.main import build_window, make_application  # noqa: E402
from tests.ui.bench import DIAGNOSES, REGIMEN, STAGE_3, WEIGHED_ON, WEIGHT, Bench  # noqa: E402
from tests.ui.check_desk import JW, compare, enter_all, with_people  # noqa: E402
from tests.ui.test_both_people import sign, sign_check  # noqa: E402
from tests.ui.test_recording import ENCOUNTER, GIVEN  # noqa: E402

TODAY = date(2026, 11, 24)
DONE = {"labs-reviewed": "MB", "stage": "IIIA", "patient-selection": "in the chart"}
LOTS = (("500", "BX4471", "2027-05"), ("120", "BW1190", "2027-02"))
OTHERS = (("A-20418", "84", "840"), ("A-20421", "61.5", "600"), ("A-20430", "90", ""))


class Artist:
    """The window in one theme, and where its pictures go."""

    def __init__(self, theme: str, folder: Path) -> None:
        site = load_site()
        make_application(theme, 1.0)
        self._window, self._live = build_window(
            site.reference, ShelfMemory.none(), lambda: TODAY, site=site, now=_half_past_nine
        )
        self._window.resize(1366, 680)
        self._window.show()
        self._window.activateWindow()
        QTest.qWaitForWindowActive(self._window)
        self._folder = folder
        self.bench = Bench(self._window)

    def draw(self, name: str) -> None:
        """The page that is in sight, as a PNG."""
        QTest.qWait(50)
        self._window.grab().save(str(self._folder / f"{name}.png"))

    def order(self, encounter: str, weight: str) -> None:
        """An order as it stands before the vials are opened."""
        self.bench.type_into(DIAGNOSES, "Z51.12 C34.12")
        self.bench.type_into(ENCOUNTER, encounter)
        self.bench.type_into(WEIGHED_ON, "2026-11-23")
        self.bench.pick(REGIMEN, STAGE_3)
        self.bench.go_to("Drug")  # the page stands at its top again
        self.bench.type_into(WEIGHT, weight)
        for size, lot, expiry in LOTS:
            self._live.write_lot(size, lot, expiry)
        self._live.document("arrived", "done")
        for item, answer in DONE.items():
            self._live.document(item, answer)

    def give(self, mg: str, why_less: str = "") -> None:
        """What was given of the order that is recorded."""
        self.bench.click("Enter given dose…")
        self.bench.type_into(GIVEN, mg)
        if why_less:
            self.bench.type_into("Stopped because", why_less)


def _half_past_nine() -> datetime:
    return datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def main(folder: Path) -> None:
    """All five pictures; the folder of the record stands in one of them."""
    clinic = Path(tempfile.gettempdir()) / "vialwise-clinic"
    clinic.mkdir()  # one that is there already is not ours to empty
    os.environ["VIALWISE_SITE"] = os.environ["VIALWISE_USER_DATA"] = str(clinic)
    with_people(clinic)
    try:
        artist = Artist("dark", folder)
        artist.order("A-20417", "72.4")
        artist.draw("prepare-dark")
        _by_daylight(Artist("light", folder))
    finally:
        for file in sorted(clinic.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        clinic.rmdir()


def _by_daylight(artist: Artist) -> None:
    bench = artist.bench
    artist.order("A-20417", "72.4")
    artist.draw("prepare")
    sign(bench, "RK")
    bench.alt("3")
    enter_all(bench, jw="2")
    compare(bench)
    artist.draw("double-check")
    bench.type_into(JW, "1")
    bench.alt("C")
    sign_check(bench)
    bench.alt("1")
    artist.give("724")
    artist.draw("claim")
    sign(bench, "RK")
    for encounter, weight, given in OTHERS:
        bench.alt("1")
        bench.new_order()
        artist.order(encounter, weight)
        sign(bench, "RK")
        if given:
            artist.give(given, "reaction" if given == "600" else "")
            sign(bench, "RK")
    bench.alt("4")
    artist.draw("records")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "pictures")
