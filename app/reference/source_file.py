"""`resources/sources.toml`: where a rule was read, as a text for a person."""

from pathlib import Path

from app.reference.table import Table, read_toml

Sources = dict[str, str]
"""Source id → "US label copy, PrescriberPoint, 2026-01-02 (prescriberpoint.com/…)"."""


class OwnSources(Sources):
    """For a site's own files: the program's sources by their ids, any other text as it stands."""

    def __missing__(self, source: str) -> str:
        return source


def read_sources(path: Path) -> Sources:
    """Every source of the file by its id; raises ReferenceFileError."""
    return read_toml(path, lambda file: file.named(_source))


def source_text(table: Table, sources: Sources) -> str:
    """The readable source that a row names under `source`; raises ReferenceFileError."""
    source_id = table.text("source")
    try:
        return sources[source_id]
    except KeyError:
        table.refuse("source", f"“{source_id}” is not the id of a source")


def _source(table: Table) -> str:
    title, address = table.text("title"), table.text("address")
    dated, read = table.optional_text("dated"), table.optional_text("read")
    if bool(dated) == bool(read):
        table.refuse("dated", "or `read` is needed, and not both of them")
    return f"{title}, {dated or f'read {read}'} ({address})"
