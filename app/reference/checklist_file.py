"""`resources/checklist.toml`: what has to be documented, in the order of the day."""

from pathlib import Path

from app.core.checklist import ChecklistItem
from app.core.fact import Fact
from app.reference.source_file import Sources, source_text
from app.reference.table import Table, read_toml


def read_checklist(path: Path, sources: Sources) -> tuple[ChecklistItem, ...]:
    """Every item in the order of the file; raises ReferenceFileError."""
    return read_toml(path, lambda file: _items(file, sources))


def facts(row: Table, key: str) -> frozenset[Fact]:
    """The facts that a row names under `key`, none where the key is absent.

    Raises ReferenceFileError for a name that is not one of the core's closed list.
    """
    return frozenset(_fact(row, key, name) for name in row.texts(key))


def _fact(row: Table, key: str, name: str) -> Fact:
    try:
        return Fact(name)
    except ValueError:
        row.refuse(key, f"“{name}” is not one of {', '.join(Fact)}")


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
        asked_when=facts(row, "asked_when"),
        met_when=facts(row, "met_when"),
        not_asked_because=row.optional_text("not_asked_because"),
        of_this_dose=row.optional_flag("of_this_dose"),
    )
    if bool(item.asked_when) != bool(item.not_asked_because):
        row.refuse("not_asked_because", "goes with `asked_when`: both or neither")
    return item
