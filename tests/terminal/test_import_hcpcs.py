"""`import-hcpcs`: what it prints, and its exit status."""

from pathlib import Path

import pytest

from app.terminal.command_line import WrongCommandLineError
from app.terminal.import_hcpcs import run
from tests.site.folders import SMALL, WHOLE


@pytest.fixture(name="site")
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("VIALWISE_SITE", str(folder))
    return folder


def test_import_says_table_codes_modifiers_and_place(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "HCPC2026_OCT_ANWEB.txt"
    file.write_bytes(WHOLE)
    assert run([str(file)]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "HCPCS table of October 2026, 2026-10-01: 5,004 codes and 1 modifiers.",
        f"{site}/hcpcs.tsv",
        "NDC crosswalk, most units (MUE) and rates stay those of the program.",
    ]
    assert said.err == ""


def test_older_table_is_said_to_be_one(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "HCPC2019_CONTR_ANWEB.txt"
    file.write_bytes(WHOLE)
    assert run([str(file)]) == 0
    assert (
        "It is older than the HCPCS table of October 2025, which stays in force; its codes serve "
        "where that one has none."
    ) in capsys.readouterr().out.splitlines()


def test_day_can_be_given(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "codes.txt"
    file.write_bytes(WHOLE)
    assert run([str(file)]) == 1
    assert "--dated" in capsys.readouterr().err
    assert run([str(file), "--dated", "9999-12-31"]) == 1
    assert "9999-12-31 is after today" in capsys.readouterr().err
    assert run([str(file), "--dated", "2026-10-01"]) == 0
    assert "2026-10-01" in capsys.readouterr().out


def test_refusal_is_said_on_standard_error_and_nothing_is_written(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "HCPC2026_OCT_ANWEB.txt"
    file.write_bytes(SMALL[:-100])
    assert run([str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "HCPC2026_OCT_ANWEB.txt, line 11: the file ends within a row, after 222 characters.",
        "Nothing was changed.",
    ]
    assert list(site.iterdir()) == []


@pytest.mark.parametrize("words", [[], ["a", "b"], ["a", "--dated"], ["a", "--dated", "October"]])
def test_wrong_command_line_is_refused(words: list[str]) -> None:
    with pytest.raises(WrongCommandLineError, match="import-hcpcs --help"):
        run(words)
