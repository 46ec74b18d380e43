"""Names and versions that a lock file pins."""

import re
from pathlib import Path


def normal(name: str) -> str:
    """A distribution's name as indexes compare it: "PySide6_Essentials" → "pyside6-essentials"."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names_in(lock: Path) -> set[str]:
    """The distributions that the lock pins, for whichever system."""
    pins = re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)
    return {normal(name) for name in pins}
