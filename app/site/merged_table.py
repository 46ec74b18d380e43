"""The program's HCPCS table and an imported one as one: the newest that has a code answers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.core.code_table import CodeEntry, CodeTable


def merged_table(ours: CodeTable, imported: CodeTable) -> CodeTable:
    """Name, day and wholeness of the newer table; crosswalk, most units and rates are ours.

    An older import adds the codes that ours lacks, each under its own table's name, and it takes
    nothing away. `status` is not the table's but OPPS's: ours stays.

    A code goes stale with the tables that have it. Ours is good for longer than its day tells,
    since its codes were found in newer lists too: so one that both have is good until the later of
    the two days, and an import can never make it stale sooner. One that a single table has goes
    stale with that table, whatever the other one's day.
    """
    if imported.dated < ours.dated:
        return replace(ours, entries=_Merged(ours.entries, imported.entries))
    stale_after = max(ours.stale_after, imported.stale_after)
    first = {
        code: imported.entries[code]._replace(status=entry.status, stale_after=stale_after)
        if code in imported.entries
        else entry._replace(stale_after=entry.stale_after or ours.stale_after)
        for code, entry in ours.entries.items()
    }
    return replace(
        ours,
        name=imported.name,
        dated=imported.dated,
        stale_after=stale_after,
        is_whole=imported.is_whole,
        entries=_Merged(first, imported.entries),
    )


class _Merged(Mapping[str, CodeEntry]):
    """Two mappings as one; what is in the first hides the second's and comes before it."""

    def __init__(self, first: Mapping[str, CodeEntry], second: Mapping[str, CodeEntry]) -> None:
        self._first = first
        self._second = second

    def __getitem__(self, code: str) -> CodeEntry:
        return self._first[code] if code in self._first else self._second[code]

    def __iter__(self) -> Iterator[str]:
        yield from self._first
        yield from (code for code in self._second if code not in self._first)

    def __len__(self) -> int:
        return len(self._first) + sum(code not in self._first for code in self._second)

    def __contains__(self, code: object) -> bool:
        return code in self._first or code in self._second
