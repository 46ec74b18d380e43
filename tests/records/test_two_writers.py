"""Two who record at once: places without a gap or a fork, and each finds what it was told."""

import subprocess
import sys
from itertools import groupby

from app.records.places import RecordPlace
from app.records.record import open_record

MANY = 60


def _start(place: RecordPlace, by: str) -> "subprocess.Popen[str]":
    name = place.server or str(place.file)
    command = [sys.executable, "-m", "tests.records.recorder", name, by, str(MANY)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_two_programs_record_into_one_chain(place: RecordPlace) -> None:
    """Also the making of the tables: neither finds a record there when it starts."""
    told = []
    with _start(place, "RK") as one, _start(place, "MB") as other:
        for each in (one, other):
            assert each.stdout is not None
            assert each.stdout.readline() == "open\n"
        for each in (one, other):
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        for each in (one, other):
            said, _ = each.communicate(timeout=120)
            assert each.returncode == 0
            told.append([tuple(line.split()) for line in said.splitlines()])
    record = open_record(place)
    entries = list(record.entries())
    assert [each.place for each in entries] == list(range(1, 2 * MANY + 1))
    assert record.verify(entries[-1].hash) == ""
    for by, acknowledged in zip(("RK", "MB"), told, strict=True):
        theirs = [each for each in entries if each.content.by == by]
        assert [(each.id, each.hash) for each in theirs] == acknowledged
        assert [each.content.encounter for each in theirs] == [
            f"{by}-{number}" for number in range(1, MANY + 1)
        ]
    turns = [by for by, _ in groupby(entries, key=lambda each: each.content.by)]
    assert len(turns) > 2  # they did write at the same time
