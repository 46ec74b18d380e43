"""`worksheet`: a request to the one-page PDF, its exit status, and what it says where it fails."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from tests.paper.reading import read_page
from tests.terminal.running import GOLDEN, run, run_python
from tests.terminal.test_start_up import SCRIPT

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _without_display(qapp: object) -> None:
    """The one application of the test run, which the command then uses too."""


@pytest.fixture(name="request_file")
def _request_file(tmp_path: Path) -> Path:
    file = tmp_path / "request.json"
    file.write_bytes(GOLDEN)
    return file


def written(file: Path, **more: Any) -> Path:
    """The golden request with other fields."""
    file.write_text(json.dumps({**json.loads(GOLDEN), **more}), "utf-8")
    return file


def test_worksheet_and_insert_are_written(
    request_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    sheet, insert = tmp_path / "sheet.pdf", tmp_path / "insert.pdf"
    words = ["worksheet", "--json", str(request_file), "--pdf", str(sheet), "--insert", str(insert)]
    assert main([*words, "--encounter", "A-20417"]) == 0
    assert capsys.readouterr() == ("", "")
    page = read_page(sheet.read_bytes())
    assert (page.width, page.height) == (612, 792)
    assert "PLANNED, nothing is given yet" in page.text
    assert "724 mg of durvalumab = 72.4 kg × 10 mg/kg" in page.text
    assert "Encounter A-20417. Record: not recorded. This page is in no record." in page.text
    assert "Dose to give: 724 mg in 14.48 mL" in read_page(insert.read_bytes()).text
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "insert.pdf", "request.json", "sheet.pdf",
    ]  # fmt: skip


def test_paper_can_be_a4(request_file: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    words = ["worksheet", "--json", str(request_file), "--pdf", str(sheet), "--paper", "a4"]
    assert main(words) == 0
    page = read_page(sheet.read_bytes())
    assert (page.width, page.height) == (595, 842)


def test_given_request_makes_a_given_sheet_and_no_insert(tmp_path: Path, capsys: Capture) -> None:
    file, sheet = written(tmp_path / "r.json", given_mg="724"), tmp_path / "sheet.pdf"
    words = ["worksheet", "--json", str(file), "--pdf", str(sheet)]
    assert main(words) == 0
    assert "GIVEN on " in read_page(sheet.read_bytes()).text
    sheet.unlink()
    assert main([*words, "--insert", str(tmp_path / "insert.pdf")]) == 1
    assert capsys.readouterr().err == (
        "There is no insert: what was given is entered, and it is for a bag still to be given.\n"
    )
    assert "GIVEN on " in read_page(sheet.read_bytes()).text
    assert sorted(tmp_path.iterdir()) == [file, sheet]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"shelf": [{"mg": "120", "on_hand": 1}]},
            "shelf: The shelf holds 120 mg, 604 mg short of",
        ),
        ({"dose": {"basis": "flat", "mg": "5000"}}, "dose.mg: 5,000 mg is over 4,000 mg"),
        ({"drug": "x"}, "drug: There is no drug file “x”."),
        ({"dose": {"basis": "flat", "mg": "x\u202e"}}, "dose.mg: “x\ufffd” is not a plain number"),
    ],
)
def test_refused_request_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: Capture, fields: dict[str, Any], sentence: str
) -> None:
    file = written(tmp_path / "r.json", **fields)
    assert main(["worksheet", "--json", str(file), "--pdf", str(tmp_path / "sheet.pdf")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence)
    assert list(tmp_path.iterdir()) == [file]


def test_file_that_cannot_be_written_is_said(request_file: Path, capsys: Capture) -> None:
    sheet = request_file.parent / "no folder" / "sheet.pdf"
    assert main(["worksheet", "--json", str(request_file), "--pdf", str(sheet)]) == 1
    assert capsys.readouterr().err == (
        f"{sheet} could not be written: No such file or directory.\n"
    )


def test_page_that_was_there_stays_where_the_request_is_refused(tmp_path: Path) -> None:
    file, sheet = written(tmp_path / "r.json", drug="x"), tmp_path / "sheet.pdf"
    sheet.write_bytes(b"yesterday's")
    assert main(["worksheet", "--json", str(file), "--pdf", str(sheet)]) == 1
    assert sheet.read_bytes() == b"yesterday's"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("worksheet", "Say which --json, --pdf."),
        ("worksheet --json r.json", "Say which --pdf."),
        ("worksheet --json - --pdf -", "--pdf: name a file to write, not “-”."),
        ("worksheet --json - --pdf .", "--pdf: name a file to write, not “.”."),
        ("worksheet --json - --pdf a --insert ./a", "--pdf and --insert name the same file"),
        ("worksheet --json - --pdf a --paper a5", "--paper is one of a4, letter, not a5."),
        ("worksheet --json no-such-file --pdf a", "no-such-file cannot be read: No such file"),
        ("worksheet --json - --pdf a --encounter=", "--encounter: Type the encounter’s reference."),
        ("worksheet --json - --pdf a --encounter Jane_Doe_", ""),
        ("worksheet --json - --pdf a x", "Not known here: x."),
    ],
)
def test_wrong_command_line_gets_a_sentence(capsys: Capture, line: str, sentence: str) -> None:
    assert main([word.replace("_", " ") for word in line.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence)
    assert err.splitlines()[1] == "For help: python -m app worksheet --help"


def test_it_runs_without_a_display_and_reads_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    sheet = tmp_path / "sheet.pdf"
    words = ("worksheet", "--json", "-", "--pdf", str(sheet))
    done = run(*words, given=b"\xef\xbb\xbf" + GOLDEN)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert "724 mg" in read_page(sheet.read_bytes()).text


def test_neither_window_nor_print_support_is_imported(tmp_path: Path) -> None:
    said = run_python(
        SCRIPT + "print(*[n for n in sys.modules if n.startswith('PySide6.')], file=sys.stderr)",
        "worksheet", "--json", "-", "--pdf", str(tmp_path / "sheet.pdf"),
        given=GOLDEN,
    )  # fmt: skip
    imported = set(said.split())
    assert {"PySide6.QtGui", "app.paper.pdf"} <= imported
    assert not {"app.ui", "PySide6.QtWidgets", "PySide6.QtPrintSupport", "rich"} & imported
    assert not {"sqlalchemy", "app.records"} & imported


def test_refusal_needs_no_qt(tmp_path: Path) -> None:
    said = run_python(SCRIPT, "worksheet", "--json", "-", "--pdf", str(tmp_path / "x"), given=b"{}")
    assert "PySide6" not in set(said.split())
    assert "“drug” is required" in said
