"""The files of an unpacked bundle beside the sums that were packed with them."""

import hashlib
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"
INSIDE: Final = "_internal"
"""Where the program reads its own files; beside it a site may lay what it likes."""


def changed_files(program: Path) -> str:
    """A sentence on the first file that is not as it was packed, "" where all are.

    A file more inside the program counts: left over from an older version, it could be loaded.
    """
    packed = dict(_read(line) for line in (program / SUMS).read_text("utf-8").splitlines())
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


def _read(line: str) -> tuple[str, str]:
    """The name and the sum of a line "SUM  NAME"."""
    sum_packed, _, name = line.partition("  ")
    return name, sum_packed
