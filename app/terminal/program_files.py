"""The files of an unpacked bundle beside the sums that were packed with them."""

import hashlib
import sys
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"
INSIDE: Final = "_internal"
"""Where the program reads its own files."""
_ENDING: Final = ".exe" if sys.platform == "win32" else ""
LAUNCHERS: Final = (f"Vialwise{_ENDING}", f"vialwise-cli{_ENDING}")
_OF_SITE: Final = "vialwise-site.txt"
"""Names the site folder; a site lays it there itself."""


def changed_files(program: Path) -> str:
    """A sentence on the first file that is not as it was packed, "" where all are.

    A file more inside the program counts: left over from an older version, it could be loaded.
    """
    packed = _sums(program)
    if packed is None:
        return f"{SUMS} is missing or cannot be read."
    if lacking := [name for name in LAUNCHERS if name not in packed]:
        return f"{SUMS} is not whole: it has no sum of {lacking[0]}."
    for name, sum_packed in packed.items():
        try:
            with (program / name).open("rb") as file:
                is_same = hashlib.file_digest(file, "sha256").hexdigest() == sum_packed
        except OSError:
            return f"{name} is missing or cannot be read."
        if not is_same:
            return f"{name} is not as it was packed."
    for path in sorted((program / INSIDE).rglob("*")):
        name = path.relative_to(program).as_posix()
        if path.is_file() and name not in packed:
            return f"{name} does not belong to this version."
    return ""


def files_beside(program: Path) -> list[str]:
    """The names of files beside the launchers that were not packed with them, in their order."""
    packed = _sums(program) or {}
    own = {SUMS, _OF_SITE, *packed}
    return sorted(
        path.name for path in program.iterdir() if path.is_file() and path.name not in own
    )


def _sums(program: Path) -> dict[str, str] | None:
    """The sum by name, None where they cannot be read."""
    try:
        text = (program / SUMS).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return dict(_read(line) for line in text.splitlines())


def _read(line: str) -> tuple[str, str]:
    """The name and the sum of a line "SUM  NAME"."""
    sum_packed, _, name = line.partition("  ")
    return name, sum_packed
