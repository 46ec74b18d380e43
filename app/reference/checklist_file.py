"""`resources/checklist.toml`: what has to be documented, in the order of the day."""

from pathlib import Path
from typing import Final

from app.core.checklist_item import AnswerForm, ChecklistItem, ItemMoment
from app.core.fact import Fact
from app.reference.source_file import Sources, source_text
from app.reference.table import Table, read_toml

_NO_MOMENT: Final = f"is missing: write one of {', '.join(ItemMoment)}"


def read_checklist(path: Path, sources: Sources) -> tuple[ChecklistItem, ...]:
    """Every item in the order of the file; raises ReferenceFileError."""
    return read_toml(path, lambda file: _items(file, sources))


def _items(file: Table, sources: Sources) -> tuple[ChecklistItem, ...]:
    items = file.tables("items", lambda row: _item(row, sources))
    if len({item.id for item in items}) != len(items):
        file.refuse("items", "have one id twice")
    return items


def _item(row: Table, sources: Sources) -> ChecklistItem:
    form = row.optional_word("answer", AnswerForm) or AnswerForm.TICK
    item = ChecklistItem(
        id=row.text("id"),
        text=row.text("text"),
        why=row.text("why"),
        source=source_text(row, sources),
        asked_when=row.words("asked_when", Fact),
        met_when=row.words("met_when", Fact),
        not_asked_because=row.optional_text("not_asked_because"),
        moment=row.optional_word("moment", ItemMoment) or row.refuse("moment", _NO_MOMENT),
        form=form,
        usual=_usual(row, form),
        of_this_dose=row.optional_flag("of_this_dose"),
    )
    if bool(item.asked_when) != bool(item.not_asked_because):
        row.refuse("not_asked_because", "goes with `asked_when`: both or neither")
    if form is AnswerForm.PROGRAM and not item.met_when:
        row.refuse("met_when", "is missing: the program answers the item when all of them hold")
    return item


def _usual(row: Table, form: AnswerForm) -> str:
    """The answer that one key puts in: any words, of a discard its reason and disposal."""
    usual = row.optional_text("usual")
    if not usual or form is AnswerForm.TEXT:
        return usual
    if form is not AnswerForm.DISCARD:
        row.refuse("usual", 'goes with answer = "text" or "discard" alone')
    reason, _, disposal = usual.partition("; ")
    if not reason.strip() or not disposal.strip() or "; " in disposal:
        row.refuse("usual", "is not a reason and a disposal, such as “rest of the vial; waste bin”")
    return usual
