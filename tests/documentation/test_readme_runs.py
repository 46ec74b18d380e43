"""What README shows is what the program does: its command lines, its request, its mistakes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from app.reference.resources import RESOURCES
from tests.contract.asking import answer_to, ask, ask_text
from tests.documentation.documents import README, ROOT, block, commands, lines
from tests.site.folders import WHOLE

SHOWN: Final = [
    words for words in commands("\n".join(f"    {line}" for line in lines(README))) if words
]
"""The command lines, in their order: what one of them writes, a later one reads."""

SAYS: Final = {
    "calculate --weight 72.4 --mg-per-kg 10": "724 mg of durvalumab = 72.4 kg × 10 mg/kg",
    "calculate --weight 160 --lb --regimen nsclc-stage-3-1500-mg": "1,500 mg of durvalumab, flat",
    "calculate --flat 1500 --weight 80 --on-hand 500=2,120=9": "durvalumab 1 × 500 mg + 9 × 120 mg",
    "calculate --json request.json": '"draw_ml":"14.48"',
    "calculate --jsonl orders.jsonl": '"units":{"administered":73,"discarded":1,"opened":74}',
    "calculate --weight 72.4 --mg-per-kg 10 --given 724 --view 837p": "SV1*HC:J9323",
    "import-hcpcs HCPC2026_OCT_ANWEB.txt": "2026-10-01: 5,004 codes and 1 modifiers",
    "record --jsonl entries.jsonl": '{"id":"R-000001","hash":"',
    "records --json --encounter A-20417": '"encounter":"A-20417"',
    "verify-records": "The record is whole: 1 entry",
    "backup-records record-2026-11.sqlite": "1 entry was copied",
    "restore-records record-2026-11.sqlite": "1 entry was restored",
    "export-records --csv record.csv": "1 entry was exported",
    "schema": '"$defs"',
    "self-test": "All that was tried works.",
    "doctor": "none noted",
}
"""What each prints, by hand arithmetic where it is a figure; the others write a file."""


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Path:
    """A folder with the files that the command lines name."""
    desk = tmp_path / "desk"
    desk.mkdir()
    request = json.loads(block("json request"))
    entry = {"encounter": "A-20417", "by": "RK", "meaning": "prepared", "request": planned(request)}
    (desk / "request.json").write_text(json.dumps(request), encoding="utf-8")
    (desk / "planned.json").write_text(json.dumps(planned(request)), encoding="utf-8")
    (desk / "orders.jsonl").write_text(f"{json.dumps(request)}\n" * 2, encoding="utf-8")
    (desk / "entries.jsonl").write_text(f"{json.dumps(entry)}\n", encoding="utf-8")
    (desk / "HCPC2026_OCT_ANWEB.txt").write_bytes(WHOLE)
    return desk


def planned(request: dict[str, Any]) -> dict[str, Any]:
    """The same before it is given: a bag's insert is for that."""
    return {key: value for key, value in request.items() if key != "given_mg"}


def run(desk: Path, words: list[str]) -> "subprocess.CompletedProcess[str]":
    """The program in that folder; what is restored has a record of its own to go to."""
    user = desk / ("restored" if words[0] == "restore-records" else "user")
    environment = {name: value for name, value in os.environ.items() if name != "VIALWISE_SITE"}
    return subprocess.run(
        [sys.executable, "-P", "-m", "app", *words],
        cwd=desk,
        env={
            **environment,
            "VIALWISE_USER_DATA": str(user),
            "XDG_DATA_HOME": str(
                desk
            ),  # were the first not heeded, nobody's own would be written to
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_every_command_line_does_what_it_is_shown_for(desk: Path) -> None:
    """One test: they go on from each other, and xdist would give them to several processes."""
    for words in SHOWN:
        done = run(desk, words)
        is_well = done.returncode == 0 or words == ["doctor"]  # 1 once the tables are stale
        assert (is_well, done.stderr) == (True, ""), words
        written = [desk / word for word in words if word.endswith((".pdf", ".png", ".csv"))]
        assert all(file.stat().st_size > 100 for file in written), words
        if " ".join(words) in SAYS:
            assert SAYS[" ".join(words)] in done.stdout, words
        else:
            assert written, words
            assert done.stdout == "", words


def test_every_sentence_here_is_about_a_line_of_readme() -> None:
    assert set(SAYS) <= {" ".join(words) for words in SHOWN}


def test_answer_is_that_of_the_request_above_it() -> None:
    answer = answer_to(json.loads(block("json request")), full=True)
    shown = json.loads(block("json answer"))
    assert {key: answer[key] for key in shown} == shown


def test_refusal_is_that_of_the_request_with_a_comma() -> None:
    refused = block("json request").replace('"72.4"', '"72,4"')
    assert ask_text(" ".join(refused.split()).encode()) == json.loads(block("json refusal"))


def test_every_field_of_a_request_is_named() -> None:
    """The schema is made from what the program takes."""
    from app.contract.schema import make_schema

    fields = make_schema()["$defs"]["Request"]["properties"]
    contract = README[README.index("## The JSON contract") : README.index("## What it stands on")]
    assert {
        field for field in fields if f'"{field}"' not in contract and f"`{field}`" not in contract
    } == set()


@pytest.mark.parametrize(("mg", "is_answered"), [("4000", True), ("4001", False)])
def test_highest_dose_of_durvalumab_is_the_one_that_is_named(mg: str, is_answered: bool) -> None:
    dose = {"basis": "flat", "mg": mg, "weight": "80", "weight_unit": "kg"}
    assert ("errors" not in ask({"drug": "durvalumab", "dose": dose})) == is_answered
    assert "over 10,000 mg (durvalumab 4,000)" in " ".join(README.split())


def test_mistakes_in_a_sites_files_are_said_as_readme_says(tmp_path: Path) -> None:
    """As a new site would: two templates copied, one figure in quotation marks, one id left."""
    said = [line for line in lines(README) if line.endswith("The file is not used.")]
    assert len(said) == 2
    user = tmp_path / "user"
    for kind, name in (("drugs", "exampleumab"), ("payers", "north-plan")):
        (user / kind).mkdir(parents=True)
        shutil.copy(RESOURCES / "templates" / f"{kind[:-1]}.toml", user / kind / f"{name}.toml")
    drug = user / "drugs" / "exampleumab.toml"
    right = drug.read_text(encoding="utf-8").replace('id = "drug" ', 'id = "exampleumab" ')
    drug.write_text(right.replace("unit_mg = 10 ", 'unit_mg = "10 mg" '), encoding="utf-8")
    (words,) = [words for words in commands(README) if "exampleumab" in words]
    done = run(tmp_path, words)
    assert done.returncode == 1
    assert done.stderr.splitlines()[:2] == said

    drug.write_text(right, encoding="utf-8")
    payer = user / "payers" / "north-plan.toml"
    payer.write_text(
        payer.read_text(encoding="utf-8").replace('id = "payer"', 'id = "north-plan"'), "utf-8"
    )
    done = run(tmp_path, words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 × 500 mg + 3 × 100 mg" in done.stdout
    assert "100 mL sodium chloride 0.9 %, drug added to the full bag" in done.stdout
    assert "6.9 mg/mL (label: 1 to 10 mg/mL)" in done.stdout  # 800 mg in 100 + 16 mL
    assert "Example Health Plan" in done.stdout
