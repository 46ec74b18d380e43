"""The record by command: `record`, `records`, `verify-records`, a backup and its restore."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.records.last_backup import last_backup_text
from app.records.places import place_of_file
from app.records.record import open_record
from tests.contract.asking import GOLDEN
from tests.records.entries import AT, entry
from tests.records.lines import GIVEN, LINES, LISTED, answers_in, line
from tests.terminal.running import run, run_python, started

Capture = pytest.CaptureFixture[bytes]
Json = dict[str, Any]

MARK = b"\xef\xbb\xbf"
ZEROS = "0" * 64
EMPTY = (
    "The record is empty, as a new one is: no entry is in it. If there should be some, bring back "
    "a backup."
)


@pytest.fixture
def folder(_no_site: Path) -> Path:
    """The user's data folder, in which the record is."""
    return _no_site


@pytest.fixture
def file(folder: Path) -> Path:
    """Where the record is, not there yet."""
    return folder / "record.sqlite"


def text_of(*lines: Json) -> bytes:
    """The lines as they are sent."""
    return b"".join(json.dumps(each).encode() + b"\n" for each in lines)


def record(capsysbinary: Capture, tmp_path: Path, text: bytes) -> tuple[list[Json], int]:
    """What is answered to a file of lines, and the status."""
    sent = tmp_path / "entries.jsonl"
    sent.write_bytes(text)
    status = main(["record", "--jsonl", str(sent)])
    out, err = capsysbinary.readouterr()
    assert err == b""
    return answers_in(out), status


def listed(capsysbinary: Capture, *words: str) -> list[Json]:
    """What the record holds, each entry as the schema has it."""
    assert main(["records", "--json", *words]) == 0
    out, err = capsysbinary.readouterr()
    assert err == b""
    entries: list[Json] = [json.loads(each) for each in out.decode().splitlines()]
    for each in entries:
        LISTED.validate(each)
    return entries


def said(capsysbinary: Capture, *words: str) -> tuple[int, str, str]:
    """Status, output and what is on standard error."""
    status = main(list(words))
    out, err = capsysbinary.readouterr()
    return status, out.decode(), err.decode()


def test_the_example_of_the_contract(capsysbinary: Capture, tmp_path: Path) -> None:
    lines = (
        line("prepared", "RK", course="C-3"),
        line("checked", "MB", course="C-3"),
        line("given", "MB", course="C-3", answers={"route": "done", "weight": None}),
        line("corrected", "RK", course="C-3", corrects="R-000003", request=GIVEN),
    )
    for each in lines:
        LINES.validate(each)
    answers, status = record(capsysbinary, tmp_path, text_of(*lines))
    assert status == 0
    assert [list(answer) for answer in answers] == [["id", "hash"]] * 4
    assert [answer["id"] for answer in answers] == ["R-000001", "R-000002", "R-000003", "R-000004"]

    entries = listed(capsysbinary)
    assert [each["hash"] for each in entries] == [answer["hash"] for answer in answers]
    assert [each["previous"] for each in entries] == [ZEROS, *[a["hash"] for a in answers[:3]]]
    first, third, fourth = entries[0], entries[2], entries[3]
    assert list(first) == [
        *("id", "hash", "previous", "when", "by", "meaning", "encounter", "course", "request"),
        *("answers", "worksheet", "page", "program", "tables"),
    ]
    assert (first["by"], first["meaning"], first["encounter"]) == ("RK", "prepared", "A-20417")
    assert GOLDEN.items() <= first["request"].items()  # what was sent is in what is listed
    assert first["worksheet"]["dose_mg"] == "724"
    assert first["tables"] == {"hcpcs": "2025-10-01"}
    assert third["answers"] == {"route": "done"}
    assert third["worksheet"]["given_mg"] == "724"
    assert fourth["corrects"] == "R-000003"


