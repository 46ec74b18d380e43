"""The core imports plain standard library and itself, and the rule that says so can be broken."""

from pathlib import Path

import pytest

from tests.architecture.core_imports import violations, violations_in

CORE = Path(__file__).parents[2] / "app" / "core"

PLANTED = {
    "Qt": "from PySide6.QtCore import Qt",
    "Qt as a whole": "import PySide6",
    "a shim that imports Qt": "from app.ui.theme import colour",
    "a part of the program": "from app.reference import load_reference",
    "the program as a whole": "from app import core",
    "a name that only begins like the core": "from app.core_shim import Qt",
    "a relative way out": "from ..ui import theme",
    "pydantic": "from pydantic import BaseModel",
    "json": "import json",
    "os": "import os",
    "a path": "from pathlib import Path",
    "the clock": "from time import time",
    "datetime, which has a clock": "from datetime import datetime",
    "datetime as a whole": "import datetime",
    "floating mathematics": "from math import ceil",
    "mathematics as a whole": "import math",
    "everything of a module": "from decimal import *",
    "everything of a module of its own": "from app.core.drug import *",
    "chance": "from random import random",
    "a cache": "from functools import cache",
    "importlib": "import importlib",
    "an import in a function": "def late():\n    import socket",
    "an import under a type check": "if TYPE_CHECKING:\n    from app.ui import theme",
    "an import inside try": "try:\n    import ujson\nexcept ImportError:\n    pass",
    "a float": "x = float('1.5')",
    "a float handed on": "xs = map(float, ['1.5'])",
    "a written float": "x = 0.1",
    "a quotient": "x = a / b",
    "a quotient in place": "x /= b",
    "a file": "open('x')",
    "output": "print('x')",
    "input": "input()",
    "eval": "eval('1')",
    "exec": "exec('1')",
    "an import by name": "__import__('os')",
    "the day": "from datetime import date\nd = date.today()",
    "the time": "t = clock.now()",
}
FINE = {
    "itself": "from app.core.drug import Drug",
    "the package": "from app.core import drug",
    "a date": "from datetime import date",
    "a divisor": "from math import gcd",
    "decimals": "from decimal import Decimal",
    "patterns": "import re",
    "values": "from dataclasses import dataclass, replace",
    "words": "from enum import StrEnum",
    "types": "from typing import Final\nfrom collections.abc import Sequence",
    "whole division": "x = a // b",
}


def test_core_imports_nothing_but_what_is_listed() -> None:
    assert violations_in(CORE) == []


def test_every_module_of_the_core_is_looked_at() -> None:
    assert {"calculate.py", "search.py", "vials.py", "quantity.py"} <= {
        path.name for path in CORE.rglob("*.py")
    }


@pytest.mark.parametrize("source", PLANTED.values(), ids=PLANTED.keys())
def test_planted_violation_is_named(source: str) -> None:
    found = violations(source, "planted.py")
    assert found, source
    assert all(violation.startswith("planted.py:") for violation in found)


@pytest.mark.parametrize("source", FINE.values(), ids=FINE.keys())
def test_what_is_allowed_is_not_named(source: str) -> None:
    assert violations(source, "fine.py") == []


def test_shim_in_a_folder_of_the_core_is_found(tmp_path: Path) -> None:
    """The way round a list of forbidden names: a module of another room that itself imports Qt."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "vials.py").write_text("from app.ui.handy import painted\n", "utf-8")
    (tmp_path / "fine.py").write_text("from decimal import Decimal\n", "utf-8")
    assert violations_in(tmp_path) == ["deep/vials.py:1: from app.ui.handy import painted"]


@pytest.mark.parametrize("planted", ["import PySide6", "print(1)"])
def test_violation_in_a_copy_of_a_real_module_is_found(planted: str) -> None:
    source = (CORE / "quantity.py").read_text("utf-8")
    assert violations(source, "quantity.py") == []
    assert len(violations(f"{source}\n{planted}\n", "quantity.py")) == 1
