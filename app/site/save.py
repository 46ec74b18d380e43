"""Changing `site.toml`: the changed keys alone, beside what others changed meanwhile.

Comments and order stay. What would come out is read first as at every start, so that nothing is
written that could not be used.
"""

import tomllib
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Union, cast

from app import __version__
from app.core.drug import Drug
from app.core.notation import plain
from app.core.site_choices import CodeDecision
from app.reference.file_error import ReferenceFileError
from app.site.site_file import FORMAT, is_newer, newer_sentence
from app.site.site_folder import FoundBy, SiteFolder
from app.site.site_table import read_site_text, why_not_yet
from app.site.whole_file import SiteBusyError, locked, why_not_written, write_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Item

    Container = MutableMapping[str, Item]

Value = Union[str, int, bool, Decimal, date, Mapping[str, "Value"]]  # noqa: UP007 it names itself
Changes = Mapping[str, Value | None]
"""Key → new value, None to go back to the program's own: {"payer": "medicaid",
"charges_usd.durvalumab": Decimal("120.50"), "rounding": {"percent": …}, "theme": None}."""

_HEAD: Final = "# What this site settled; every key that is not here is the program’s own.\n"


def save(
    folder: SiteFolder, changes: Changes, drugs: tuple[Drug, ...], seen: Changes | None = None
) -> str:
    """Change these keys, whole or not at all; "" or the sentence on why nothing was changed.

    `drugs` are those before the site's limits (`Site.own_drugs`), `seen` the values that the person
    saw (`seen_in`): where one is another by now, nothing is changed, and the sentence says what it
    is.
    """
    return _change(folder, changes, None, drugs, seen or {})


def seen_in(text: str, keys: Iterable[str]) -> Changes:
    """The values of these keys in a text of `site.toml` (`Site.text`), None for one that is not."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        content = {}
    return {key: _value_at(content, key) for key in keys}


def save_code_decision(
    folder: SiteFolder, decision: CodeDecision, drugs: tuple[Drug, ...], today: date | None = None
) -> str:
    """Add a decision behind the earlier ones, which are kept; "" or the sentence.

    One of a day after `today`, by default the clock's, would be left out when it is read.
    """
    future = why_not_yet(decision, today or datetime.now(UTC).astimezone().date())
    if future:
        return f"{folder.site_file.name} was not changed: of the decision {future}."
    return _change(folder, {}, decision, drugs, {})


def _change(
    folder: SiteFolder,
    changes: Changes,
    decision: CodeDecision | None,
    drugs: tuple[Drug, ...],
    seen: Changes,
) -> str:
    path = folder.site_file
    try:
        if folder.found_by is FoundBy.OWN:
            folder.path.mkdir(parents=True, exist_ok=True)
        elif folder.missing:
            return folder.missing
        with locked(folder.path):
            before = path.read_text(encoding="utf-8-sig") if path.exists() else _HEAD
            if is_newer(before):
                return newer_sentence(folder)
            if meanwhile := _changed_meanwhile(before, seen):
                return f"{path.name} was not changed: {meanwhile}. Look again before you change it."
            after = _changed(before, changes, decision)
            read_site_text(after, drugs)
            if after != before:
                write_whole(path, after.encode())
    except ReferenceFileError as error:
        return f"{path.name} was not changed: {error.reason}."
    except (OSError, UnicodeDecodeError, SiteBusyError) as error:
        return why_not_written(path.name, folder.path, error)
    return ""


def _changed_meanwhile(text: str, seen: Changes) -> str:
    """What somebody else changed since these values were seen, "" where they are still there."""
    for key, now in seen_in(text, seen).items():
        if now != seen[key]:
            is_now = "was taken away meanwhile" if now is None else f"is {_said(now)} by now"
            return f"{key} {is_now}, set by somebody else"
    return ""


def _said(value: Value) -> str:
    """A value as a person reads it: "10", "true", "percent 10, authority P&T"."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(inner)}" for key, inner in value.items())
    if isinstance(value, bool):
        return str(value).lower()
    return plain(value) if isinstance(value, Decimal) else str(value)