def test_the_worksheet_is_the_one_that_calculate_answers(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    record(capsysbinary, tmp_path, text_of(line()))
    request = tmp_path / "order.json"
    request.write_text(json.dumps(GOLDEN), "utf-8")
    assert main(["calculate", "--json", str(request)]) == 0
    answer = json.loads(capsysbinary.readouterr().out)
    (kept,) = listed(capsysbinary)
    assert kept["worksheet"] == answer


def test_entries_of_one_encounter(capsysbinary: Capture, tmp_path: Path) -> None:
    record(capsysbinary, tmp_path, text_of(line(), line(encounter="A-20418"), line()))
    assert [each["id"] for each in listed(capsysbinary, "--encounter", "A-20417")] == [
        "R-000001",
        "R-000003",
    ]
    assert listed(capsysbinary, "--encounter", "A-2041") == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (b"", ""),
        (MARK, ""),
        (b"\n", "e"),
        (b"no JSON\n", "e"),
        (b"\xff\xfe\n", "e"),
        (b"[]\n", "e"),
        (b"{}\n", "e"),
        (MARK + text_of(line(), line()), "rr"),
        (text_of(line()) + MARK + text_of(line()), "re"),
        (text_of(line()).replace(b"\n", b"\r\n") * 2, "rr"),
        (text_of(line()) + b"\n" + text_of(line()), "rer"),
        (text_of(line(), line()).rstrip(b"\n"), "rr"),
        (text_of(line()) + text_of(line())[:-9], "re"),
        (b'{"a":' * 50_000 + b"\n" + text_of(line()), "er"),
        (b"x" * 3_000_000 + b"\n" + text_of(line()), "er"),
        (text_of(line()).rstrip(b"\n") + b" " * 1_000_000 + b"\n" + text_of(line()), "er"),
        (text_of(line()).replace(b'"by"', b'"encounter": "B", "by"'), "e"),
        (text_of(line()).replace(b'"drug"', b'"drug": "x", "drug"'), "e"),
        (text_of(line(encounter="A-\ud800")), "e"),
        (text_of(line(answers={"route": "x"})).replace(b'"x"', b'"x", "route": "y"'), "e"),
        (text_of(line()).replace(b'"10"', b"NaN"), "e"),
    ],
)
def test_whatever_a_line_holds_it_has_its_answer_and_the_rest_goes_on(
    capsysbinary: Capture, tmp_path: Path, text: bytes, verdict: str
) -> None:
    answers, status = record(capsysbinary, tmp_path, text)
    assert "".join("e" if "errors" in answer else "r" for answer in answers) == verdict
    assert status == (1 if "e" in verdict else 0)
    assert len(listed(capsysbinary)) == verdict.count("r")


def test_a_repeated_key_is_named_where_it_is(capsysbinary: Capture, tmp_path: Path) -> None:
    text = text_of(line()).replace(b'"drug"', b'"drug": "x", "drug"')
    ((answer,), _) = record(capsysbinary, tmp_path, text)
    assert answer["errors"] == [
        {"field": "request.drug", "message": "“drug” is there twice: write it once."}
    ]


def test_who_sends_a_line_and_waits_is_answered_once_it_is_on_disk(file: Path) -> None:
    with started("record", "--jsonl", "-") as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(1, 4):
            program.stdin.write(text_of(line()))
            program.stdin.flush()
            answer = json.loads(program.stdout.readline())
            assert answer["id"] == f"R-{number:06}"
            assert open_record(place_of_file(file)).newest_hash() == answer["hash"]
        program.stdin.write(b"no JSON\n")
        program.stdin.flush()
        assert "errors" in json.loads(program.stdout.readline())
        program.stdin.close()
        assert program.stdout.read() == b""
        assert program.wait() == 1


def test_what_was_acknowledged_is_there_when_the_program_is_killed(
    capsysbinary: Capture, file: Path
) -> None:
    acknowledged: list[str] = []
    for pause in range(6):
        with started("record", "--jsonl", "-") as program:
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write(text_of(line()) * 40)
            program.stdin.flush()
            answers = [program.stdout.readline() for _ in range(1 + 5 * pause)]
            program.kill()
            answers += program.stdout.read().splitlines(keepends=True)
            whole = [answer for answer in answers if answer.endswith(b"\n")]
            acknowledged += [json.loads(answer)["hash"] for answer in whole]
    entries = [each["hash"] for each in listed(capsysbinary)]
    assert [each for each in entries if each in set(acknowledged)] == acknowledged
    assert 0 <= len(entries) - len(acknowledged) <= 6
    assert open_record(place_of_file(file)).verify(acknowledged[-1]) == ""


