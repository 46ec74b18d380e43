"""On which line of a TOML text a key stands: for a person who has to mend the file."""

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*(\[{1,2})\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_.\"' -]+?)\s*=")
_LAST_STEP: Final = re.compile(r"\.[^.\[\]]+$|\[[0-9]+\]$|^[^.\[\]]+$")


def line_of_key(text: str, key: str) -> int:
    """The line, from 1, of "regimens[1].doses[0].source"; 0 where it has none.

    A key that is missing has the line of the table that it is missing from.
    """
    lines = _lines(text)
    while key:
        if key in lines:
            return lines[key]
        key = _LAST_STEP.sub("", key)
    return 0


def _lines(text: str) -> dict[str, int]:
    """Each key and table of the text with its first line, as `Table` writes its place."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _resolved(header.group(2), counts, is_list=header.group(1) == "[[")
            lines.setdefault(table, number)
            lines.setdefault(_LAST_STEP.sub("", table) if table.endswith("]") else table, number)
        elif found := _KEY.match(line):
            lines.setdefault(f"{table}.{_plain(found.group(1))}".strip("."), number)
    return lines


def _resolved(header: str, counts: dict[str, int], *, is_list: bool) -> str:
    """ "regimens.doses" → "regimens[1].doses[0]": each list's last table so far, or a new one."""
    path = ""
    *parents, last = _plain(header).split(".")
    for name in parents:
        path = f"{path}.{name}".strip(".")
        if path in counts:
            path = f"{path}[{counts[path] - 1}]"
    path = f"{path}.{last}".strip(".")
    if not is_list:
        return path
    counts[path] = counts.get(path, 0) + 1
    return f"{path}[{counts[path] - 1}]"


def _plain(name: str) -> str:
    return re.sub(r"[\"' ]", "", name)