def _value_at(content: Mapping[str, Value], key: str) -> Value | None:
    found: Value | None = content
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _changed(before: str, changes: Changes, decision: CodeDecision | None) -> str:
    """The text with the changes in it; raises ReferenceFileError where it is not TOML."""
    import tomlkit  # noqa: PLC0415 15 ms that only a change takes
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        document = tomlkit.parse(before)
        for key, value in {"format": FORMAT, "program": __version__, **changes}.items():
            _set(document, key, value)
        if decision is not None:
            _append(document, decision)
        after = tomlkit.dumps(document)
        _refuse_other_changes(before, after, changes)
    except (TOMLKitError, ValueError, ArithmeticError, RecursionError) as error:
        raise ReferenceFileError("site.toml", "", f"it is damaged ({error})") from error
    return after


def _refuse_other_changes(before: str, after: str, changes: Changes) -> None:
    """Raise where a way of writing that is rare took another key along, or kept the change out."""
    was, now = (tomllib.loads(text, parse_float=Decimal) for text in (before, after))
    ours = ("format", "program", "code_decisions", *(key.split(".")[0] for key in changes))
    others = {key for key in (*was, *now) if key not in ours}
    wrong = [key for key in others if was.get(key) != now.get(key)]
    wrong += [key for key, value in changes.items() if _value_at(now, key) != value]
    if wrong:
        raise ReferenceFileError("site.toml", wrong[0], "cannot be changed alone as it is written")


def _set(document: "TOMLDocument", key: str, value: Value | None) -> None:
    """Put the value under a path such as "limits.durvalumab", or take what is there away.

    A table that this leaves empty goes too, and no other: whatever stands beside it stays, also
    where a person wrote `limits = { durvalumab = { … } }` or the same table in two places.
    """
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import InlineTable  # noqa: PLC0415

    *tables, last = key.split(".")
    path: list[tuple[Container, str]] = []
    parent: Container = document
    for name in tables:
        if not isinstance(parent.get(name), MutableMapping):
            if value is None:
                return
            is_inline = isinstance(parent, InlineTable)
            parent[name] = (
                tomlkit.inline_table() if is_inline else tomlkit.table(is_super_table=True)
            )
        path.append((parent, name))
        parent = cast("Container", parent[name])
    if value is not None:
        _put(parent, last, value)
        return
    parent.pop(last, None)
    for above, name in reversed(path):
        if not cast("Container", above[name]):
            above.pop(name)


def _put(parent: "Container", key: str, value: Value) -> None:
    """The value under the key; in a table that is there already only what differs is touched."""
    from tomlkit.items import InlineTable  # noqa: PLC0415

    there = cast("object", parent.get(key))
    if isinstance(value, Mapping) and isinstance(there, MutableMapping):
        for gone in [name for name in there if name not in value]:
            there.pop(gone)
        for name, inner in value.items():
            _put(there, name, inner)
    elif there != value:
        parent[key] = _item(value, is_inline=isinstance(parent, InlineTable))


def _append(document: "TOMLDocument", decision: CodeDecision) -> None:
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import AoT  # noqa: PLC0415

    row = tomlkit.table()
    row.trivia.indent = "\n"
    for key in ("drug", "code", "by", "why", "on", "table_dated"):
        row[key] = getattr(decision, key)
    if not isinstance(document.get("code_decisions"), AoT):
        document["code_decisions"] = tomlkit.aot()
    earlier = document["code_decisions"]
    if len(earlier) and dict(earlier[-1]) == dict(row):
        return  # pressed twice
    document["code_decisions"].append(row)


def _item(value: Value, *, is_inline: bool = False) -> "Item":
    import tomlkit  # noqa: PLC0415

    if isinstance(value, Mapping):
        table = tomlkit.inline_table() if is_inline else tomlkit.table()
        for key, inner in value.items():
            table[key] = _item(inner, is_inline=is_inline)
        return table
    return tomlkit.value(plain(value)) if isinstance(value, Decimal) else tomlkit.item(value)