def test_two_programs_at_once_lose_nothing_and_make_one_chain(file: Path) -> None:
    with started("record", "--jsonl", "-") as one, started("record", "--jsonl", "-") as other:
        for program in (one, other):
            assert program.stdin is not None
            program.stdin.write(text_of(line()) * 30)
            program.stdin.close()
        outs = [program.stdout.read() for program in (one, other) if program.stdout]
        assert [one.wait(), other.wait()] == [0, 0]
    ids = [answer["id"] for out in outs for answer in answers_in(out)]
    assert sorted(ids) == [f"R-{number:06}" for number in range(1, 61)]
    assert open_record(place_of_file(file)).verify() == ""


def test_a_store_in_trouble_answers_that_line_and_the_next_one_tries_again(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database " * 1_000)
    with started("record", "--jsonl", "-") as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for _ in range(2):
            program.stdin.write(text_of(line()))
            program.stdin.flush()
            (answer,) = answers_in(program.stdout.readline())
            ((error),) = answer["errors"]
            assert error["field"] == ""
            assert str(file) in error["message"]
        file.unlink()
        program.stdin.write(text_of(line()))
        program.stdin.flush()
        assert answers_in(program.stdout.readline())[0]["id"] == "R-000001"
        program.stdin.close()
        assert program.wait() == 1


@pytest.mark.parametrize("command", [("records", "--json"), ("verify-records",)])
def test_a_record_that_cannot_be_read_is_said_in_a_sentence(
    capsysbinary: Capture, file: Path, command: tuple[str, ...]
) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database " * 1_000)
    status, out, err = said(capsysbinary, *command)
    assert (status, out) == (1, "")
    assert str(file) in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_a_whole_record_says_how_many_and_its_newest_hash(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    assert said(capsysbinary, "verify-records") == (
        0,
        f"{EMPTY}\nThe newest hash is {ZEROS}\n",
        "",
    )
    answers, _ = record(capsysbinary, tmp_path, text_of(line()))
    newest = answers[0]["hash"]
    whole = (0, f"The record is whole: 1 entry.\nThe newest hash is {newest}\n", "")
    assert said(capsysbinary, "verify-records") == whole
    assert said(capsysbinary, "verify-records", "--head", newest.upper()) == whole


def test_an_older_hash_is_met_on_the_way_and_one_of_an_entry_cut_off_is_not(
    capsysbinary: Capture, tmp_path: Path, file: Path
) -> None:
    answers, _ = record(capsysbinary, tmp_path, text_of(line(), line()))
    assert said(capsysbinary, "verify-records", "--head", answers[0]["hash"])[0] == 0
    _edit(file, "DELETE FROM vialwise_entries WHERE place = 2")
    status, out, err = said(capsysbinary, "verify-records", "--head", answers[1]["hash"])
    assert (status, out) == (1, "")
    assert err.startswith(f"No entry has the hash {answers[1]['hash']}: ")
    assert said(capsysbinary, "verify-records")[0] == 0  # the chain alone does not tell


def test_the_first_broken_entry_is_named(capsysbinary: Capture, tmp_path: Path, file: Path) -> None:
    record(capsysbinary, tmp_path, text_of(line(), line(), line()))
    _edit(
        file, "UPDATE vialwise_entries SET content = replace(content, '724', '725') WHERE place = 2"
    )
    status, out, err = said(capsysbinary, "verify-records")
    assert (status, out) == (1, "")
    assert "R-000002" in err
    status, out, err = said(capsysbinary, "records", "--json")
    assert [json.loads(each)["id"] for each in out.splitlines()] == ["R-000001"]
    assert (status, "R-000002" in err) == (1, True)


ENTRIES_ALONE = (
    "What the site chose, its decisions on codes as well, is not in a backup: copy site.toml too, "
    "if there was one.\n"
)


def _edit(file: Path, sql: str) -> None:
    """Change the record behind the program's back, past its guards."""
    with sqlite3.connect(file) as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in guards.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)
    connection.close()


def test_a_backup_comes_back_where_nothing_is(
    capsysbinary: Capture, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = record(capsysbinary, tmp_path, text_of(line(), line()))
    before, copy = listed(capsysbinary), tmp_path / "copy.sqlite"
    told = f"The newest hash is {answers[1]['hash']}\n"
    assert said(capsysbinary, "backup-records", str(copy)) == (
        0, f"2 entries were copied.\n{told}", "",
    )  # fmt: skip
    status, _, err = said(capsysbinary, "backup-records", str(copy))
    assert (status, "is there already" in err) == (1, True)
    status, _, err = said(capsysbinary, "restore-records", str(copy))
    assert (status, "never written over" in err) == (1, True)

    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path / "new"))
    assert said(capsysbinary, "restore-records", str(copy)) == (
        0, f"2 entries were restored.\n{told}{ENTRIES_ALONE}", "",
    )  # fmt: skip
    assert listed(capsysbinary) == before
    status, _, err = said(capsysbinary, "restore-records", str(tmp_path / "no-such-file"))
    assert (status, "no-such-file" in err) == (1, True)


