"""`calculate` with the options of a claim: the page, the views, and what is refused."""

from pathlib import Path

import pytest

from app.__main__ import main
from app.contract.request_shape import CLAIM_FIELDS
from app.core import calculate
from app.core.claim_views import View
from app.core.payer import DrugSource, Setting
from app.terminal.claim_options import IN_JSON_ONLY, SETTINGS, SOURCES, VIEWS
from app.terminal.worksheet_page import option_of
from tests.wording.reading import broken_rules

Capture = pytest.CaptureFixture[str]

ORDER = ("--weight", "72.4", "--mg-per-kg", "10")


def page_of(capsys: Capture, *words: str) -> str:
    """What is printed for an order that is answered."""
    assert main(["calculate", *ORDER, *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert broken_rules(out) == []
    assert max(map(len, out.splitlines())) <= 80
    return out


def view_of(capsys: Capture, *words: str) -> str:
    """The view that is printed."""
    assert main(["calculate", *ORDER, *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_every_option_reaches_the_page(capsys: Capture) -> None:
    page = page_of(
        capsys,
        *("--payer", "commercial", "--setting", "hospital-on-campus", "--source", "340b"),
        *("--diagnosis", "Z51.12", "--diagnosis", "C34.12", "--code", "J9173"),
        *("--date-of-service", "2026-01-05", "--given", "700", "--stopped", "rigors"),
        *("--kept", "10", "--loss", "3:spilt on the bench", "--loss", "2: broken: glass"),
        *(
            "--charge-per-unit",
            "120.5",
        ),
    )
    for line in (
        "  GIVEN on 2026-01-05\n",
        "  Setting         Hospital, on campus (POS 22)\n",
        "  Date of service 2026-01-05\n",
        "  Diagnoses       Z51.12, C34.12\n",
        "  Drug source     340B\n",
        "  Charge          USD 120.50 for one unit\n",
        "  Given           700 mg of durvalumab, the dose was 724 mg\n",
        "  Stopped         rigors\n",
        "  Kept            10 mg of durvalumab, used for another patient\n",
        "  Lost            3 mg of durvalumab: spilt on the bench\n",
        "  Lost            2 mg of durvalumab: broken: glass\n",
        "  Discarded       25 mg\n",
        "\n  J9173  ",
    ):
        assert line in page, line


def test_a_part_that_is_carried_in(capsys: Capture) -> None:
    page = page_of(capsys, "--carried-in", "104")
    assert "  Pull            durvalumab 1 × 500 mg + 1 × 120 mg\n" in page
    assert "  Carried in      104 mg of durvalumab, from another patient’s vial\n" in page


def test_0_mg_given_is_not_given(capsys: Capture) -> None:
    page = page_of(capsys, "--given", "0", "--stopped", "fever")
    assert "  NOT GIVEN on " in page
    assert "J9323  JA" not in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--given", "1.2.3"), "--given: “1.2.3” has more than one point."),
        (("--given", "741"), "--given: 741 mg given is more than the 740 mg opened"),
        (("--kept", "x"), "--kept: “x” is not a plain number"),
        (("--kept", "17"), "--kept: 724 mg to give + 17 mg kept is more than"),
        (("--carried-in", "725"), "--carried-in: More is carried in than the dose"),
        (("--loss", "0:spilt"), "--loss: Write how many mg were lost, above 0."),
        (("--payer", "x"), "--payer: There is no payer “x”. Known: "),
        (("--code", "9173"), "--code: Write the code as one capital letter"),
        (("--date-of-service", "soon"), "--date-of-service: “soon” is not a date"),
        (("--charge-per-unit", "$1"), "--charge-per-unit: “$1” is not a plain number"),
        (("--diagnosis", "x" * 300), "--diagnosis: Write it in one line"),
        (("--view", "ub-04"), "--view: ub-04 does not go with the setting office, which has"),
        (("--view", "837p", "--setting", "exempt"), "--view: 837p does not go with the setting"),
        (("--view", "837p", "--on-hand", "120=1"), "--on-hand: The shelf holds 120 mg"),
    ],
)
def test_a_refusal_names_the_option(capsys: Capture, words: tuple[str, ...], sentence: str) -> None:
    assert main(["calculate", *ORDER, *words]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith(sentence)


@pytest.mark.parametrize("view", ["cms-1500", "837p"])
def test_a_view_is_printed_alone_in_the_place_of_the_page(capsys: Capture, view: str) -> None:
    text = view_of(capsys, "--view", view, "--diagnosis", "C34.12", "--charge-per-unit", "100")
    assert "CLAIM LINES" not in text
    assert "00310461150" in text
    assert "J9323" in text
    assert "PLANNED" in text


@pytest.mark.parametrize("view", ["ub-04", "837i"])
def test_a_hospital_has_its_own_views(capsys: Capture, view: str) -> None:
    setting = ("--setting", "hospital-on-campus", "--given", "724")
    assert "0636" in view_of(capsys, "--view", view, *setting, "--charge-per-unit", "100")


def test_options_offer_what_the_core_knows() -> None:
    assert set(SETTINGS) == {setting.value for setting in Setting}
    assert set(SOURCES) == {source.value for source in DrugSource}
    assert set(VIEWS) == {view.value for view in View}


def test_what_the_site_settled_holds_for_page_and_json(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIALWISE_SITE", str(tmp_path))
    (tmp_path / "site.toml").write_text("this is no settings file", encoding="utf-8")
    assert main(["calculate", *ORDER]) == 0
    out, err = capsys.readouterr()
    assert "site.toml" in err
    assert "724 mg of durvalumab" in out


def test_fields_without_an_option_are_named_as_in_json() -> None:
    assert option_of("history.last_given_on") == "history.last_given_on in JSON"
    assert option_of("evidence.biomarker.value") == "evidence.biomarker.value in JSON"
    assert option_of("authorization.to") == "authorization.to in JSON"
    assert option_of("decisions[0].on") == "decisions[0].on in JSON"
    assert option_of("claim_lines[1].units") == "claim_lines[1].units in JSON"


def test_every_field_of_a_claim_has_an_option_or_is_in_json_only(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["calculate", "--help"])
    help_ = capsys.readouterr().out
    for field in CLAIM_FIELDS - set(IN_JSON_ONLY):
        assert f" {option_of(field)} " in help_
    assert set(IN_JSON_ONLY) < CLAIM_FIELDS


def test_a_fault_of_ours_has_no_option(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculate, "what_does_not_add_up", lambda _: "vials and opened")
    assert main(["calculate", *ORDER]) == 1
    assert capsys.readouterr().err.startswith("Our own fault: ")
