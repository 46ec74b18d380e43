"""The way to the Site setup page, what its parts are called, and what it has saved."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from app.ui.main_window import PageName
from tests.ui.bench import Bench

FOLDER: Final = "Site folder"
OTHER_FOLDER: Final = "Another site folder"
USUAL: Final = "Usual claim"
ROUNDING: Final = "Dose rounding"
LIMITS: Final = "Limits"
STOCK: Final = "Bag, shelf and charge"
TOLERANCE: Final = "Measuring tolerance"
MOST_KG: Final = "Refuse a weight over so many kg"
CHARGE: Final = "durvalumab charge for each billing unit"
SHELF_500: Final = "durvalumab 500 mg vials usually on the shelf"


def at_setup(bench: Bench) -> Bench:
    """Alt and the number of its tab, the last."""
    bench.alt(str(len(PageName)))
    return bench


def at_prepare(bench: Bench) -> Bench:
    """Alt+1."""
    bench.alt("1")
    return bench


def file_of(folder: Path) -> dict[str, Any]:
    """What is in site.toml, less what every file begins with; exact."""
    path = folder / "site.toml"
    if not path.exists():
        return {}
    found = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    return {key: value for key, value in found.items() if key not in ("format", "program")}
