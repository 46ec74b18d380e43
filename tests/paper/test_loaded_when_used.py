"""Paper and print support are loaded when something is printed, never at the window's start."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from app.__main__ import main
main(["--exit-after-first-paint"])
print(*[name for name in sys.modules if name.startswith(("app.", "PySide6."))])
"""


def test_start_of_the_window_loads_no_paper(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "VIALWISE_USER_DATA": str(tmp_path),
            "VIALWISE_SITE": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = done.stdout.split()
    assert "app.ui.main_window" in loaded
    assert [name for name in loaded if name.startswith("app.paper")] == []
    assert not {"PySide6.QtPrintSupport", "app.site.user_printer"} & set(loaded)
