"""The payers that come with the program, by day; broken payer files are refused."""

from datetime import date
from pathlib import Path

import pytest

from app.core.payer import Asked, MueBy, NdcFormat, NdcLines, Payer
from app.reference import ReferenceFileError, load_reference
from app.reference.payer_file import read_payer
from app.reference.resources import RESOURCES
from app.reference.source_file import OwnSources

PAYERS = load_reference().rules.payers
TODAY = date(2026, 11, 24)


def _payer(payer_id: str) -> Payer:
    return next(payer for payer in PAYERS if payer.id == payer_id)


def test_payers_are_those_of_the_contract_and_medicare_part_b_comes_first() -> None:
    assert [payer.id for payer in PAYERS] == [
        "medicare-part-b",
        "medicare-advantage",
        "medicaid",
        "commercial",
    ]


@pytest.mark.parametrize("payer_id", ["medicare-part-b", "medicare-advantage"])
def test_medicare_wants_jw_from_2017_and_jz_from_july_2023(payer_id: str) -> None:
    payer = _payer(payer_id)
    assert payer.jw.on(date(2002, 12, 31)) is None
    assert payer.jw.value_on(date(2016, 12, 31), Asked.NOT_ASKED) is Asked.ALLOWED
    assert payer.jw.value_on(date(2017, 1, 1), Asked.NOT_ASKED) is Asked.REQUIRED
    assert payer.jz.on(date(2022, 12, 31)) is None
    assert payer.jz.value_on(date(2023, 1, 1), Asked.NOT_ASKED) is Asked.ALLOWED
    assert payer.jz.value_on(date(2023, 6, 30), Asked.NOT_ASKED) is Asked.ALLOWED
    assert payer.jz.value_on(date(2023, 7, 1), Asked.NOT_ASKED) is Asked.REQUIRED


@pytest.mark.parametrize("payer", PAYERS, ids=lambda payer: payer.id)
def test_every_payer_has_a_rule_for_the_lines_of_today(payer: Payer) -> None:
    rules = (payer.jw, payer.jz, payer.ja, payer.remainder_takes_jz, payer.modifier_order)
    more = (payer.ndc_lines, payer.ndc_format, payer.mue_by)
    assert all(rule.on(TODAY) is not None for rule in (*rules, *more))
    order = payer.modifier_order.value_on(TODAY, ())
    assert (order[:2], order[-1]) == (("JW", "JZ"), "JA")
    assert payer.ja.value_on(TODAY, Asked.NOT_ASKED) is Asked.ALLOWED


def test_original_medicare_asks_nothing_beforehand_and_the_others_do() -> None:
    def asks(payer_id: str) -> tuple[bool, bool, bool]:
        payer = _payer(payer_id)
        rules = (payer.authorization, payer.coverage, payer.prior_line)
        first, second, third = (rule.value_on(TODAY, otherwise=False) for rule in rules)
        return first, second, third

    assert asks("medicare-part-b") == (False, False, False)
    assert asks("medicare-advantage") == (True, True, False)
    assert asks("medicaid") == (True, True, False)
    assert asks("commercial") == (True, True, True)


def test_response_and_biomarker_are_asked_by_none_of_ours() -> None:
    """billing.md 7.2, 9 N: what a renewal asks for was in no excerpt, and no policy wants PD-L1."""
    assert all(payer.response_after_cycles.values == () for payer in PAYERS)
    assert all(payer.biomarker.values == () for payer in PAYERS)


def test_commercial_rules_begin_with_the_revision_that_was_read() -> None:
    """billing.md 3.2: QualChoice BI556, revision of 1 August 2023."""
    commercial = _payer("commercial")
    for rule in (commercial.authorization, commercial.prior_line, commercial.coverage):
        assert rule.on(date(2023, 7, 31)) is None
        assert rule.value_on(date(2023, 8, 1), otherwise=False)


@pytest.mark.parametrize("payer", PAYERS, ids=lambda payer: payer.id)
def test_every_payer_has_its_other_rules_on_every_date_of_service(payer: Payer) -> None:
    rules = (payer.remainder_takes_jz, payer.modifier_order, payer.ndc_lines, payer.ndc_format)
    for rule in (*rules, payer.mue_by):
        for day in (date(2000, 1, 1), date(2010, 6, 1), date(2022, 12, 31), date(2099, 1, 1)):
            assert rule.on(day) is not None


def test_medicaid_bills_each_product_code_on_a_line_and_counts_units_by_line() -> None:
    medicaid = _payer("medicaid")
    assert medicaid.ndc_lines.value_on(TODAY, NdcLines.ONE) is NdcLines.EACH_KP_KQ
    assert medicaid.mue_by.value_on(TODAY, MueBy.DAY) is MueBy.LINE
    assert medicaid.jz.value_on(TODAY, Asked.REQUIRED) is Asked.NOT_ASKED
    assert medicaid.jw.value_on(date(2019, 11, 1), Asked.NOT_ASKED) is Asked.ALLOWED
    assert medicaid.jw.value_on(date(2020, 9, 1), Asked.NOT_ASKED) is Asked.REQUIRED
    for payer in PAYERS:
        ours = payer.ndc_format.value_on(TODAY, NdcFormat.TEN_DIGITS)
        assert ours is NdcFormat.UP_TO_3_DECIMALS


