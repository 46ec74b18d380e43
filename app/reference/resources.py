"""Where the reference files are: right from source and in a PyInstaller folder."""

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
