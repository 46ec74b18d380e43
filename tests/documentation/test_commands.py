"""Each command and each option is documented, and nothing is that there is not."""

import ast
import re
import tomllib

import pytest

from app.terminal.window_options import COMMANDS
from tests.documentation.documents import ALL, DOCUMENTS, README, ROOT, commands, inline, lines
from tests.documentation.parsers import PARSERS, WINDOW, options_of

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")
HAZARDS = tomllib.loads((ROOT / "resources" / "hazards.toml").read_text(encoding="utf-8"))[
    "hazards"
]
DEV = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")


def dev_commands() -> list[str]:
    """The keys of dev.py's table."""
    for node in ast.parse(DEV).body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "COMMANDS":
            assert isinstance(node.value, ast.Dict)
            return [ast.literal_eval(key) for key in node.value.keys if key is not None]
    raise AssertionError("dev.py has no table of its commands")


@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_in_readme_and_in_the_help(command: str) -> None:
    assert any(words[0] == command for words in commands(README)) or command in inline(README)
    assert re.search(rf"^  {command} +\S", PARSERS[WINDOW].format_help(), re.MULTILINE)


@pytest.mark.parametrize("command", [WINDOW, *COMMANDS])
def test_every_option_says_what_it_is_for(command: str) -> None:
    parser = PARSERS[command]
    assert parser.description
    for option, action in options_of(command).items():
        assert action.help, f"{command} {option}"
    assert command == WINDOW or f"python -m app {command}" in parser.format_help()


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_command_that_is_written_down_exists_with_its_options(words: list[str]) -> None:
    command = words[0] if words[0] in COMMANDS else WINDOW
    assert command or words[0].startswith("-"), words
    said = {word.partition("=")[0] for word in words if word.startswith("--")}
    assert said <= {*options_of(command), "--help"}


def test_options_that_are_named_alone_exist_somewhere() -> None:
    """An option of pytest, pip or uv stands in a line that begins with that program."""
    ours = {option for command in PARSERS for option in options_of(command)} | {"--help", "--all"}
    for said in inline():
        if said.startswith("--"):
            assert set(OPTION.findall(said)) <= ours | {"--upgrade", "--upgrade-package"}, said


@pytest.mark.parametrize("command", dev_commands())
def test_command_of_dev_is_documented(command: str) -> None:
    assert f"packaging/dev.py {command}" in ALL.replace("\n", " ")


def test_command_of_dev_that_is_written_down_exists() -> None:
    said = re.findall(r"packaging[/\\]dev\.py ([a-z]\w*)", ALL)
    assert set(said) == set(dev_commands())


def test_the_two_commands_stand_first() -> None:
    first = [line for line in lines(README) if line.startswith("python3")][:2]
    assert [line.split("#")[0].strip() for line in first] == [
        "python3 packaging/dev.py run",
        "python3 packaging/dev.py test",
    ]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_files_and_pictures_that_are_linked_are_there(path: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", DOCUMENTS[path]):
        assert (ROOT / path).parent.joinpath(target).exists() or (ROOT / target).exists(), target


def test_what_readme_says_remains_of_a_hazard_is_what_the_safety_case_says() -> None:
    remains = {hazard["id"]: hazard["remains"] for hazard in HAZARDS}
    rows = re.findall(r"^\| (H-\d+) [^|]+ \| (.+) \|$", README, re.MULTILINE)
    assert len(rows) == README.count("H-")
    for hazard, said in rows:
        assert said in remains[hazard], hazard
