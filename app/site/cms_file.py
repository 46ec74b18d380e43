"""CMS's HCPCS file of fixed width ("HCPC2026_OCT_ANWEB…"): codes, modifiers, and what is wrong.

Positions, counted from 1, by CMS's record layout of 2019: code 1–5 (a modifier 4–5), sequence
6–10, kind of row 11, long descriptor 12–91, successor 205–209, first day 269–276, last day
285–292, action code 293. Text stands before the first row; a descriptor runs on over further rows.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from app.core.codes import is_hcpcs
from app.site.hcpcs_rows import WHOLE_FROM

_ROW: Final = re.compile(r"(?:[A-Z][0-9]{4}|   [A-Z0-9]{2})[0-9]{5}[3478]", re.ASCII)
_LOOKS_LIKE_A_ROW: Final = re.compile(r".{5}[0-9]{5}", re.ASCII)
_FILE: Final = re.compile(r"HCPC(20[0-9]{2})_([A-Z]{3}|CONTR)_ANWEB", re.IGNORECASE | re.ASCII)
_MONTHS: Final = (
    *("JAN", "FEB", "MAR", "APR", "MAY", "JUN"),
    *("JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
)
_FIRST_ROWS: Final = "37"
_ENDS: Final = ("A", "J9", "V")
"""What codes begin with at both ends of CMS's file, and where the drugs of cancer stand."""
_LONG: Final = slice(11, 91)
_SUCCEEDED: Final = slice(204, 209)
_FIRST_DAY: Final = slice(268, 276)
_LAST_DAY: Final = slice(284, 292)
_SHORTEST_ROW: Final = 293
_SHORTEST_CONTINUATION: Final = 91


@dataclass(frozen=True, slots=True)
class CmsTable:
    """What was read: a line a code or modifier for `hcpcs.tsv`, and each error with its line."""

    lines: list[str]
    codes: int
    modifiers: int
    errors: list[str]

    @property
    def why_not_whole(self) -> str:
        """What shows that this is a part of CMS's file, cut between rows; "" where nothing does."""
        if self.codes < WHOLE_FROM:
            return f"it has {self.codes:,} codes, and CMS’s has over {WHOLE_FROM:,}"
        for start in _ENDS:
            if not any(line.startswith(start) and line[5:6] == "\t" for line in self.lines):
                return f"it has no code {start}…"
        return "" if self.modifiers else "it has no modifiers"


def day_of_file(name: str) -> date | None:
    """The day that the file's name tells: "HCPC2026_OCT_ANWEB.txt" is of 2026-10-01.

    CMS's yearly file of contractors ("CONTR") is of 1 January; None where the name tells no day.
    """
    found = _FILE.search(name)
    if found is None:
        return None
    month = found.group(2).upper()
    if month == "CONTR":
        return date(int(found.group(1)), 1, 1)
    return date(int(found.group(1)), _MONTHS.index(month) + 1, 1) if month in _MONTHS else None


def read_cms_file(path: Path) -> CmsTable | str:
    """What the file holds, or the sentence on why it is no such file. Raises OSError."""
    content = path.read_bytes()
    if not content.strip():
        return f"{path.name} is empty."
    if content.startswith(b"PK"):
        return f"{path.name} is a ZIP or Excel file: take the .txt file out of CMS’s ZIP."
    if b"\0" in content:
        return f"{path.name} is not a text file: take the .txt file out of CMS’s ZIP."
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")  # as of 2019: a byte a character
    read = _Rows(text)
    if not read.found:
        return f"{path.name} has no row of CMS’s layout: take HCPC…_ANWEB….txt, not the Excel file."
    return read.table()


class _Rows:
    """One reading of the file's lines."""

    def __init__(self, text: str) -> None:
        self.found = False
        self._errors: list[str] = []
        self._rows: dict[str, list[str]] = {}
        self._descriptors: dict[str, list[str]] = {}
        self._last = ""
        self._lengths: dict[bool, set[int]] = {False: set(), True: set()}
        lines = text.split("\n")
        cut_off = lines.pop() if lines[-1] else ""
        lines = lines[:-1] if lines and not cut_off and not lines[-1] else lines
        for number, line in enumerate(lines, start=1):
            self._line(number, line.rstrip("\r"))
        if cut_off:
            self._last_line(len(lines) + 1, cut_off)

    def table(self) -> CmsTable:
        """Everything that was read, and what is wrong."""
        lines = [
            "\t".join((*row, " ".join(self._descriptors[code]))) for code, row in self._rows.items()
        ]
        codes = sum(len(code) == 5 for code in self._rows)
        return CmsTable(lines, codes, len(self._rows) - codes, self._errors)

    def _line(self, number: int, line: str) -> None:
        if not _ROW.match(line):
            if line.strip() and (self.found or _LOOKS_LIKE_A_ROW.match(line)):
                self._wrong(number, f"“{line[:24].strip()}” is not a row of CMS’s layout")
                self.found = True
            return
        self.found = True
        code, goes_on = line[:5].strip(), line[10] not in _FIRST_ROWS
        self._lengths[goes_on].add(len(line))
        if not goes_on:
            self._first_row(number, code, line)
        elif code != self._last:
            self._wrong(number, f"{code} goes on, but the row before is of {self._last or 'none'}")
        elif not _words(line).isprintable():
            self._wrong(number, f"{code} has a character without a picture in its descriptor")
        else:
            self._descriptors[code].append(_words(line))

    def _first_row(self, number: int, code: str, line: str) -> None:
        self._last = code
        descriptor = _words(line)
        self._descriptors.setdefault(code, []).append(descriptor)
        if len(line) < _SHORTEST_ROW:
            self._wrong(number, f"{code} is cut off after {len(line)} characters")
        elif code in self._rows:
            self._wrong(number, f"{code} is there twice")
        elif not descriptor:
            self._wrong(number, f"{code} has no descriptor")
        elif not descriptor.isprintable():
            self._wrong(number, f"{code} has a character without a picture in its descriptor")
        elif (first_day := line[_FIRST_DAY]) and not _is_day(first_day):
            self._wrong(number, f"{code} has no first day at 269–276 but “{first_day.strip()}”")
        elif (last_day := line[_LAST_DAY].strip()) and not _is_day(last_day):
            self._wrong(number, f"{code} has no last day at 285–292 but “{last_day}”")
        elif last_day and last_day < first_day:
            self._wrong(number, f"{code} ends on {last_day}, before it begins on {first_day}")
        else:
            successor = line[_SUCCEEDED] if is_hcpcs(line[_SUCCEEDED]) else ""
            self._rows[code] = [code, first_day, last_day, successor]

    def _last_line(self, number: int, line: str) -> None:
        """One without a line end: a row as long as those before it, or the file was cut off."""
        goes_on = bool(_ROW.match(line)) and line[10] not in _FIRST_ROWS
        lengths = self._lengths[goes_on] or self._lengths[not goes_on]
        shortest = _SHORTEST_CONTINUATION if goes_on else _SHORTEST_ROW
        is_whole = len(line) in lengths or (not lengths and len(line) >= shortest)
        if is_whole or not (self.found or _LOOKS_LIKE_A_ROW.match(line)):
            self._line(number, line)
            return
        self.found = True
        self._wrong(number, f"the file ends within a row, after {len(line)} characters")

    def _wrong(self, number: int, what: str) -> None:
        self._errors.append(f"line {number:,}: {what}")


def _words(line: str) -> str:
    return " ".join(line[_LONG].split())


def _is_day(digits: str) -> bool:
    if not re.fullmatch(r"[0-9]{8}", digits, re.ASCII):
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
