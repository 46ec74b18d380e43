"""The record as a file for others: a table for a spreadsheet (CSV), or every entry whole (JSON).

Both bear the newest hash of the record, against which `verify-records --head` checks it later: the
CSV in the last column of every row, so that sorting and cutting leave it there, the JSON in a last
line of its own, {"newest_hash": …, "entries": how many}.

CSV is UTF-8 with the mark that Excel reads it by, quoted and ended as RFC 4180 says, with plain
decimals and no thousands comma. A spreadsheet takes a text that begins with =, +, -, @, a tab or a
line end for a formula and would run it: such a text gets an apostrophe before it, also where it
stands behind blanks. Take the apostrophe off when reading the file back.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.core.notation import plain
from app.records.dose_entries import Search, find_doses
from app.records.entry import Entry
from app.records.entry_json import entry_object, json_line
from app.records.held import EntriesOf, held_in, may_hold
from app.records.kept_sheet import NotWholeError, read_sheet, text_in
from app.records.recorded_dose import open_items
from app.records.trouble import RecordTrouble
from app.reference import Reference

if TYPE_CHECKING:
    from app.records.record import Record

COLUMNS: Final = (
    "id",
    "recorded_at",
    "by",
    "meaning",
    "corrects",
    "encounter",
    "course",
    "date_of_service",
    "payer",
    "drug",
    "status",
    "basis",
    "ordered_mg",
    "dose_mg",
    "given_mg",
    "vials",
    "opened_mg",
    "discarded_mg",
    "avoidable_mg",
    "kept_mg",
    "lost_mg",
    "carried_in_mg",
    "left_mg",
    "units_given",
    "units_discarded",
    "claim_lines",
    "claim_ready",
    "held",
    "checklist_open",
    "program",
    "code_table",
    "hash",
    "newest_hash",
)
"""One row an entry; amounts in mg, `recorded_at` in UTC.

`held` is what a second check holds of the order now, in all of its rows, and then `claim_ready` is
"no" in each: that was recorded before the check.
"""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def refuse_taken(path: Path) -> None:
    """Raise RecordTrouble where something is there already: it may be the record itself."""
    if path.exists():
        raise RecordTrouble(f"{path} is there already. Name a new file.")


def entries_found(record: "Record", search: Search, reference: Reference) -> list[Entry]:
    """All entries of the doses that are asked for, oldest first; raises RecordTrouble for none.

    One that cannot be read is not left out in silence: then there are none.
    """
    if search == Search():
        found = {entry.place: entry for entry in record.entries()}
    else:
        found = {}
        for dose in find_doses(record, search, reference):
            if isinstance(dose, str):
                raise RecordTrouble(f"Nothing was written: {dose}")
            if dose is not None:
                found |= {entry.place: entry for entry in dose.entries}
    if not found:
        raise RecordTrouble("Nothing was found, so there is nothing to write.")
    return [found[place] for place in sorted(found)]


def write_csv(
    path: Path,
    entries: Iterable[Entry],
    newest_hash: str,
    reference: Reference,
    entries_of: EntriesOf,
) -> int:
    """Write the table, whole or not at all; how many entries. Raises RecordTrouble.

    `entries_of` an encounter are all that the record has, exported or not: a check among them may
    hold an order.
    """
    rows, to_look_at = [], set()
    for entry in entries:
        try:
            rows.append(row_of(entry, reference) | {"newest_hash": newest_hash})
        except NotWholeError as error:
            raise RecordTrouble(
                f"{entry.id} has no row in a table: its worksheet is not whole. "
                "Export JSON instead."
            ) from error
        if may_hold(entry):
            to_look_at.add(entry.content.encounter)
    held = held_in(to_look_at, entries_of)
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows:
        if sentence := held.get(row["id"]):
            row |= {"claim_ready": "no", "held": sentence}
        table.writerow([harmless(row[column]) for column in COLUMNS])
    _write(path, text.getvalue().encode("utf-8-sig"))
    return len(rows)


def write_json(path: Path, entries: Iterable[Entry], newest_hash: str) -> int:
    """Write an entry a line, as `records --json` does, and the newest hash last; how many entries.

    Whole or not at all. Raises RecordTrouble.
    """
    lines = [json_line(entry_object(entry)) for entry in entries]
    last = json_line({"newest_hash": newest_hash, "entries": len(lines)})
    _write(path, b"".join([*lines, last]))
    return len(lines)


def row_of(entry: Entry, reference: Reference) -> dict[str, str]:
    """The row of an entry by itself, but for the newest hash; raises NotWholeError."""
    new, request = entry.content, entry.content.request
    sheet = read_sheet(new.worksheet)
    return {
        "id": entry.id,
        "recorded_at": entry.at,
        "by": new.by,
        "meaning": new.meaning.value,
        "corrects": new.corrects,
        "encounter": new.encounter,
        "course": new.course,
        "date_of_service": text_in(request, "date_of_service"),
        "payer": text_in(request, "payer"),
        "drug": sheet.drug_name,
        "status": sheet.status.value,
        "basis": sheet.basis,
        "ordered_mg": plain(sheet.ordered_mg),
        "dose_mg": plain(sheet.dose_mg),
        "given_mg": "" if sheet.given_mg is None else plain(sheet.given_mg),
        "vials": " + ".join(f"{size.number} × {plain(size.mg)} mg" for size in sheet.vials),
        "opened_mg": plain(sheet.opened_mg),
        "discarded_mg": plain(sheet.discarded_mg),
        "avoidable_mg": plain(sheet.avoidable_mg),
        "kept_mg": plain(sheet.kept_mg),
        "lost_mg": plain(sheet.lost_mg),
        "carried_in_mg": plain(sheet.carried_in_mg),
        "left_mg": plain(sheet.left_mg),
        "units_given": str(sheet.administered_units),
        "units_discarded": str(sheet.discarded_units),
        "claim_lines": "; ".join(
            " ".join([line.code, *line.modifiers, str(line.units)]) for line in sheet.claim_lines
        ),
        "claim_ready": "yes" if sheet.claim_ready else "no",
        "held": "",
        "checklist_open": "; ".join(open_items(sheet, new.answers, reference)),
        "program": new.program,
        "code_table": new.tables.get("hcpcs", ""),
        "hash": entry.hash,
    }


def harmless(text: str) -> str:
    """The text as a spreadsheet takes it for text and for nothing else."""
    begins = text.lstrip(" ")
    return f"'{text}" if text.startswith(_FORMULA) or begins.startswith(_FORMULA) else text


def _write(path: Path, content: bytes) -> None:
    """For the user alone, whatever the folder is: it says what the record says."""
    from app.site.whole_file import write_whole  # noqa: PLC0415 where a file is written

    try:
        write_whole(path, content, mode=0o600)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordTrouble(f"{path} was not written ({reason}). Choose another place.") from error
