"""`backup-records` and `restore-records`: the whole record into a file, and back from one."""

import argparse
from pathlib import Path
from typing import Final

from app.terminal.command_line import PlainParser
from app.terminal.output import write_out, write_trouble

BACKUP: Final = "backup-records"
RESTORE: Final = "restore-records"

_BACKUP: Final = """Copy the whole record into a new file, and walk the copy from its first entry.

FILE must not be there yet. It holds all that was recorded: keep it as you keep the record."""
_BACKUP_EPILOG: Final = """examples:
  python -m app backup-records /mnt/backup/record-2026-11-24.sqlite

Exit status: 0 copied and whole, 1 not copied or not whole, 2 the command line was wrong.
"""
_RESTORE: Final = """Put every entry of a backup into the record of this site, which must be empty.

Entries that are there are never written over."""
_RESTORE_EPILOG: Final = """examples:
  python -m app restore-records /mnt/backup/record-2026-11-24.sqlite

Exit status: 0 restored, 1 nothing was restored, 2 the command line was wrong.
"""


class _Options(argparse.Namespace):
    file: Path


def back_up(words: list[str]) -> int:
    """Copy the record into the file that the command line names; 0 or 1.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    options = _read(PlainParser(BACKUP, _BACKUP, _BACKUP_EPILOG), words)
    from app.records.last_backup import remember_backup  # noqa: PLC0415 --help does without
    from app.records.record import RecordTrouble  # noqa: PLC0415
    from app.terminal.known import open_known_record  # noqa: PLC0415
    from app.terminal.today import today  # noqa: PLC0415

    try:
        copied = open_known_record().backup(options.file)
    except RecordTrouble as trouble:
        return write_trouble(trouble.sentence)
    remember_backup(copied.file, today())
    if copied.broken:
        return write_trouble(
            f"{copied.file} is a copy of a record that does not stand: {copied.broken}"
        )
    _say("copied", copied.entries, copied.head)
    return 0


def restore(words: list[str]) -> int:
    """Bring the entries of the file that the command line names back; 0 or 1.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    options = _read(PlainParser(RESTORE, _RESTORE, _RESTORE_EPILOG), words)
    from app.records.record import RecordTrouble, find_place  # noqa: PLC0415
    from app.records.restore import not_brought_back  # noqa: PLC0415
    from app.records.restore import restore as bring_back  # noqa: PLC0415
    from app.terminal.known import load_known_site  # noqa: PLC0415 --help does without

    site = load_known_site()
    try:
        restored = bring_back(options.file, find_place(site))
    except RecordTrouble as trouble:
        return write_trouble(trouble.sentence)
    _say("restored", restored.entries, restored.head)
    if more := not_brought_back(site):
        write_out(f"{more}\n".encode())
    return 0


def _read(parser: PlainParser, words: list[str]) -> _Options:
    parser.add_argument("file", metavar="FILE", type=Path)
    return parser.parse_args(words, _Options())


def _say(done: str, entries: int, head: str) -> None:
    from app.core.notation import counted  # noqa: PLC0415 --help does without

    said = counted(entries, "entry was", "entries were")
    write_out(f"{said} {done}.\nThe newest hash is {head}\n".encode())
