"""SHA-256 of every file of the bundle, in the form that `sha256sum --check` reads."""

import hashlib
from pathlib import Path
from typing import Final

NAME: Final = "SHA256SUMS"


def sum_of(file: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def sums_of(folder: Path) -> str:
    """A line for each file below the folder, by its name; a link is summed as what it leads to."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    names = sorted((path.relative_to(folder).as_posix(), path) for path in files)
    return "".join(f"{sum_of(path)}  {name}\n" for name, path in names)


def write_sums(folder: Path) -> None:
    """Write the sums of all that is in the folder beside it; the last step, but for packing."""
    (folder / NAME).write_text(sums_of(folder), "utf-8", newline="\n")
