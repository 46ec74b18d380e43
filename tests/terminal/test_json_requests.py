"""`--json` and `--jsonl`: files and standard input, in order, whatever a line holds."""

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.contract import reply
from app.contract.json_text import LONGEST_REQUEST
from app.core.calculate import Answer, calculate
from app.core.drug import Drug
from app.core.order import OrderDraft
from app.core.rules import Rules
from tests.contract.asking import ANSWERS, SCHEMA
from tests.terminal.running import GOLDEN

Capture = pytest.CaptureFixture[bytes]
Json = dict[str, Any]

MARK = b"\xef\xbb\xbf"
WRONG = GOLDEN.replace(b"72.4", b"7x2.4")


def answers_in(out: bytes) -> list[Json]:
    """The answers on lines, each as the schema has it."""
    assert out == b"" or out.endswith(b"\n")
    assert b"\r" not in out
    answers = [json.loads(line) for line in out.decode().splitlines()]
    for answer in answers:
        ANSWERS.validate(answer)
    return answers


def ask_lines(capsysbinary: Capture, tmp_path: Path, text: bytes) -> tuple[list[Json], int]:
    """The answers to a file of lines, and the status."""
    file = tmp_path / "orders.jsonl"
    file.write_bytes(text)
    status = main(["calculate", "--jsonl", str(file)])
    out, err = capsysbinary.readouterr()
    assert err == b""
    return answers_in(out), status


def verdicts(answers: list[Json]) -> str:
    """One letter an answer: a for answered, r for refused."""
    return "".join("r" if "errors" in answer else "a" for answer in answers)


def give(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    """Put text on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))


def test_one_request_is_answered_in_full(capsysbinary: Capture, tmp_path: Path) -> None:
    file = tmp_path / "order.json"
    file.write_bytes(json.dumps(json.loads(GOLDEN), indent=2).encode())
    assert main(["calculate", "--json", str(file)]) == 0
    (answer,) = answers_in(capsysbinary.readouterr().out)
    assert answer["dose_mg"] == "724"
    assert all(entry["why"] and entry["source"] for entry in answer["checklist"])


def test_one_request_from_standard_input(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, MARK + GOLDEN)
    assert main(["calculate", "--json", "-"]) == 0
    assert answers_in(capsysbinary.readouterr().out)[0]["dose_mg"] == "724"


@pytest.mark.parametrize("text", [b"", b"[]", WRONG, b"\xff", b"x" * (LONGEST_REQUEST + 9)])
def test_a_request_that_is_refused_ends_with_status_1(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch, text: bytes
) -> None:
    give(monkeypatch, text)
    assert main(["calculate", "--json", "-"]) == 1
    out, err = capsysbinary.readouterr()
    assert verdicts(answers_in(out)) == "r"
    assert err == b""


def test_lines_are_answered_in_order_and_the_rest_goes_on(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    lines = [GOLDEN.replace(b"72.4", b"%d" % kg) for kg in range(40, 60)]
    lines[7:7] = [b"no JSON", b"\xff\xfe", WRONG, b'{"a":' * 50_000, b"[]"]
    answers, status = ask_lines(capsysbinary, tmp_path, b"\n".join(lines) + b"\n")
    assert verdicts(answers) == "a" * 7 + "r" * 5 + "a" * 13
    assert [a["dose_mg"] for a in answers if "errors" not in a] == [
        str(kg * 10) for kg in range(40, 60)
    ]
    assert status == 1


def test_a_fault_of_ours_in_one_line_is_its_answer_and_the_rest_goes_on(
    capsysbinary: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_at_50_kg(draft: OrderDraft, drug: Drug, rules: Rules, today: date) -> Answer:
        if draft.weight == "50":
            raise ZeroDivisionError(draft.weight)
        return calculate(draft, drug, rules, today)

    monkeypatch.setattr(reply, "calculate", fail_at_50_kg)
    lines = [GOLDEN.replace(b"72.4", b"%d" % kg) for kg in (49, 50, 51)]
    answers, status = ask_lines(capsysbinary, tmp_path, b"\n".join(lines))
    assert (verdicts(answers), status) == ("ara", 1)
    (error,) = answers[1]["errors"]
    assert error["field"] == ""
    assert error["message"].startswith("Our own fault: ZeroDivisionError in ")


def test_all_lines_answered_is_status_0(capsysbinary: Capture, tmp_path: Path) -> None:
    answers, status = ask_lines(capsysbinary, tmp_path, GOLDEN + b"\n" + GOLDEN + b"\n")
    assert (verdicts(answers), status) == ("aa", 0)


def test_a_line_has_no_words_in_its_checklist(capsysbinary: Capture, tmp_path: Path) -> None:
    ((answer,), _) = ask_lines(capsysbinary, tmp_path, GOLDEN)
    assert all(list(entry) == ["id", "state"] for entry in answer["checklist"])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (b"", ""),
        (GOLDEN, "a"),
        (MARK + GOLDEN, "a"),
        (MARK + GOLDEN + b"\n" + GOLDEN, "aa"),
        (GOLDEN + b"\n" + MARK + GOLDEN, "ar"),
        (GOLDEN + b"\r\n" + GOLDEN + b"\r\n", "aa"),
        (GOLDEN + b"\n\n" + GOLDEN + b"\n", "ara"),
        (GOLDEN + b"\n\n", "ar"),
        (b"\n", "r"),
        (MARK, ""),
        (GOLDEN + b"\n" + GOLDEN[:-1], "ar"),
        (b"x" * (3 * LONGEST_REQUEST) + b"\n" + GOLDEN + b"\n", "ra"),
        (GOLDEN + b" " * (LONGEST_REQUEST - len(GOLDEN)) + b"\n", "a"),
        (GOLDEN + b" " * (LONGEST_REQUEST - len(GOLDEN) + 1) + b"\n", "r"),
        (GOLDEN + b"\n" + b"x" * (3 * LONGEST_REQUEST), "ar"),
    ],
)
def test_line_ends_marks_blank_and_long_lines(
    capsysbinary: Capture, tmp_path: Path, text: bytes, verdict: str
) -> None:
    answers, status = ask_lines(capsysbinary, tmp_path, text)
    assert verdicts(answers) == verdict
    assert status == (1 if "r" in verdict else 0)


def test_a_blank_line_is_refused_so_that_answers_and_lines_stay_together(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    answers, _ = ask_lines(capsysbinary, tmp_path, b"\n" + GOLDEN)
    assert answers[0] == {"errors": [{"field": "", "message": "The request is empty."}]}
    assert answers[1]["dose_mg"] == "724"


def test_lines_that_a_read_cuts_in_two_are_answered_whole(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    lines = [GOLDEN + b" " * (n * 37 % 900) for n in range(300)]  # several reads of 64 KiB
    answers, status = ask_lines(capsysbinary, tmp_path, b"\n".join(lines))
    assert (verdicts(answers), status) == ("a" * 300, 0)


def test_schema_is_printed_as_it_is_tested(capsysbinary: Capture) -> None:
    assert main(["schema"]) == 0
    out, _ = capsysbinary.readouterr()
    assert json.loads(out) == SCHEMA
