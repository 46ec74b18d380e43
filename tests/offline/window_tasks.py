"""The main tasks at the real window, by keys, in a process of its own: it prints what it did.

`python -m tests.offline.window_tasks FOLDER`
"""

import os
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser

from app.ui import main
from app.ui.main_window import MainWindow
from tests.ui import check_desk, comparing, records_desk
from tests.ui.bench import Bench
from tests.ui.test_recording import entries, prepared


def do_all(bench: Bench, folder: Path) -> None:
    """Order, record, paper, second check, Records with export and backup, Site setup, Help, codes.

    No dialog of the system is opened, nor are printers listed: those are the system's own doing.
    """
    prepared(bench)
    print("recorded", bench.dose)
    bench.ctrl("P")
    bench.window._order.printing.save_pdf(folder / "sheet.pdf")
    print("printed", (folder / "sheet.pdf").read_bytes()[:5].decode())
    bench.alt("2")
    print("claim", "J9323" in bench.text())
    check_desk.at_check(bench)
    check_desk.enter_all(bench)
    check_desk.compare(bench)
    bench.click(check_desk.SIGN)
    records_desk.at_records(bench)
    print("records", records_desk.encounters(bench))
    bench.click("Verify")
    bench.type_into(records_desk.FILE_TO, str(folder / "all.json"))
    bench.click("Export JSON…")
    print("exported", (folder / "all.json").exists())
    bench.type_into(records_desk.COPY, str(folder / "copy.sqlite"))
    bench.click("Back up…")
    print("backed up", (folder / "copy.sqlite").read_bytes()[:6].decode())
    print("entries", [entry.content.meaning.value for entry in entries(bench)])
    bench.alt("5")
    print("site", "Site setup" in bench.text())
    bench.press(Qt.Key.Key_F1)
    print("help", bool(bench.window.findChildren(QTextBrowser)))
    bench.close_help()
    bench.alt("1")
    bench.new_order()
    print("new order", repr(bench.text_of("Weight")))
    bench.order_flat("1500")
    comparing.compare(bench)
    print("codes", "J9173" in comparing.texts_in(bench))
    QTest.keyClick(comparing.opened(bench), Qt.Key.Key_Escape)
    print("codes closed", not comparing.is_open(bench))


def _begin(folder: Path) -> None:
    (window,) = [part for part in QApplication.topLevelWidgets() if isinstance(part, MainWindow)]
    window.activateWindow()
    try:
        do_all(Bench(window), folder)
    except BaseException:  # noqa: BLE001 the window would tell of it and go on
        traceback.print_exc()
        sys.stdout.flush()
        os._exit(1)
    maps = Path("/proc/self/maps")
    loaded = maps.read_text() if maps.exists() else ""
    print("QtNetwork", "Qt6Network" in loaded or "PySide6.QtNetwork" in sys.modules)
    window.close()


if __name__ == "__main__":
    main.make_application("light")  # a timer needs one
    made = Path(sys.argv[1])
    QTimer.singleShot(1_000, lambda: _begin(made))
    sys.exit(main.run_window("light"))
