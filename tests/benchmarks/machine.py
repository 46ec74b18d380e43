"""What every benchmark says: on which kind of machine, when, and how a row of figures reads."""

import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median


def introduce(what: str, aim: str) -> None:
    """The heading: what is measured, on what, when, and what was aimed at."""
    print(what)
    print(
        f"  {_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )
    print(f"  aim: {aim}")


def row(name: str, values: Sequence[float], unit: str, digits: int = 1) -> None:
    """One line: median, least and most of several values."""
    print(
        f"  {name:<44} median {median(values):>10,.{digits}f} {unit}"
        f"   min {min(values):,.{digits}f}   max {max(values):,.{digits}f}   n {len(values):,}"
    )


def clean_environment() -> dict[str, str]:
    """The environment without what would slow a child down: compiling anew, unbuffered writes."""
    unset = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    return {name: value for name, value in os.environ.items() if name not in unset}


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or sys.platform
