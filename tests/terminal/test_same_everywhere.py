"""Page, clipboard and JSON of one order have the same lines, products, amounts and status.

tests/ui/test_four_ways.py compares them with the screen; here are the orders that it has not, and
what of a line it does not read: the words, the products with their mL, the mark.
"""

import json
import re
from typing import Any

import pytest

from app.core.calculate import calculate
from app.core.worksheet import Worksheet
from app.terminal.calculate import read_words
from app.terminal.order_from_options import TypedOrder, read_options
from app.wording.worksheet_text import claim_lines_text, worksheet_text
from tests.contract.asking import ANSWERS, GOLDEN, REFERENCE, REPLIER, TODAY

LINE = re.compile(
    r"^  ([A-Z]\d{4})  (.+?) {2,}([\d,]+)  ([\d.,]+) mg (to give|given|to discard|discarded)$"
)
PRODUCT = re.compile(r"^ +N4 (\d{5}-\d{4}-\d{2}) ML([\d.]+)$")
WORDS = {"planned": "PLANNED", "given": "GIVEN", "not-given": "NOT GIVEN"}
LABELS = {
    "kept_mg": ("To keep", "Kept"),
    "carried_in_mg": ("Carried in", "Carried in"),
    "discarded_mg": ("To discard", "Discarded"),
}

ORDER = ["--weight", "72.4", "--mg-per-kg", "10"]
PLAN_500 = ([{"mg": "500", "count": 1}], ["--plan", "500=1"])

CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "given and spilt": (
        {"given_mg": "724", "losses": [{"mg": "3", "why": "spilt"}]},
        ["--given", "724", "--loss", "3:spilt"],
    ),
    "kept": ({"kept_mg": "10"}, ["--kept", "10"]),
    "kept and given": (
        {"given_mg": "724", "kept_mg": "16"},
        ["--given", "724", "--kept", "16"],
    ),
    "carried in": (
        {"given_mg": "724", "carried_in_mg": "300", "plan": PLAN_500[0]},
        ["--given", "724", "--carried-in", "300", *PLAN_500[1]],
    ),
    "Medicaid, two products": (
        {"payer": "medicaid", "given_mg": "724"},
        ["--payer", "medicaid", "--given", "724"],
    ),
    "Medicaid, 340B, off campus": (
        {"payer": "medicaid", "source": "340b", "setting": "off-campus-non-excepted"},
        ["--payer", "medicaid", "--source", "340b", "--setting", "off-campus-non-excepted"],
    ),
    "another code, another day": (
        {"code": "J9173", "date_of_service": "2026-01-05", "diagnoses": ["C34.12"]},
        ["--code", "J9173", "--date-of-service", "2026-01-05", "--diagnosis", "C34.12"],
    ),
    "ready": (
        {"code": "J9173", "diagnoses": ["C34.12"], "given_mg": "724"},
        ["--code", "J9173", "--diagnosis", "C34.12", "--given", "724"],
    ),
}


def lines_of_text(text: str) -> list[dict[str, Any]]:
    """The claim lines that a person reads."""
    lines: list[dict[str, Any]] = []
    for row in text.splitlines():
        if found := LINE.match(row):
            code, modifiers, units, mg, what = found.groups()
            lines.append(
                {
                    "code": code,
                    "modifiers": [] if modifiers == "none" else modifiers.split(", "),
                    "units": int(units.replace(",", "")),
                    "mg": mg.replace(",", ""),
                    "what": what,
                    "products": [],
                }
            )
        elif found := PRODUCT.match(row):
            lines[-1]["products"].append(found.groups())
    return lines


def check_lines(text: str, answer: dict[str, Any]) -> None:
    """The lines of a text are those of the JSON."""
    read, lines = lines_of_text(text), answer["claim_lines"]
    planned = answer["status"] == "planned"
    for line, ours in zip(read, lines, strict=True):
        for name in ("code", "modifiers", "units", "mg"):
            assert line[name] == ours[name]
        discard = "JW" in ours["modifiers"]
        assert (
            line["what"]
            == {
                (True, True): "to discard",
                (True, False): "to give",
                (False, True): "discarded",
                (False, False): "given",
            }[planned, discard]
        )
        codes = [code for code, _ in line["products"]]
        assert codes[-1 if discard else 0] == ours["ndc"]
        if "ndcs" in ours:
            assert line["products"] == [(each["ndc"], each["ml"]) for each in ours["ndcs"]]
        else:
            assert len(codes) == 1


@pytest.mark.parametrize(("fields", "words"), CASES.values(), ids=list(CASES))
def test_page_clipboard_and_json_say_the_same(fields: dict[str, Any], words: list[str]) -> None:
    text, answered = REPLIER.reply(json.dumps({**GOLDEN, **fields}).encode(), TODAY, full=True)
    assert answered
    answer = json.loads(text)
    ANSWERS.validate(answer)
    order = read_options(read_words([*ORDER, *words]), REFERENCE)
    assert isinstance(order, TypedOrder)
    sheet = REPLIER.answer(json.dumps({**GOLDEN, **fields}).encode(), TODAY)
    by_options = calculate(order.draft, order.drug, REFERENCE.rules, TODAY)
    assert isinstance(sheet, Worksheet)
    assert isinstance(by_options, Worksheet)
    page, clipboard = worksheet_text(by_options), claim_lines_text(by_options)
    assert (worksheet_text(sheet), claim_lines_text(sheet)) == (page, clipboard)

    check_lines(page, answer)
    check_lines(clipboard, answer)
    word = WORDS[answer["status"]]
    assert f"  {word}" in page.splitlines()[0]
    assert clipboard.startswith(f"CLAIM LINES, {word}")
    for name, labels in LABELS.items():
        label = labels[answer["status"] != "planned"]
        shown = re.search(rf"^  {label} +([\d.]+) mg", page, re.MULTILINE)
        assert (shown[1] if shown else "0") == answer[name]
    for text_ in (page, clipboard):
        assert ("  Ready to enter: " in text_) == answer["claim_ready"]
    mark = answer["findings"] and any(f["id"] == "code-conflict" for f in answer["findings"])
    for text_ in (page, clipboard):
        assert text_.count("! code not confirmed\n") == (len(answer["claim_lines"]) if mark else 0)
