"""The safety case: each hazard is answered, each test that it names is there and runs."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest

from app.core.finding import FINDING_IDS
from app.reference.file_error import ReferenceFileError
from app.reference.hazards_file import Hazard, read_hazards

ROOT = Path(__file__).resolve().parents[2]
HAZARDS: Final = read_hazards()
IDS: Final = {hazard.id for hazard in HAZARDS}
_NEVER: Final = re.compile(r"\bmark\.(skip|xfail)\b")

STATED: Final = {
    "ui.md": {
        "1 the answer changes at each keystroke": ["H-17"],
        "2 never stale, never half right": ["H-17", "H-20"],
        "3 drug and strength beside each figure, safe writing": ["H-08", "H-16"],
        "4 colour is never alone": ["H-13"],
        "5 Enter never commits, Escape never loses": ["H-12", "H-64"],
        "6 a scan goes where it belongs": ["H-12", "H-23"],
        "7 a warning is short, beside its field, and counted": ["H-13"],
        "8 doubtful is not forbidden": ["H-02", "H-03"],
        "9 who decides is shown": ["H-35", "H-37", "H-48"],
        "10 nothing names the patient": ["H-10", "H-66"],
        "11 nothing is cut or out of reach": ["H-14", "H-78"],
        "12 planned is not given": ["H-30"],
        "13 the last patient's weight": ["H-09"],
        "14 words of the bench": ["H-13"],
        "malformed numbers at entry": ["H-01"],
        "lb through a switch, both values": ["H-02"],
        "opened = given + discarded": ["H-19"],
        "why the first plan is first": ["H-18"],
        "one truth on screen, paper, clipboard, terminal, record": ["H-67"],
        "the second check is blind, and the same person cannot make both": ["H-53", "H-54"],
        "a difference holds dose or claim": ["H-55"],
        "the figure that a syringe can measure": ["H-24"],
        "a look-alike code is never shown alone": ["H-38"],
        "a remainder under one unit": ["H-21"],
        "what the program is not": ["H-75"],
        "one combination shown, another one billed": ["H-19"],
        "largest vial first": ["H-18"],
        "a greedy or floating-point search": ["H-15", "H-18"],
        "9.5 units billed as 9 and 1": ["H-41"],
        "zero waste said aloud": ["H-21"],
    },
    "contract.md": {
        "a JSON number, an unknown field, a repeated key": ["H-69"],
        "a refusal is errors and nothing else": ["H-17"],
        "answers in order, one a line": ["H-69"],
        "limits, refused and asked": ["H-03"],
        "the side of 30 kg on the exact weight": ["H-04"],
        "only the shelf that is named, a plan that covers": ["H-20"],
        "given, kept, carried in, lost": ["H-31", "H-33", "H-34"],
        "the discard is of the vial opened last": ["H-44"],
        "multi-dose, nothing given, JZ": ["H-31", "H-42"],
        "claim_ready": ["H-48"],
        "an entry is answered once it is safe on disk": ["H-57", "H-58"],
        "a changed entry is named": ["H-59"],
    },
    "billing.md": {
        "0 J9323 is another drug's code": ["H-37"],
        "0.1 a code is not recognised by its shape": ["H-38", "H-46"],
        "0.1 a bulk NDC is never billable": ["H-44"],
        "0.1 Z51.12 first, a use outside the label": ["H-46"],
        "0.1 JW counts towards the most of the day": ["H-45"],
        "0.1 JZ and JW by date of service": ["H-39"],
        "0.1 a stopped infusion": ["H-31"],
        "0.1 a leftover that went into another patient": ["H-33"],
        "0.1 a drug that was not bought": ["H-49"],
        "0.1 four modifiers, JA first": ["H-43"],
        "0.1 two NDCs": ["H-44"],
        "0.1 OPPS rates are hospital rates": ["H-52"],
        "0.1 837: charges, checkers that each miss things": ["H-50"],
        "1.2 the CMS file's layout": ["H-40"],
        "1.4 tables age by the quarter": ["H-39"],
        "2.2 where the rule does not hold": ["H-80"],
        "2.3 given is rounded up, waste down": ["H-41"],
        "2.4 the vials that waste least": ["H-18"],
        "2.5 overfill, multi-dose, not administered": ["H-31", "H-42"],
        "2.6 what has to be documented": ["H-22", "H-30", "H-79"],
        "3 most units, payers' limits": ["H-45"],
        "4 NDC: eleven digits, ML": ["H-44", "H-50"],
        "5 340B, PO, PN": ["H-43"],
        "2.5, 4.4, 7.1 duplicates, an amount too large, a late claim": ["H-81"],
        "7 denials and prior authorisation": ["H-47", "H-51"],
        "8.2 the manufacturer's refund": ["H-82"],
    },
}
"""The mistakes and dangers that each document states, and the hazards that answer them."""

OF_FINDINGS: Final = {
    "H-02": "weight-looks-like-lb weight-changed",
    "H-03": "weight-unusual dose-unusual",
    "H-04": "weight-switch",
    "H-05": "weight-old",
    "H-06": "dose-off-label-row flat-without-weight",
    "H-07": "regimen-unverified",
    "H-18": "discard-avoidable",
    "H-21": "remainder-under-one-unit",
    "H-22": "vial-expired",
    "H-25": "concentration-out-of-range",
    "H-31": "stopped-jw-unsettled stopped-without-reason nothing-given given-over-dose",
    "H-33": "shared-vial",
    "H-35": "rounding-proposed",
    "H-36": "given-early course-limit",
    "H-37": "code-conflict code-kept-by-site",
    "H-38": "code-look-alike code-unknown",
    "H-39": "code-not-yet-valid code-ended table-stale",
    "H-43": "modifier-dropped",
    "H-44": "ndc-other-drug",
    "H-45": "mue-exceeded payer-limit-exceeded",
    "H-46": "diagnosis-malformed diagnosis-not-labelled",
    "H-47": "authorization-missing biomarker-missing prior-line-missing response-missing "
    "coverage-unconfirmed",
    "H-49": "not-bought",
    "H-51": "claim-code-differs claim-units-differ claim-modifier-missing claim-modifier-wrong "
    "claim-line-missing claim-ndc-differs",
}
"""The hazard that each finding of the contract is about."""


@cache
def _tests_in(file: str) -> dict[str, ast.FunctionDef]:
    """Every function of a test file by its name behind "::", a method behind its class's.

    None where a mark of the whole file keeps all of them from running.
    """
    module = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    marks = [ast.unparse(node) for node in module.body if isinstance(node, ast.Assign)]
    if any(mark.startswith("pytestmark") and _NEVER.search(mark) for mark in marks):
        return {}
    return dict(_functions(module, ""))


def _functions(tree: ast.AST, before: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield f"{before}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{before}{node.name}::")


def _never_runs(test: ast.FunctionDef) -> bool:
    """Whether a mark of its own keeps it from running, or from failing, on every system."""
    return any(_NEVER.search(ast.unparse(mark)) for mark in test.decorator_list)


def test_ids_are_in_order_and_none_is_there_twice() -> None:
    assert [hazard.id for hazard in HAZARDS] == [f"H-{n:02}" for n in range(1, len(HAZARDS) + 1)]


def test_every_hazard_has_a_control_and_every_control_a_test_or_a_reason() -> None:
    for hazard in HAZARDS:
        assert hazard.controls, hazard.id
        for control in hazard.controls:
            assert bool(control.tests) != bool(control.open), hazard.id
            assert len(set(control.tests)) == len(control.tests), hazard.id


def test_few_controls_are_held_by_no_test() -> None:
    """Each one more is a decision, to be taken here."""
    assert [hazard.id for hazard in HAZARDS for each in hazard.controls if each.open] == []


def test_every_text_is_a_sentence_and_titles_are_told_apart() -> None:
    for hazard in HAZARDS:
        texts = [hazard.could, hazard.cause, hazard.remains]
        texts += [text for each in hazard.controls for text in (each.text, each.open) if text]
        for text in texts:
            assert text.endswith("."), text
            assert text[0].isupper() or text[0].isdigit(), text
        assert not hazard.title.endswith("."), hazard.id
    assert len({hazard.title for hazard in HAZARDS}) == len(HAZARDS)


def test_hazards_of_one_place_stand_together() -> None:
    places = [about for about, _ in groupby(HAZARDS, lambda hazard: hazard.about)]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_every_test_that_a_hazard_names_is_there_and_runs(hazard: Hazard) -> None:
    for test in [test for control in hazard.controls for test in control.tests]:
        file, _, name = test.partition("::")
        assert re.fullmatch(r"tests(/\w+)+/test_\w+\.py", file), test
        assert name.rpartition("::")[2].startswith("test_"), test
        assert (ROOT / file).is_file(), f"{file} is not there: where are its tests now?"
        found = _tests_in(file).get(name)
        assert found is not None, f"{test} is not there: which test holds this control now?"
        assert not _never_runs(found), test


def test_a_test_that_never_runs_is_seen() -> None:
    for mark in ("pytest.mark.skip", "pytest.mark.skip(reason='x')", "pytest.mark.xfail(strict=1)"):
        [test] = ast.parse(f"@{mark}\ndef test_x() -> None: ...").body
        assert isinstance(test, ast.FunctionDef)
        assert _never_runs(test)
    [test] = ast.parse("@pytest.mark.skipif(windows, reason='x')\ndef test_x(): ...").body
    assert isinstance(test, ast.FunctionDef)
    assert not _never_runs(test)


@pytest.mark.parametrize("document", STATED)
def test_the_hazards_of_each_document_are_answered(document: str) -> None:
    for stated, answered_by in STATED[document].items():
        assert answered_by, stated
        for hazard_id in answered_by:
            assert hazard_id in IDS, stated
        assert any(
            document in hazard.stated_in for hazard in HAZARDS if hazard.id in answered_by
        ), stated


def test_every_finding_is_about_a_hazard() -> None:
    named = [finding for findings in OF_FINDINGS.values() for finding in findings.split()]
    assert sorted(named) == sorted(FINDING_IDS)
    assert set(OF_FINDINGS) <= IDS


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('harm = "nobody"', "harm"),
        ('harm = "both"\nlikely = 3', "likely"),
    ],
)
def test_a_hazard_that_is_not_well_formed_is_refused(tmp_path: Path, wrong: str, why: str) -> None:
    file = tmp_path / "hazards.toml"
    text = (ROOT / "resources" / "hazards.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('harm = "both"', wrong, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as error:
        read_hazards(file)
    assert error.value.key == f"hazards[0].{why}"


def test_a_control_without_a_test_or_a_reason_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "hazards.toml"
    text = (ROOT / "resources" / "hazards.toml").read_text(encoding="utf-8")
    file.write_text(re.sub(r"tests = \[.*?\]", "tests = []", text, count=1, flags=re.DOTALL))
    with pytest.raises(ReferenceFileError, match="tests: or `open` is needed"):
        read_hazards(file)
