"""`resources/checklist.toml`: what has to be documented, in the order of the day."""

from pathlib import Path

from app.core.checklist import ChecklistItem
from app.core.fact import Fact
from app.reference.source_file import Sources, source_text
from app.reference.table import Table, read_toml


def read_checklist(path: Path, sources: Sources) -> tuple[ChecklistItem, ...]:
    """Every item in the order of the file; raises ReferenceFileError."""
    return read_toml(path, lambda file: _items(file, sources))


def _items(file: Table, sources: Sources) -> tuple[ChecklistItem, ...]:
    items = file.tables("items", lambda row: _item(row, sources))
    if len({item.id for item in items}) != len(items):
        file.refuse("items", "two have the same id")
    return items


def _item(row: Table, sources: Sources) -> ChecklistItem:
    item = ChecklistItem(
        id=row.text("id"),
        text=row.text("text"),
        why=row.text("why"),
        source=source_text(row, sources),
        asked_when=row.words("asked_when", Fact),
        met_when=row.words("met_when", Fact),
        not_asked_because=row.optional_text("not_asked_because"),
        of_this_dose=row.optional_flag("of_this_dose"),
    )
    if bool(item.asked_when) != bool(item.not_asked_because):
        row.refuse("not_asked_because", "goes with `asked_when`: both or neither")
    return item