def test_choices_that_are_there_are_not_asked_for_after_restoring(
    capsysbinary: Capture, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(capsysbinary, tmp_path, text_of(line()))
    copy, new = tmp_path / "copy.sqlite", tmp_path / "new"
    said(capsysbinary, "backup-records", str(copy))
    new.mkdir()
    (new / "site.toml").write_text('payer = "medicaid"\n', encoding="utf-8")
    monkeypatch.setenv("VIALWISE_USER_DATA", str(new))
    status, out, err = said(capsysbinary, "restore-records", str(copy))
    assert (status, out.startswith("1 entry was restored."), err) == (0, True, "")
    assert ENTRIES_ALONE not in out


def test_a_backup_by_command_is_the_last_one_that_the_window_tells_of(
    capsysbinary: Capture, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(capsysbinary, tmp_path, text_of(line()))
    assert last_backup_text() == "Not backed up yet by this user of this computer."
    monkeypatch.chdir(tmp_path)
    said(capsysbinary, "backup-records", "copy.sqlite")
    today = datetime.now(UTC).astimezone().date()
    assert last_backup_text() == f"Backed up last on {today} to {tmp_path / 'copy.sqlite'}."


def test_a_record_that_is_gone_after_a_backup_is_missed_by_every_command(
    capsysbinary: Capture, tmp_path: Path, file: Path
) -> None:
    record(capsysbinary, tmp_path, text_of(line()))
    copy = tmp_path / "copy.sqlite"
    said(capsysbinary, "backup-records", str(copy))
    file.unlink()
    missed = "record nothing yet: restore it first."
    table = str(tmp_path / "table.csv")
    for words in (["records", "--json"], ["verify-records"], ["export-records", "--csv", table]):
        _, _, err = said(capsysbinary, *words)
        assert missed in err, words
    answers, _ = record(capsysbinary, tmp_path, text_of(line(), line()))
    assert [sum(missed in note for note in each.get("notes", [])) for each in answers] == [1, 0]
    file.unlink()
    assert said(capsysbinary, "restore-records", str(copy))[0] == 0
    assert said(capsysbinary, "records", "--json")[2] == ""


def test_a_backup_of_a_record_that_does_not_stand_says_so(
    capsysbinary: Capture, tmp_path: Path, file: Path
) -> None:
    record(capsysbinary, tmp_path, text_of(line(), line()))
    _edit(
        file, "UPDATE vialwise_entries SET content = replace(content, '724', '725') WHERE place = 2"
    )
    status, out, err = said(capsysbinary, "backup-records", str(tmp_path / "copy.sqlite"))
    assert (status, out) == (1, "")
    assert "R-000002" in err


def test_entries_that_need_not_be_kept_any_more_are_counted(
    capsysbinary: Capture, file: Path
) -> None:
    rec = open_record(place_of_file(file))
    rec.append(entry(), AT.replace(year=2001))
    rec.append(entry(), datetime.now(UTC))
    status, out, _ = said(capsysbinary, "verify-records")
    assert status == 0
    assert out.endswith("\nOlder than the 10 years that the site keeps at least: 1 entry.\n")


def test_an_export_bears_the_newest_hash(capsysbinary: Capture, tmp_path: Path) -> None:
    answers, _ = record(capsysbinary, tmp_path, text_of(line(), line(encounter="A-20418")))
    newest = answers[1]["hash"]
    table, whole = tmp_path / "record.csv", tmp_path / "record.jsonl"
    told = f"The newest hash is {newest}\n"
    assert said(capsysbinary, "export-records", "--csv", str(table)) == (
        0, f"2 entries were exported.\n{told}", "",
    )  # fmt: skip
    assert table.read_text("utf-8-sig").count(newest) == 3  # its own, and in the last column
    words = ("export-records", "--json", str(whole), "--encounter", "A-20418")
    assert said(capsysbinary, *words) == (0, f"1 entry was exported.\n{told}", "")
    exported, last = (json.loads(each) for each in whole.read_text("utf-8").splitlines())
    assert [exported] == listed(capsysbinary, "--encounter", "A-20418")
    assert last == {"newest_hash": newest, "entries": 1}
    assert said(capsysbinary, "verify-records", "--head", last["newest_hash"])[0] == 0


def test_an_export_is_written_over_nothing(
    capsysbinary: Capture, tmp_path: Path, file: Path
) -> None:
    record(capsysbinary, tmp_path, text_of(line()))
    before = file.read_bytes()
    for option in ("--csv", "--json"):
        status, out, err = said(capsysbinary, "export-records", option, str(file))
        assert (status, out) == (1, "")
        assert err == f"{file} is there already. Name a new file.\n"
    assert file.read_bytes() == before
    status, _, err = said(capsysbinary, "export-records", "--csv", str(tmp_path / "no" / "x.csv"))
    assert (status, "was not written" in err) == (1, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("record", "Say which --jsonl."),
        ("record --jsonl", "--jsonl needs a value."),
        ("record --jsonl no-such-file", "no-such-file cannot be read: No such file"),
        ("record --jsonl - --by RK", "Not known here: --by RK."),
        ("records", "Say --json: it is the only form."),
        ("records --json x", "Not known here: x."),
        ("records --json --encounter", "--encounter needs a value."),
        ("records --json --encounter=", "--encounter: blank: give a reference or leave"),
        ("verify-records --head", "--head needs a value."),
        ("verify-records --head 12", "--head: a hash has 64 digits, 0 to 9 and a to f."),
        ("verify-records x", "Not known here: x."),
        ("export-records", "Say --csv or --json."),
        ("export-records --csv a --json b", "--json and --csv do not go together."),
        ("export-records --csv a --encounter=", "--encounter: blank: give a reference"),
        ("backup-records", "Say which FILE."),
        ("restore-records a b", "Not known here: b."),
    ],
)
def test_a_wrong_command_line_gets_a_sentence(
    capsysbinary: Capture, words: str, sentence: str
) -> None:
    command, *options = words.split()
    status, out, err = said(capsysbinary, command, *options)
    assert (status, out) == (2, "")
    first, second = err.splitlines()
    assert first.startswith(sentence)
    assert second == f"For help: python -m app {command} --help"


def test_a_reader_that_leaves_ends_the_list_quietly(file: Path) -> None:
    rec = open_record(place_of_file(file))
    for _ in range(40):
        rec.append(entry(page="x" * 50_000), AT)
    with started("records", "--json") as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline() != b""
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait() == 0


def test_output_is_utf_8_whatever_the_system_speaks() -> None:
    sent = text_of(line(encounter="Ä-20417"))
    done = run("record", "--jsonl", "-", given=sent, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0
    shown = run("records", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout
    assert json.loads(shown.decode("utf-8"))["encounter"] == "Ä-20417"


PEAK = """
import sys
from pathlib import Path
from app.__main__ import main
main(sys.argv[1:])
status = Path("/proc/self/status").read_text()
sys.stderr.write(status.partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the peak")
def test_memory_does_not_grow_with_the_lines_sent(file: Path) -> None:
    words = ("record", "--jsonl", "-")
    few, many = (int(run_python(PEAK, *words, given=b"{}\n" * n)) for n in (20_000, 80_000))
    assert many - few < 8_000  # kB


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the peak")
def test_memory_does_not_grow_with_the_entries_listed(file: Path) -> None:
    peaks = []
    for more in (300, 600):
        rec = open_record(place_of_file(file))
        for _ in range(more):
            rec.append(entry(page="x" * 40_000), AT)
        peaks.append(int(run_python(PEAK, "records", "--json")))
    few, many = peaks
    assert many - few < 8_000  # kB, where 600 entries of 40 kB are 24,000
