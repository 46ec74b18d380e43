"""How the record is kept, from the Records page: verified, backed up, brought back, exported."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.core.notation import counted
from app.records.dose_entries import Search
from app.records.last_backup import last_backup_text, remember_backup
from app.records.places import find_place
from app.records.recorded_dose import moment_of
from app.records.trouble import RecordTrouble
from app.ui.live_record import LiveRecord
from app.ui.live_site import LiveSite
from app.ui.panels.records_export_panel import RecordsExportPanel
from app.ui.panels.records_keeping_panel import Kept, RecordsKeepingPanel
from app.ui.waiting import waiting

if TYPE_CHECKING:
    from app.records.record import Record


class Safekeeping(QObject):
    """Stands between the two cards and the record; each step says so where it fails."""

    def __init__(
        self,
        record: LiveRecord,
        site: LiveSite,
        keeping: RecordsKeepingPanel,
        export: RecordsExportPanel,
        search: Callable[[], Search | None],
        brought_back: Callable[[], None],
    ) -> None:
        """`search` says what is exported, None while it cannot be read."""
        super().__init__(keeping)
        self._record = record
        self._site = site
        self._keeping = keeping
        self._exports = export
        self._search = search
        self._brought_back = brought_back
        keeping.verify_asked.connect(self._verify)
        keeping.backup_asked.connect(self._back_up)
        keeping.restore_asked.connect(self._bring_back)
        export.export_asked.connect(self._export)

    def show_kept(self, open_record: "Callable[[], Record]") -> None:
        """Say where the record is, how much is in it and since when, or why it cannot be read."""
        site = self._site.site
        place = find_place(site)
        keep_years = site.reference.rules.site.keep_years
        try:
            record = open_record()
            newest, first = record.newest(), record.newest(below=2)
            oldest = first[0].entry if first else None
            kept = Kept(
                place.text,
                newest[0].place if newest else 0,
                f"{moment_of(oldest):%Y-%m-%d}" if oldest else "",
                keep_years,
                record.older_than_kept(self._site.today()),
                record.why_read_only or record.note,
                is_readable=True,
            )
        except RecordTrouble as trouble:
            kept = Kept(place.text, None, "", keep_years, 0, trouble.sentence, is_readable=False)
        self._keeping.show_kept(kept)
        self._keeping.show_last_copy(last_backup_text())

    def _export(self, kind: str, path: Path) -> None:
        from app.records.export import (  # noqa: PLC0415 where it is asked for
            entries_found,
            refuse_taken,
            write_csv,
            write_json,
        )

        search, reference = self._search(), self._site.reference
        if search is None:
            self._exports.say_not_exported("Correct the day in Search first.")
            return
        try:
            refuse_taken(path)
            with waiting():
                record = self._record.open()
                entries, newest = entries_found(record, search, reference), record.newest_hash()
                if kind == "csv":
                    write_csv(path, entries, newest, reference, self._record.entries_of)
                else:
                    write_json(path, entries, newest)
        except RecordTrouble as trouble:
            self._exports.say_not_exported(trouble.sentence)
            return
        self._exports.say_exported(_entries(len(entries)), path)

    def _verify(self, head: str) -> None:
        from app.records.record import EMPTY  # noqa: PLC0415 where it is asked for

        try:
            with waiting():
                record = self._record.open()
                broken = record.verify(head)
                newest = record.newest()
        except RecordTrouble as trouble:
            self._keeping.say_verified(trouble.sentence, whole=False)
            return
        number = newest[0].place if newest else 0
        known = " and goes on from that hash" if head else ""
        whole = f"The record is whole{known}: {_entries(number)}, each as it was recorded."
        whole = whole if number else EMPTY
        self._keeping.say_verified(broken or whole, whole=not broken)

    def _back_up(self, to: Path) -> None:
        def copy() -> str:
            made = self._record.open().backup(to)
            said = f"{_entries(made.entries)} copied to {made.file}"
            remember_backup(made.file, self._site.today())
            self._keeping.show_last_copy(last_backup_text())
            return f"{said}, but {made.broken}" if made.broken else f"{said} and read back."

        self._copy(copy)

    def _bring_back(self, backup: Path) -> None:
        from app.records.restore import not_brought_back, restore  # noqa: PLC0415 as above

        def copy() -> str:
            made = restore(backup, find_place(self._site.site))
            self._record.let_go()
            said = f"{_entries(made.entries)} brought back and read."
            return f"{said} {not_brought_back(self._site.site)}".strip()

        self._copy(copy)
        self._brought_back()

    def _copy(self, copy: Callable[[], str]) -> None:
        try:
            with waiting():
                said = copy()
        except RecordTrouble as trouble:
            self._keeping.say_copied(trouble.sentence, done=False)
        else:
            self._keeping.say_copied(said, done=True)


def _entries(number: int) -> str:
    return counted(number, "entry", "entries")
