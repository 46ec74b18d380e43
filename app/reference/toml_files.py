"""The TOML files of a folder: a folder that cannot be listed is told from one without any."""

from pathlib import Path


def toml_files(folder: Path) -> list[Path]:
    """The files, by name; raises OSError where the folder cannot be listed.

    `Path.glob` would find nothing there, and say nothing.
    """
    return sorted(path for path in folder.iterdir() if path.match("*.toml"))
