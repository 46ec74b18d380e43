"""An entry of the record as one line of JSON, for `records --json` and for an export alike."""

import json

from app.contract.json_text import JsonObject
from app.records.entry import Entry


def entry_object(entry: Entry) -> JsonObject:
    """All of an entry; course, corrects and check only where there are any."""
    new = entry.content
    may_be_absent: JsonObject = {"course": new.course, "corrects": new.corrects}
    return {
        "id": entry.id,
        "hash": entry.hash,
        "previous": entry.previous,
        "when": entry.at,
        "by": new.by,
        "meaning": new.meaning.value,
        "encounter": new.encounter,
        **{field: text for field, text in may_be_absent.items() if text},
        "request": new.request,
        "answers": dict(new.answers),
        "worksheet": new.worksheet,
        **({} if new.check is None else {"check": new.check}),
        "page": new.page,
        "program": new.program,
        "tables": dict(new.tables),
    }


def json_line(value: JsonObject) -> bytes:
    """A value as one line of UTF-8, its line end included."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
