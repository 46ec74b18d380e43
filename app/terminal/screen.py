"""The screen that the window is opened on, as far as Linux's environment names it."""

import os
from collections.abc import Mapping
from typing import Final

_NAMES: Final = ("DISPLAY", "WAYLAND_DISPLAY")


def is_named(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether Qt has anywhere to look for a screen.

    Without a name it looks for one itself where the session is of Wayland, and only there.
    """
    named = any(environment.get(name) for name in (*_NAMES, "QT_QPA_PLATFORM"))
    return named or environment.get("XDG_SESSION_TYPE") == "wayland"


def none_named() -> str:
    """What is said where none is named."""
    return f"There is no screen here: {' and '.join(_NAMES)} are not set. {_what_works()}"


def none_answers(environment: Mapping[str, str] = os.environ) -> str:
    """What is said where Qt found that nobody answers under the names."""
    named = [f"{name} is “{environment[name]}”" for name in _NAMES if environment.get(name)]
    where = ", ".join(named) or f"{' and '.join(_NAMES)} are not set"
    return f"No screen answers here: {where}. {_what_works()}"


def _what_works() -> str:
    from app.terminal.command_line import PROGRAM  # noqa: PLC0415 a window does without argparse

    return f"Commands work without: {PROGRAM} --help"
