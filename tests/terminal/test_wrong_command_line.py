"""A wrong command line: status 2, a plain sentence, and where the help is."""

import pytest

from app.__main__ import main
from app.terminal.window_options import COMMANDS

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("calculate", "Say the dose: --mg-per-kg with --weight, --flat, or --regimen."),
        ("calculate --weight 72.4", "Say the dose: --mg-per-kg"),
        ("calculate --weight", "--weight needs a value."),
        ("calculate --wei 72.4 --flat 5", "Not known here: --wei 72.4."),
        ("calculate 72.4 --flat 5", "Not known here: 72.4."),
        ("calculate --flat 5 --mg-per-kg 1", "--mg-per-kg and --flat do not go together."),
        ("calculate --flat 5 --lb", "--lb says the unit of --weight: give the weight too."),
        ("calculate --flat 5 --lb=1", "--lb takes no value."),
        ("calculate --flat 5 --prefer x", "--prefer is one of least-discard, fewest-vials, not x."),
        ("calculate --flat 5 --on-hand 500", "--on-hand: write MG=COUNT,… such as 500=6,120=9"),
        ("calculate --flat 5 --on-hand =5", "--on-hand: write MG=COUNT,…"),
        ("calculate --flat 5 --on-hand 1,000=5", "--on-hand: write MG=COUNT,…"),
        ("calculate --flat 5 --bag 100:shake", "--bag: write ML, ML:METHOD or DILUENT:ML:METHOD"),
        ("calculate --flat 5 --bag a:b:c:add", "--bag: write ML, ML:METHOD or DILUENT:ML:METHOD"),
        ("calculate --flat 5 --bag add", "--bag: write ML, ML:METHOD or DILUENT:ML:METHOD"),
        ("calculate --json - --jsonl -", "--jsonl and --json do not go together."),
        ("calculate --json - --flat 5", "--flat has no meaning beside requests in JSON."),
        ("calculate --jsonl - --lb", "--lb has no meaning beside requests in JSON."),
        ("calculate --json no-such-file", "no-such-file cannot be read: No such file"),
        ("calculate --jsonl no-such-file", "no-such-file cannot be read: No such file"),
        ("calculate --jsonl .", ". cannot be read: "),
        ("calculate --flat 5 --given", "--given needs a value."),
        ("calculate --flat 5 --given=", "--given: blank: give a value or leave the option out."),
        ("calculate --flat 5 --loss 3", "--loss: write MG:WHY, such as 3:spilt, not “3”."),
        ("calculate --flat 5 --loss :spilt", "--loss: write MG:WHY"),
        ("calculate --flat 5 --loss 3:", "--loss: write MG:WHY"),
        ("calculate --flat 5 --setting home", "--setting is one of office, hospital-on-campus"),
        ("calculate --flat 5 --source x", "--source is one of purchased, 340b, white-bag, free"),
        ("calculate --flat 5 --view x", "--view is one of cms-1500, ub-04, 837p, 837i, not x."),
        ("calculate --json - --view 837p", "--view has no meaning beside requests in JSON."),
        ("calculate --jsonl - --given 5", "--given has no meaning beside requests in JSON."),
        ("calculate --json - --carried-in 5", "--carried-in has no meaning beside requests"),
        ("import-hcpcs", "Say which FILE."),
        ("import-hcpcs a b", "Not known here: b."),
        ("schema --flat 5", "Not known here: --flat 5."),
        ("calculat --flat 5", "There is no command calculat: there are backup-records, calcul"),
        ("--flat 5", "--flat belongs to an order: write calculate first, or --screenshot."),
        ("--on-hand 500=1", "--on-hand belongs to an order"),
        ("--theme blue", "--theme is one of light, dark, high-contrast, not blue."),
        ("--screenshot x.png --size 5", "--size: write WIDTHxHEIGHT in pixels, not “5”."),
        ("--screenshot x.png --size 1366x-2", "--size: write WIDTHxHEIGHT"),
    ],
)
def test_a_wrong_command_line_gets_a_sentence(capsys: Capture, line: str, sentence: str) -> None:
    assert main(line.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    first, second = err.splitlines()
    assert first.startswith(sentence)
    assert second.startswith("For help: python -m app")
    assert second.endswith(" --help")
    assert "argument" not in err


@pytest.mark.parametrize(
    "line", ["--help", "calculate -h", *(f"{command} --help" for command in COMMANDS)]
)
def test_help_is_not_an_error(capsys: Capture, line: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(line.split())
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("usage: python -m app")


def test_help_says_that_only_the_sizes_named_are_used(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["calculate", "--help"])
    help_ = " ".join(capsys.readouterr().out.split())
    assert "only the sizes named; “500=” without a count is not limited" in help_


def test_help_says_what_of_a_claim_is_in_json_only(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["calculate", "--help"])
    help_ = " ".join(capsys.readouterr().out.split())
    assert (
        "the claim: authorization, evidence, history, decisions and claim_lines are in JSON only"
        in help_
    )


@pytest.mark.parametrize("hostile", ["\u202e", "\x1b[2J", "\u2066", "\n", "\r"])
def test_what_is_not_seen_is_not_repeated(capsys: Capture, hostile: str) -> None:
    assert main(["calculate", "--flat", "5", "--loss", f"3{hostile}"]) == 2
    assert main(["calculate", "--flat", f"5{hostile}x"]) == 1
    assert main(["calculate", "--json", f"no-such-file{hostile}x"]) == 2
    assert main([f"calculat{hostile}"]) == 2
    _, err = capsys.readouterr()
    lines = err.split("\n")
    assert len(lines) == 8
    assert all(line.isprintable() for line in lines)
    assert err.count("\ufffd") == 4


def test_help_lists_every_command(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    help_ = capsys.readouterr().out
    assert all(f"\n  {name} " in help_ for name in COMMANDS)


def test_a_file_that_cannot_be_imported_is_said_and_changes_nothing(capsys: Capture) -> None:
    assert main(["import-hcpcs", "no-such-file.txt"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "no-such-file.txt" in err


def test_version_names_program_and_table_date(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == (
        "Vialwise 0.1.0\nHCPCS table of October 2025, dated 2025-10-01, stale after 2026-12-31\n"
    )


def test_help_says_that_an_order_goes_with_a_picture_alone(capsys: Capture) -> None:
    for words, group in ((["--help"], "the order, with --screenshot:"),
                         (["calculate", "--help"], "the order:")):  # fmt: skip
        with pytest.raises(SystemExit):
            main(words)
        assert group in capsys.readouterr().out.splitlines()
