"""Whether a folder is on a disk of this computer, as far as the system tells."""

from pathlib import Path


def why_not_local(folder: Path) -> str:
    """What is said of a folder on a network ("is on a network disk"), "" for a local one."""
    return "is on a network disk" if str(folder).startswith("\\\\") else ""
