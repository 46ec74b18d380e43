"""Two programs record at once by command, on a file and on a server; a server that goes away."""

import json
import os
from pathlib import Path

import pytest

from app.records.places import FILE, RecordPlace, place_of_file
from app.records.record import Query, open_record
from tests.records.lines import answers_in, line
from tests.records.server import Server
from tests.terminal.running import started


@pytest.fixture(params=["file", "server"])
def settled(request: pytest.FixtureRequest) -> RecordPlace:
    """Where the record of the site is that commands find here; nothing is in it."""
    folder = Path(os.environ["VIALWISE_USER_DATA"])
    folder.mkdir(parents=True, exist_ok=True)
    if request.param == "file":
        return place_of_file(folder / FILE)
    server: Server = request.getfixturevalue("server")
    url = server.new_database()
    (folder / "site.toml").write_text(f'record_server = "{url}"\n', "utf-8")
    return RecordPlace(None, url, folder=folder)


def sent(*lines: dict[str, object]) -> bytes:
    """The lines as they are sent."""
    return b"".join(json.dumps(each).encode() + b"\n" for each in lines)


def test_two_programs_at_once_lose_nothing_and_make_one_chain(settled: RecordPlace) -> None:
    with started("record", "--jsonl", "-") as one, started("record", "--jsonl", "-") as other:
        for program, encounter in ((one, "A-1"), (other, "A-2")):
            assert program.stdin is not None
            program.stdin.write(sent(line(encounter=encounter)) * 25)
            program.stdin.close()
        outs = [program.stdout.read() for program in (one, other) if program.stdout]
        assert [one.wait(), other.wait()] == [0, 0]
    record = open_record(settled)
    for out, encounter in zip(outs, ("A-1", "A-2"), strict=True):
        acknowledged = [(answer["id"], answer["hash"]) for answer in answers_in(out)]
        stands = [(e.id, e.hash) for e in record.entries(Query(encounter=encounter))]
        assert acknowledged == stands
        assert len(stands) == 25
    assert record.verify() == ""


def test_what_one_workstation_prepared_the_other_checks(settled: RecordPlace) -> None:
    with started("record", "--jsonl", "-") as one, started("record", "--jsonl", "-") as other:
        for program, meaning, by in (
            (one, "prepared", "RK"),
            (other, "checked", "MB"),
            (one, "given", "MB"),
        ):
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write(sent(line(meaning, by)))
            program.stdin.flush()
            (answer,) = answers_in(program.stdout.readline())
            assert "errors" not in answer, answer
        for program in (one, other):
            assert program.stdin is not None
            program.stdin.close()
            assert program.wait() == 0


def test_a_server_that_goes_away_is_said_for_each_line_and_serves_again_when_it_is_back(
    server: Server,
) -> None:
    folder = Path(os.environ["VIALWISE_USER_DATA"])
    folder.mkdir(parents=True, exist_ok=True)
    url = server.new_database()
    (folder / "site.toml").write_text(f'record_server = "{url}"\n', "utf-8")
    with started("record", "--jsonl", "-", longest_s=180) as program:  # a server starts slowly
        assert program.stdin is not None
        assert program.stdout is not None
        kept = []
        for goes in (False, True, False):
            if goes:
                server.stop()
            program.stdin.write(sent(line()))
            program.stdin.flush()
            (answer,) = answers_in(program.stdout.readline())
            assert ("errors" in answer) == goes, answer
            if goes:
                ((error),) = answer["errors"]
                assert error["field"] == ""
                assert "hours-of-Rain" not in error["message"]
                server.start()
            else:
                kept.append(answer["hash"])
        program.stdin.close()
        assert program.wait() == 1
    record = open_record(RecordPlace(None, url, folder=folder))
    assert [entry.hash for entry in record.entries()] == kept
