"""The table of the benchmarks: every one is in it, and what is missed is said."""

import ast
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import BENCHES, main
from tests.benchmarks.machine import Row, at_least, at_most, table

FOLDER = Path(__file__).parent


def test_every_file_of_a_benchmark_is_run() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "__main__", "machine"}
    assert {f"bench_{name}" for name in BENCHES} == {n for n in files if n.startswith("bench_")}
    assert [name for name in files if not name.startswith(("bench_", "test_"))] == []


@pytest.mark.parametrize("name", BENCHES)
def test_benchmark_runs_alone_and_with_the_others_without_being_told_anything(name: str) -> None:
    source = (FOLDER / f"bench_{name}.py").read_text(encoding="utf-8")
    functions = {
        node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)
    }
    measure = functions["measure"]
    assert len(measure.args.defaults) == len(measure.args.args)
    assert measure.returns is not None
    assert ast.unparse(measure.returns) == "list[Row]"
    assert source.endswith('if __name__ == "__main__":\n    alone(measure)\n')
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert "print" not in names  # standard output is the table's; what a child prints is its own


def test_what_is_missed_is_marked_on_both_sides_of_the_aim() -> None:
    rows = [
        at_most(1.25, 1.25, "start", "1.25 ×", "×"),
        at_most(1.25, 1.26, "start again", "1.26 ×", "×"),
        at_least(20_000, 20_000, "orders", "20,000", "a second"),
        at_least(20_000, 19_999, "orders again", "19,999", "a second"),
        Row("on a server", "not measured: no PostgreSQL"),
    ]
    _, _, *lines = table(rows).splitlines()
    assert lines == [
        "| what         | measured                    | aim                                  |",
        "| ------------ | --------------------------- | ------------------------------------ |",
        "| start        | 1.25 ×                      | at most 1.25 ×, met                  |",
        "| start again  | 1.26 ×                      | at most 1.25 ×, **missed**           |",
        "| orders       | 20,000                      | at least 20,000 a second, met        |",
        "| orders again | 19,999                      | at least 20,000 a second, **missed** |",
        "| on a server  | not measured: no PostgreSQL | no aim                               |",
    ]


def test_unknown_benchmark_is_answered_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["calculate", "speed"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"There is no benchmark speed: there are {', '.join(BENCHES)}.\n"


def test_benchmark_that_fails_has_its_row_and_the_status_says_so(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.benchmarks.__main__.BENCHES", ("that-is-not-there",))
    assert main([]) == 1
    last = capfd.readouterr().out.splitlines()[-1]
    assert last.startswith("| that-is-not-there: failed | ModuleNotFoundError: No module named")
