"""The same worksheet on screen, on the clipboard, in JSON and in the terminal.

Each order is typed into the window, written as options, and written as a request; then what can be
read in the four places is compared. Nothing here knows how a figure comes about.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtGui import QGuiApplication

from app.__main__ import main
from app.core.notation import shown
from tests.ui.bench import (
    CLAIM,
    DAY_OF_SERVICE,
    DIAGNOSES,
    WEIGHED_ON,
    Bench,
    OpenBench,
)
from tests.ui.claim_desk import CARRIED_IN, GIVEN, KEPT, LOST, LOST_WHY, STOPPED

DAY: Final = "2026-11-20"
WEIGHED: Final = "2026-11-19"


@dataclass(frozen=True)
class Case:
    """An order in three hands: fields of the window, options of the terminal, keys of a request."""

    name: str
    weight: str = "72.4"
    payer: str = ""
    setting: str = ""
    source: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    request: dict[str, Any] = field(default_factory=dict)


CASES: Final = (
    Case("planned"),
    Case(
        "given",
        typed={GIVEN: "724"},
        options=("--given", "724"),
        request={"given_mg": "724"},
    ),
    Case(
        "stopped",
        typed={GIVEN: "300", STOPPED: "reaction"},
        options=("--given", "300", "--stopped", "reaction"),
        request={"given_mg": "300", "stopped": "reaction"},
    ),
    Case(
        "nothing given",
        typed={GIVEN: "0", STOPPED: "patient left"},
        options=("--given", "0", "--stopped", "patient left"),
        request={"given_mg": "0", "stopped": "patient left"},
    ),
    Case(
        "kept, carried in and lost",
        typed={CARRIED_IN: "20", KEPT: "3", LOST: "2.5", LOST_WHY: "spilt", GIVEN: "724"},
        options=("--given", "724", "--kept", "3", "--carried-in", "20", "--loss", "2.5:spilt"),
        request={
            "given_mg": "724",
            "kept_mg": "3",
            "carried_in_mg": "20",
            "losses": [{"mg": "2.5", "why": "spilt"}],
        },
    ),
    Case(
        "two products for Medicaid, 340B, off campus",
        payer="Medicaid",
        setting="Off campus, excepted",
        source="340B",
        options=(*("--payer", "medicaid", "--setting", "off-campus-excepted", "--source", "340b"),),
        request={"payer": "medicaid", "setting": "off-campus-excepted", "source": "340b"},
    ),
    Case(
        "white-bagged",
        source="White-bagged",
        options=("--source", "white-bag"),
        request={"source": "white-bag"},
    ),
)


def _on_screen(bench: Bench, case: Case) -> Bench:
    bench.order(case.weight)
    bench.type_into(WEIGHED_ON, WEIGHED)
    bench.type_into(DAY_OF_SERVICE, DAY)
    bench.type_into(DIAGNOSES, "C34.12")
    for name, choice in (
        ("Payer", case.payer),
        ("Setting", case.setting),
        ("Drug source", case.source),
    ):
        if choice:
            bench.pick(name, choice)
    if case.typed:
        bench.alt("2")
        for name, text in case.typed.items():
            bench.type_into(name, text)
        bench.alt("1")
    return bench


def _in_json(case: Case, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    request = {
        "drug": "durvalumab",
        "dose": {
            "basis": "weight",
            "mg_per_kg": "10",
            "weight": case.weight,
            "weight_unit": "kg",
            "weighed_on": WEIGHED,
        },
        "date_of_service": DAY,
        "diagnoses": ["C34.12"],
        **case.request,
    }
    file = folder / "request.json"
    file.write_text(json.dumps(request), encoding="utf-8")
    assert main(["calculate", "--json", str(file)]) == 0
    return json.loads(capsysbinary.readouterr().out)


def _in_terminal(case: Case, capsysbinary: pytest.CaptureFixture[bytes]) -> str:
    words = ["calculate", "--weight", case.weight, "--mg-per-kg", "10", "--weighed-on", WEIGHED]
    words += ["--date-of-service", DAY, "--diagnosis", "C34.12", *case.options]
    assert main(words) == 0
    return capsysbinary.readouterr().out.decode("utf-8")


def _on_clipboard(bench: Bench, button: str) -> str:
    bench.click(button)
    return QGuiApplication.clipboard().text()


Line = tuple[str, tuple[str, ...], str, str]
"""Code, modifiers, units and mg as a person reads them."""


def _lines_of_answer(answer: Any) -> list[Line]:
    return [
        (line["code"], tuple(line["modifiers"]), shown(line["units"]), _figure(line["mg"]))
        for line in answer["claim_lines"]
    ]


def _figure(plain: str) -> str:
    whole, point, rest = plain.partition(".")
    return f"{int(whole):,}{point}{rest}"


_TEXT_LINE: Final = re.compile(
    r"^ +(J\d{4}) +((?:[A-Z]{2}(?:, )?)*) +([\d,]+) +([\d,.]+) mg ", re.MULTILINE
)


def _lines_of_text(text: str) -> list[Line]:
    return [
        (code, tuple(modifiers.strip().split(", ")), units, mg)
        for code, modifiers, units, mg in _TEXT_LINE.findall(text)
    ]


def _lines_of_screen(bench: Bench, card: str) -> list[Line]:
    texts = bench.texts(card)
    starts = [place for place, text in enumerate(texts) if re.fullmatch(r"J\d{4}", text)]
    return [(texts[n], tuple(texts[n + 1].split(", ")), texts[n + 2], texts[n + 3]) for n in starts]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_screen_clipboard_json_and_terminal_say_the_same(
    case: Case,
    open_bench: OpenBench,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    answer = _in_json(case, tmp_path, capsysbinary)
    page = _in_terminal(case, capsysbinary)
    bench = _on_screen(open_bench(), case)
    words = {"planned": "planned", "given": "given", "not-given": "not given"}[answer["status"]]
    card = f"{CLAIM.partition(' ·')[0]} · {words}"

    # the terminal's page and the clipboard's are one text, letter for letter
    assert _on_clipboard(bench, "Copy worksheet") == page
    lines = _lines_of_answer(answer)
    assert _lines_of_text(page.partition("OTHER WAYS")[0]) == lines
    assert _lines_of_text(_on_clipboard(bench, "Copy claim lines")) == lines
    assert _lines_of_screen(bench, card) == lines

    # where the mg went, and what is still open, is the same figure everywhere
    dose, given, discarded = answer["dose_mg"], answer["given_mg"], answer["discarded_mg"]
    amounts = bench.texts("Vials and bag")
    for mg in (answer["opened_mg"], given or dose, discarded):
        assert f"{_figure(mg)} mg" in amounts
        assert f"{_figure(mg)} mg" in page
    for line in answer["claim_lines"]:
        for product in line.get("ndcs", [{"ndc": line["ndc"]}]):
            assert product["ndc"] in page
            assert any(product["ndc"] in text for text in bench.texts(card))
    open_ids = [
        f for f in answer["findings"] if f["severity"] in {"stop", "ask"} and "decision" not in f
    ]
    assert any(f"{len(open_ids)} to answer" in text for text in bench.bar()), bench.bar()
    for finding in answer["findings"]:
        assert _words(finding["message"]) in _words(page)
    assert "! code not confirmed" in page or not lines


def _words(text: str) -> str:
    """A text without its line ends and its quotation of the code's notice."""
    return " ".join(text.split())
