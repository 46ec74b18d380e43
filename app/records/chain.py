"""The canonical content of an entry and the hash that chains it to the one before.

The chain has no key: it shows accidents and edits, not that somebody wrote all of it anew. Against
that stands the newest hash, printed on each paper and export.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple, cast

from app.contract.json_text import JsonObject
from app.records.entry import Meaning, NewEntry

BEFORE_THE_FIRST: Final = "0" * 64
"""What stands for the hash of the entry before the first."""

FORMAT: Final = 1
"""How the content is written; another way of writing it would take the next number."""

_ID: Final = re.compile(r"R-([0-9]{6,15})")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_LONGEST_SEARCHED: Final = 200
"""Characters of what is searched for, whatever a rule takes: PostgreSQL can index thousands."""
_LONGEST_CONTENT: Final = 5_000_000
"""Bytes; a worksheet with its page has some tens of thousands."""

_NOT_AN_ENTRY: Final = "is not written as an entry is"
_BY_A_NEWER: Final = "was written by a newer Vialwise"


class Content(NamedTuple):
    """What the content of an entry says."""

    id: str
    place: int
    at: str
    new: NewEntry


def id_of(place: int) -> str:
    """The id of the entry at that place: "R-000123"."""
    return f"R-{place:06}"


def place_in(entry_id: str) -> int:
    """The place that an id is made of, 0 where it is no id."""
    found = _ID.fullmatch(entry_id)
    return int(found[1]) if found else 0


def utc_text(at: datetime) -> str:
    """The moment in UTC, to the second; raises ValueError where it names no time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def content_of(new: NewEntry, place: int, at: str) -> bytes:
    """The one text of an entry that its hash covers: sorted keys, no blanks, UTF-8.

    Raises ValueError for what cannot be written so: half of a surrogate pair, infinity, no JSON.
    """
    fields: JsonObject = {
        "answers": dict(new.answers),
        "at": at,
        "by": new.by,
        "check": new.check,
        "corrects": new.corrects,
        "course": new.course,
        "encounter": new.encounter,
        "format": FORMAT,
        "id": id_of(place),
        "meaning": new.meaning.value,
        "page": new.page,
        "place": place,
        "program": new.program,
        "request": new.request,
        "tables": dict(new.tables),
        "worksheet": new.worksheet,
    }
    try:
        return json.dumps(
            fields, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        ).encode()
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def why_not_kept(new: NewEntry, content: bytes) -> str:
    """Why no store could keep it or find it again, "" where both can."""
    for what, text in (
        ("encounter", new.encounter),
        ("course", new.course),
        ("initials", new.by),
    ):
        if len(text) > _LONGEST_SEARCHED:
            return f"the {what} is longer than {_LONGEST_SEARCHED} characters."
        if any(character < " " for character in text):
            return f"the {what} holds a line end or another character that cannot be seen."
    if len(content) > _LONGEST_CONTENT:
        return f"it is longer than {_LONGEST_CONTENT:,} bytes."
    return ""


def read_hash(text: str) -> str:
    """The hash that a person typed or pasted, blanks or not; "" where it is none."""
    found = "".join(text.split()).lower()
    return found if _HASH.fullmatch(found) else ""


def hash_of(previous: str, content: bytes) -> str:
    """SHA-256 over the hash of the entry before and the content, 64 hexadecimal digits."""
    return hashlib.sha256(previous.encode() + content).hexdigest()


def read_content(content: bytes) -> Content:
    """What the content of an entry says; raises ValueError where it is not the text of one.

    What is not written in the one way that `content_of` writes could be read as two things by two
    readers: with a key twice, for one.
    """
    said = _said_by(content)
    try:
        is_the_one_text = content_of(said.new, said.place, said.at) == content
    except ValueError:  # half of a surrogate pair
        is_the_one_text = False
    if not is_the_one_text:
        raise ValueError(_NOT_AN_ENTRY)
    return said


def _said_by(content: bytes) -> Content:
    try:
        fields = cast("Mapping[str, object]", json.loads(content))
        if fields["format"] != FORMAT:
            raise ValueError(_BY_A_NEWER)
        check = fields["check"]
        return Content(
            _text(fields, "id"),
            _whole_number(fields, "place"),
            _text(fields, "at"),
            NewEntry(
                encounter=_text(fields, "encounter"),
                by=_text(fields, "by"),
                meaning=Meaning(_text(fields, "meaning")),
                request=_object(fields["request"]),
                worksheet=_object(fields["worksheet"]),
                page=_text(fields, "page"),
                answers=_texts(fields, "answers"),
                program=_text(fields, "program"),
                tables=_texts(fields, "tables"),
                course=_text(fields, "course"),
                corrects=_text(fields, "corrects"),
                check=None if check is None else _object(check),
            ),
        )
    except (
        KeyError,
        TypeError,
        RecursionError,
        json.JSONDecodeError,
        UnicodeDecodeError,
    ) as error:
        raise ValueError(_NOT_AN_ENTRY) from error


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _whole_number(fields: Mapping[str, object], key: str) -> int:
    value = fields[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(key)
    return value


def _object(value: object) -> JsonObject:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _texts(fields: Mapping[str, object], key: str) -> Mapping[str, str]:
    texts = _object(fields[key])
    return {name: _text(texts, name) for name in texts}
