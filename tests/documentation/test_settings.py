"""Each setting is documented: of the environment, of the files, and the files themselves."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from app.reference import load_reference
from app.reference.resources import RESOURCES
from app.site import load_site
from app.site.site_table import read_site_text
from tests.documentation.documents import README, ROOT, inline
from tests.site.folders import chosen

TEMPLATES: Final = RESOURCES / "templates"
PLACES: Final = {
    "drug.toml": "drugs",
    "payer.toml": "payers",
    "checklist.toml": ".",
    "site.toml": ".",
}
OURS: Final = {"people", "shelf.durvalumab", "charges_usd", "usual_bags", "shelf", "limits"}
"""Tables of site.toml whose keys are names: of people, of vial sizes, of drugs."""
UNKNOWN: Final = "not-a-key"
_SETTING_OFF: Final = re.compile(r"^#(?=\S)", re.MULTILINE)
_ASKS: Final = re.compile(r"\b(?:environ|getenv)\b")
_VARIABLE: Final = re.compile(r"[A-Z][A-Z_]{5,}")
_FILE: Final = re.compile(r"[a-z][\w.-]*\.(?:toml|tsv|json|txt|sqlite|log|lock)")


def in_force(name: str) -> str:
    """A template with every setting in force that it shows."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return _SETTING_OFF.sub("", text) if name == "site.toml" else text


def with_unknown_keys(name: str) -> Iterator[str]:
    """The template with a key that nobody knows at its top, and in each of its tables."""
    text = in_force(name)
    yield f"{UNKNOWN} = 1\n{text}"
    for head in re.finditer(r"^\[.*\].*$", text, re.MULTILINE):
        yield f"{text[: head.end()]}\n{UNKNOWN} = 1{text[head.end() :]}"


def sentence_about(name: str, text: str, folder: Path) -> str:
    """What the program says of a file with that text."""
    shutil.rmtree(folder / PLACES[name], ignore_errors=True)
    (folder / PLACES[name]).mkdir(parents=True, exist_ok=True)
    (folder / PLACES[name] / name).write_text(text, encoding="utf-8")
    return " ".join(load_site(chosen(folder)).reference.notes)


@pytest.mark.parametrize("name", PLACES)
def test_template_explains_every_key_that_the_program_knows(name: str, tmp_path: Path) -> None:
    """The program names the keys that it knows where it refuses one that it does not."""
    template = (TEMPLATES / name).read_text(encoding="utf-8")
    checked = 0
    for number, text in enumerate(with_unknown_keys(name)):
        said = sentence_about(name, text, tmp_path / str(number))
        known = re.search(rf"{UNKNOWN} is not known here; known are ([^:]*?)\.(?: |$)", said)
        if known is None:
            (table,) = re.findall(rf"^\[+([\w.]+)\]+.*\n{UNKNOWN}", text, re.MULTILINE)
            assert table in OURS, said
            continue
        for key in known[1].split(", "):
            assert re.search(rf"(?<![\w-]){key}(?![\w-])", template), f"{name} lacks {key}: {said}"
            checked += 1
    assert checked > 8


def test_template_of_the_site_is_read_and_every_setting_of_it_differs_from_the_programs() -> None:
    drugs = load_reference().drugs
    as_it_is = read_site_text((TEMPLATES / "site.toml").read_text(encoding="utf-8"), drugs)
    whole = read_site_text(in_force("site.toml"), drugs)
    assert as_it_is.trouble == whole.trouble == ()
    assert (as_it_is.shelf, as_it_is.limits, as_it_is.theme) == ({}, {}, "")
    same = {
        key
        for key in whole.choices.__slots__
        if getattr(whole.choices, key) == getattr(as_it_is.choices, key)
    }
    assert same == {"payer", "setting", "source"}  # what most sites have


def variables() -> set[str]:
    """Every variable of the environment that is named where the program asks for one."""
    found: set[str] = set()
    for path in sorted((ROOT / "app").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not _ASKS.search(text):
            continue
        nodes = list(ast.walk(ast.parse(text)))
        metavars = [n.value for n in nodes if isinstance(n, ast.keyword) and n.arg == "metavar"]
        found |= {
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if node not in metavars and _VARIABLE.fullmatch(node.value)
        }
    return found


def test_every_environment_variable_is_in_readme_and_the_other_way_round() -> None:
    assert {"VIALWISE_SITE", "VIALWISE_USER_DATA"} <= variables()
    assert variables() - set(inline(README)) == set()
    said = {word for word in inline(README) if _VARIABLE.fullmatch(word)}
    assert said - variables() == set()


def file_names(folder: str = "app") -> set[str]:
    """Every name of a file that stands in the program, or in what makes the bundle."""
    return {
        node.value
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _FILE.fullmatch(node.value)
    }


def test_every_file_of_site_and_user_is_in_readme() -> None:
    ours = {path.name for path in RESOURCES.rglob("*")}
    proposed = {
        "backup.sqlite",
        "request.json",
        "vialwise-record.sqlite",
    }  # of a moment, in a field
    missing = {"hcpcs.toml"}  # what is named where the program's folder of tables is empty
    said = {word for whole in inline(README) for word in _FILE.findall(whole)}
    assert file_names() - ours - proposed - missing - said == set()
    assert {"site.toml", "checklist.toml", "site.damaged.toml"} <= said


def test_every_file_that_readme_names_is_there_or_written_by_the_program() -> None:
    of_a_reader = {"pgpass.conf", "request.json"}
    tracked = {
        path.name
        for path in (*RESOURCES.rglob("*"), *ROOT.glob("*"), *(ROOT / "packaging").iterdir())
    }
    known = file_names() | file_names("packaging") | tracked | of_a_reader | {"site.damaged.toml"}
    said = {word for whole in inline(README) for word in _FILE.findall(whole)}
    assert said - known == set()