def test_commercial_plans_allow_jw_and_jz_and_no_plans_limits_are_everybodys() -> None:
    commercial = _payer("commercial")
    assert commercial.jw.value_on(TODAY, Asked.NOT_ASKED) is Asked.ALLOWED
    assert commercial.jz.value_on(TODAY, Asked.NOT_ASKED) is Asked.ALLOWED
    assert all(payer.limits == () for payer in PAYERS)


TEMPLATE = (RESOURCES / "templates" / "payer.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("to = 2023-06-30", "to = 2023-07-01", "jz"),
        ("to = 2023-06-30\n", "", "jz"),
        ("to = 2023-06-30", "to = 2022-12-31", "jz[0].to"),
        ("from = 2017-01-01", 'from = "2017-01-01"', "jw[0].from"),
        ("from = 2017-01-01\n", "", "jw[0].from"),
        ('value = "required"', 'value = "always"', "jw[0].value"),
        ('value = "required"', 'worth = "required"', "jw[0].value"),
        ("[[ja]]", "[[jb]]", "ja"),
        ('"KP", "KQ"', '"KP", "KP"', "modifier_order[0].value"),
        ('"KP", "KQ"', '"KP", "kq"', "modifier_order[0].value"),
        ('"KP", "KQ"', '"KP", "KQ", "59"', "modifier_order[0].value"),
        ('value = ["JW", "JZ", "KP", "KQ", "TB", "PO", "PN", "JA"]', "value = []",
         "modifier_order[0].value"),
        ("[[jz]]\nfrom = 2023-07-01", "[[jz]]\nfrom = 2023-07-02", "jz"),
        ("[[jw]]                          #", "[[jw]]\nto = 2024-12-31 #", "jw"),
        ("[[ja]]\n", "[[ja]]\nto = 2100-01-01\n", "ja"),
        ("from = 2000-01-01\nto = 2022", "from = 2000-01-02\nto = 2022", "remainder_takes_jz"),
        ("to = 2022-12-31", "to = 2022-12-30", "remainder_takes_jz"),
        ('from = 2000-01-01\nvalue = ["JW"', 'from = 2017-01-01\nvalue = ["JW"', "modifier_order"),
        ('from = 2000-01-01\nvalue = "one', 'from = 2014-01-01\nvalue = "one', "ndc_lines"),
        ('from = 2000-01-01\nvalue = "up', 'from = 2014-01-01\nvalue = "up', "ndc_format"),
        ('from = 2000-01-01\nvalue = "day"', 'from = 2014-01-01\nvalue = "day"', "mue_by"),
        ("[[mue_by]]  ", "[[mue_by]]\nto = 2026-12-31 ", "mue_by"),
        ("from = 2007-01-01", "from = 9999-12-31", "ja[0].from"),
        ("from = 2007-01-01", "from = 2007-01-01\nto = 0001-01-01", "ja[0].to"),
        ("days = 14\n", "days = 1_000_000\n", "limits[0].days"),
        ("value = 6 ", "value = 1e9999999 ", "response_after_cycles[0].value"),
        ('name = "Example', 'name = "\\nExample', "name"),
        ('note = "P', 'note = "\\u200bP', "note"),
        ('note = "P', f'note = "{200 * "x"}P', "note"),
        ("least_percent = 1", "least_percent = 101", "biomarker[0].least_percent"),
        ("value = 6", "value = 6.5", "response_after_cycles[0].value"),
        ("days = 14\n", "", "limits[0].days"),
        ("units = 150\n", "", "limits[1].units"),
        ("mg = 500", "mg = 120", "limits[0].vials"),
        ('id = "payer"', 'id = "other"', "id"),
        ('note = "P', 'notes = "P', "notes"),
    ],
)  # fmt: skip
def test_broken_payer_is_refused_with_its_key(
    was: str, becomes: str, key: str, tmp_path: Path
) -> None:
    assert was in TEMPLATE
    path = tmp_path / "payer.toml"
    path.write_text(TEMPLATE.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as error:
        read_payer(path, OwnSources())
    assert error.value.key == key


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('"JW", "JZ", "KP"', '"JW", "KP"',
         "modifier_order[0].value is without JZ: every one needs its place."),
        ("[[jz]]\nfrom = 2023-07-01", "[[jz]]\nfrom = 2024-01-01",
         "jz has no value from 2023-07-01 to 2023-12-31: let one begin on 2023-07-01."),
        ('from = 2000-01-01\nvalue = "day"', 'from = 2014-01-01\nvalue = "day"',
         "mue_by has no value before 2014-01-01: let one begin on 2000-01-01."),
        ("[[mue_by]]  ", "[[mue_by]]\nto = 2026-12-31 ",
         "mue_by has no value after 2026-12-31: leave out that `to`, or add a value."),
    ],
)  # fmt: skip
def test_what_the_lines_would_miss_is_said(
    was: str, becomes: str, sentence: str, tmp_path: Path
) -> None:
    assert was in TEMPLATE
    path = tmp_path / "payer.toml"
    path.write_text(TEMPLATE.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as error:
        read_payer(path, OwnSources())
    assert error.value.sentence.endswith(f": {sentence}")
