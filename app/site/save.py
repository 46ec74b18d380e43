"""Changing `site.toml`: the changed keys alone, beside what others changed meanwhile.

Comments and order stay. What would come out is read first as at every start, so that nothing is
written that could not be used.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Union

from app import __version__
from app.core.drug import Drug
from app.core.notation import plain
from app.core.site_choices import CodeDecision
from app.reference.file_error import ReferenceFileError
from app.site.site_file import FORMAT, is_newer, newer_sentence
from app.site.site_folder import FoundBy, SiteFolder
from app.site.site_table import read_site_text
from app.site.whole_file import SiteBusyError, locked, why_not_written, write_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Item

Value = Union[str, int, bool, Decimal, date, Mapping[str, "Value"]]  # noqa: UP007 it names itself
Changes = Mapping[str, Value | None]
"""Key → new value, None to go back to the program's own: {"payer": "medicaid",
"charges_usd.durvalumab": Decimal("120.50"), "rounding": {"percent": …}, "theme": None}."""

_HEAD: Final = "# What this site settled; every key that is not here is the program’s own.\n"


def save(folder: SiteFolder, changes: Changes, drugs: tuple[Drug, ...]) -> str:
    """Change these keys, whole or not at all; "" or the sentence on why nothing was changed."""
    return _change(folder, changes, None, drugs)


def save_code_decision(folder: SiteFolder, decision: CodeDecision, drugs: tuple[Drug, ...]) -> str:
    """Add a decision behind the earlier ones, which are kept; "" or the sentence."""
    return _change(folder, {}, decision, drugs)


def _change(
    folder: SiteFolder, changes: Changes, decision: CodeDecision | None, drugs: tuple[Drug, ...]
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
            after = _changed(before, changes, decision)
            read_site_text(after, drugs)
            if after != before:
                write_whole(path, after.encode())
    except ReferenceFileError as error:
        return f"{path.name} was not changed: {error.key} {error.why}."
    except (OSError, UnicodeDecodeError, SiteBusyError) as error:
        return why_not_written(path.name, folder.path, error)
    return ""


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
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise ReferenceFileError("site.toml", "", f"it is damaged ({error})") from error
    return tomlkit.dumps(document)


def _set(document: "TOMLDocument", key: str, value: Value | None) -> None:
    """Put the value under a path such as "limits.durvalumab", or take what is there away."""
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import Table  # noqa: PLC0415

    parent: TOMLDocument | Table = document
    *tables, last = key.split(".")
    for name in tables:
        found = parent.get(name)
        if not isinstance(found, Table):
            if value is None:
                return
            found = tomlkit.table(is_super_table=True)
            parent[name] = found
        parent = found
    if value is None:
        parent.pop(last, None)
        if not parent and tables:
            document.pop(tables[0], None)
    elif parent.get(last) != value:
        parent[last] = _item(value)


def _append(document: "TOMLDocument", decision: CodeDecision) -> None:
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import AoT  # noqa: PLC0415

    row = tomlkit.table()
    row.trivia.indent = "\n"
    for key in ("drug", "code", "by", "why", "on", "table_dated"):
        row[key] = getattr(decision, key)
    if not isinstance(document.get("code_decisions"), AoT):
        document["code_decisions"] = tomlkit.aot()
    document["code_decisions"].append(row)


def _item(value: Value) -> "Item":
    import tomlkit  # noqa: PLC0415

    if isinstance(value, Mapping):
        table = tomlkit.table()
        for key, inner in value.items():
            table[key] = _item(inner)
        return table
    return tomlkit.value(plain(value)) if isinstance(value, Decimal) else tomlkit.item(value)
