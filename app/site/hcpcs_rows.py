"""`hcpcs.tsv`: an imported HCPCS table, a line a code, of which an entry is made when it is asked.

The first line names the file's kind, the table, its day, the file of CMS, how many codes and
modifiers there are, and a checksum of the rest; a line is code, first and last day, successor and
descriptor, with tabs between. Modifiers have two characters.
"""

import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from app.core.code_table import CodeEntry, CodeTable
from app.core.codes import is_hcpcs
from app.reference.file_error import printable

KIND: Final = "vialwise-hcpcs-1"
_CODE_END: Final = 5
_FIELDS: Final = 5
_LAST_YEAR: Final = 2199
_MOST_BYTES: Final = 20_000_000
"""Thirty times what CMS's table takes."""
WHOLE_FROM: Final = 5_000
"""CMS's own files hold more than 6,000 codes; one with fewer is a part of one."""
_QUARTER_AND_MARGIN: Final = timedelta(days=123)
"""CMS brings a table each quarter, on 1 January, April, July and October. One that is a quarter
old has a successor; a month is left to fetch it."""
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
CHANGED: Final = (
    "is not as import-hcpcs wrote it: import CMS’s file again. The program’s table serves"
)


class HcpcsFileError(Exception):
    """The imported table cannot be used: why."""


class HcpcsHead(NamedTuple):
    """What the first line says."""

    name: str
    dated: date
    file: str
    codes: int
    modifiers: int

    @property
    def stale_after(self) -> date:
        """The last day for which the table is taken as it stands."""
        return self.dated + _QUARTER_AND_MARGIN

    @property
    def is_as_written(self) -> bool:
        """Whether the import can have written this."""
        return (
            self.dated.year <= _LAST_YEAR
            and self.name == table_name(self.dated)
            and self.file.isprintable()
        )


def table_name(dated: date) -> str:
    """ "HCPCS table of October 2026", in English wherever the program runs."""
    return f"HCPCS table of {_MONTHS[dated.month - 1]} {dated.year}"


class HcpcsRows(Mapping[str, CodeEntry]):
    """The codes of an imported table; modifiers are not among them."""

    def __init__(self, lines: Mapping[str, str], head: HcpcsHead) -> None:
        self._lines = lines
        self._head = head
        self._made: dict[str, CodeEntry] = {}

    def __getitem__(self, code: str) -> CodeEntry:
        made = self._made.get(code)
        if made is None:
            made = self._made[code] = self._entry(self._lines[code])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, code: object) -> bool:
        return code in self._lines

    def _entry(self, line: str) -> CodeEntry:
        """Of any line, so that a table that somebody forged stops nothing."""
        fields = [*line.split("\t", _FIELDS - 1), *[""] * _FIELDS]
        code, first_day, last_day, replaced_by, descriptor = fields[:_FIELDS]
        return CodeEntry(
            code=code,
            descriptor=printable(descriptor),
            first_day=_day(first_day),
            last_day=_day(last_day),
            replaced_by=replaced_by if is_hcpcs(replaced_by) else "",
            status="",
            table=self._head.name,
            source=f"CMS HCPCS file {self._head.file}, imported by the site",
            stale_after=self._head.stale_after,
        )


def hcpcs_text(head: HcpcsHead, lines: list[str]) -> bytes:
    """The file's bytes; the lines' own days are YYYYMMDD."""
    body = "".join(f"{line}\n" for line in lines).encode()
    first = (KIND, head.name, head.dated.isoformat(), head.file, head.codes, head.modifiers)
    return "\t".join(map(str, (*first, zlib.crc32(body)))).encode() + b"\n" + body


def read_hcpcs_rows(path: Path) -> CodeTable:
    """The imported table, without crosswalk, most units and rates.

    Raises HcpcsFileError for a file that was not written by the import or was changed since, and
    OSError.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise HcpcsFileError(CHANGED)
    first, _, body = path.read_bytes().partition(b"\n")
    try:
        kind, name, dated, file, codes, modifiers, checksum = first.decode().split("\t")
        head = HcpcsHead(name, date.fromisoformat(dated), file, int(codes), int(modifiers))
        is_ours = kind == KIND and head.is_as_written and zlib.crc32(body) == int(checksum)
        lines = body.decode().split("\n")
    except ValueError as error:
        raise HcpcsFileError(CHANGED) from error
    if not is_ours:
        raise HcpcsFileError(CHANGED)
    by_code = {line[:_CODE_END]: line for line in lines if line[_CODE_END : _CODE_END + 1] == "\t"}
    if len(by_code) != head.codes:
        raise HcpcsFileError(CHANGED)
    return CodeTable(
        name=head.name,
        dated=head.dated,
        stale_after=head.stale_after,
        is_whole=head.codes >= WHOLE_FROM,
        entries=HcpcsRows(by_code, head),
        crosswalk={},
        most_units={},
        rates=(),
    )


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits else None
    except ValueError:
        return None
