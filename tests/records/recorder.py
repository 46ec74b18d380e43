"""A process that records one entry after the other and says each id once it is acknowledged.

Called as `python -m tests.records.recorder FILE-OR-URL INITIALS [HOW MANY]`. With a number it
waits for a line once the record is open, and breathes between two entries.
"""

import sys
import time
from itertools import count, islice
from pathlib import Path

from app.records.places import RecordPlace, place_of_file
from app.records.record import open_record
from tests.records.entries import AT, entry


def place_named(name: str) -> RecordPlace:
    """The place of a file's path or a server's address."""
    if name.startswith("postgresql://"):
        return RecordPlace(None, name)
    return place_of_file(Path(name))


def main(name: str, by: str, many: str = "") -> None:
    """Record for ever, or so many entries."""
    record = open_record(place_named(name))
    if many:
        print("open", flush=True)
        sys.stdin.readline()
    for number in islice(count(1), int(many) if many else None):
        recorded = record.append(entry(f"{by}-{number}", by=by, page="x" * (number % 9_000)), AT)
        print(recorded.id, recorded.hash, flush=True)
        time.sleep(0.005 if many else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
