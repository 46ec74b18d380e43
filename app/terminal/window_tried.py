"""Whether the program's own window opens here: `self-test` starts it on the real screen."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.site.site_folder import PROGRAM_FOLDER
from app.terminal.program_files import LAUNCHERS
from app.terminal.screen import is_named

_LONGEST_S: Final = 60
"""A first start from a slow share, with whatever looks through new programs in between."""
_PLATFORM: Final = "QT_QPA_PLATFORM"
_UNSEEN: Final = ("offscreen", "minimal", "vnc")
"""Qt's platforms that show nothing on a screen of this computer."""
_ALWAYS_A_SCREEN: Final = ("win32", "darwin")


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window would be on a screen, as far as the environment tells.

    To be asked before anything is drawn: that chooses a platform without a screen.
    """
    if environment.get(_PLATFORM, "").startswith(_UNSEEN):
        return False
    return sys.platform in _ALWAYS_A_SCREEN or is_named(environment)


def why_no_window(limit_s: float = _LONGEST_S) -> str:
    """Start the program until its first paint; a sentence where that fails, "" where it works."""
    try:
        done = subprocess.run(  # noqa: S603 this program itself, with words of ours
            _command(),
            cwd=PROGRAM_FOLDER,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired:
        return f"the window did not open within {limit_s:.0f} s."
    except OSError as error:
        return f"the window could not be started ({error.strerror or error.__class__.__name__})."
    if done.returncode:
        return f"the window did not open (status {done.returncode}). Start Vialwise to read why."
    return ""


def _command() -> list[str]:
    """The launcher of the window beside this one; Python over the source where there is none."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name(LAUNCHERS[0])), "--exit-after-first-paint"]
    return [sys.executable, "-m", "app", "--exit-after-first-paint"]
