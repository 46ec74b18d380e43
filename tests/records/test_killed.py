"""A process that is killed while it records: every acknowledged entry is there, none by half."""

import random
import subprocess
import sys
import time

import pytest

from app.records.places import RecordPlace
from app.records.record import open_record

SHORT, LONG = 10, 200


def _kill_and_look(place: RecordPlace, times: int) -> None:
    """Kill a recording process at random moments, and look after each time."""
    chance = random.Random(times)  # noqa: S311 the same moments, as far as it goes
    acknowledged: list[list[str]] = []
    record = open_record(place)
    for time_of_it in range(times):
        name = place.server or str(place.file)
        command = [sys.executable, "-m", "tests.records.recorder", name, f"R{time_of_it % 10}K"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as recorder:
            assert recorder.stdout is not None
            said = [recorder.stdout.readline()]
            time.sleep(chance.random() * 0.05)
            recorder.kill()
            said += recorder.stdout.readlines()
        new = [line.split() for line in said if line.endswith("\n")]
        acknowledged += new
        record = open_record(place)
        assert record.verify(acknowledged[-1][1]) == ""  # so that each one before is there too
        for entry_id, hash_ in new:
            entry = record.entry(entry_id)
            assert entry is not None
            assert entry.hash == hash_
    entries = {each.id: each.hash for each in record.entries()}
    assert [entries[entry_id] for entry_id, _ in acknowledged] == [each[1] for each in acknowledged]
    # at most the one under way at each kill was recorded without having been acknowledged
    assert len(acknowledged) <= len(entries) <= len(acknowledged) + times


def test_each_acknowledged_entry_outlives_ten_kills(place: RecordPlace) -> None:
    _kill_and_look(place, SHORT)


@pytest.mark.long
def test_each_acknowledged_entry_outlives_two_hundred_kills(place: RecordPlace) -> None:
    _kill_and_look(place, LONG)
