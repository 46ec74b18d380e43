"""Modifiers by payer, setting, source and day; every row names where its rule was read."""

from dataclasses import replace

import pytest

from app.core.claim_draft import ClaimDraft
from app.core.notation import plain
from app.core.payer import Asked, DrugSource, NdcLines, Setting
from tests.core.asking import (
    by_weight,
    finding_ids,
    flat,
    message,
    modifiers_of,
    refusal,
    worksheet,
)
from tests.core.rules_by_hand import MEDICARE, RULES, always, at_site, with_payer

WASTE = by_weight("72.4")  # 16 mg discarded, one JW unit
NO_WASTE = flat("1500")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # 87 FR 69718: JW uniform from 2017-01-01, JZ may be used from 2023-01-01
        ("2016-12-31", [("JA",)]),
        ("2017-01-01", [("JA",), ("JW", "JA")]),
        ("2022-12-31", [("JA",), ("JW", "JA")]),
        ("2026-11-24", [("JA",), ("JW", "JA")]),
    ],
)
def test_jw_by_date_of_service(day: str, expected: list[tuple[str, ...]]) -> None:
    assert (
        modifiers_of(worksheet(replace(WASTE, claim=ClaimDraft(date_of_service=day)))) == expected
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2016-12-31", [("JA",)]),  # billing.md 0.1: a claim of 2016 carries no JZ
        ("2022-12-31", [("JA",)]),
        ("2023-01-01", [("JZ", "JA")]),
        ("2023-07-01", [("JZ", "JA")]),
    ],
)
def test_jz_by_date_of_service(day: str, expected: list[tuple[str, ...]]) -> None:
    assert (
        modifiers_of(worksheet(replace(NO_WASTE, claim=ClaimDraft(date_of_service=day))))
        == expected
    )


@pytest.mark.parametrize(
    ("setting", "source", "day", "expected"),
    [
        # CMS HCPCS file of October 2025: PO from 2015, PN from 2017
        (Setting.OFFICE, None, "2026-11-24", [("JA",), ("JW", "JA")]),
        (Setting.ON_CAMPUS, None, "2026-11-24", [("JA",), ("JW", "JA")]),
        (Setting.OFF_CAMPUS_EXCEPTED, None, "2026-11-24", [("PO", "JA"), ("JW", "PO", "JA")]),
        (Setting.OFF_CAMPUS_NON_EXCEPTED, None, "2026-11-24", [("PN", "JA"), ("JW", "PN", "JA")]),
        # CMS file of October 2026: JG ended 2024-12-31, so TB alone from 2025-01-01
        (
            Setting.ON_CAMPUS,
            DrugSource.DISCOUNTED_340B,
            "2025-01-01",
            [("TB", "JA"), ("JW", "TB", "JA")],
        ),
        (Setting.ON_CAMPUS, DrugSource.DISCOUNTED_340B, "2024-12-31", [("JA",), ("JW", "JA")]),
        # RHC, FQHC and inpatient take neither JW nor JZ (billing.md 2.2)
        (Setting.EXEMPT, None, "2026-11-24", [("JA",)]),
    ],
)
def test_setting_and_source_bear_their_modifiers(
    setting: Setting, source: DrugSource | None, day: str, expected: list[tuple[str, ...]]
) -> None:
    claim = ClaimDraft(setting=setting, source=source, date_of_service=day)
    assert modifiers_of(worksheet(replace(WASTE, claim=claim))) == expected


@pytest.mark.parametrize("day", ["2018-01-01", "2024-12-31"])
def test_340b_before_2025_is_asked_about(day: str) -> None:
    claim = ClaimDraft(source=DrugSource.DISCOUNTED_340B, date_of_service=day)
    assert "JG or TB" in message(worksheet(replace(WASTE, claim=claim)), "modifier-dropped")


def test_340b_before_its_modifiers_began_is_not_asked_about() -> None:
    """JG and TB were added on 2018-01-01 (billing.md 5)."""
    claim = ClaimDraft(source=DrugSource.DISCOUNTED_340B, date_of_service="2017-12-31")
    assert "modifier-dropped" not in finding_ids(worksheet(replace(WASTE, claim=claim)))


def test_four_fit_and_the_last_is_dropped_with_a_word() -> None:
    """JW, KP/KQ, TB, PO, JA are five: JA goes first (billing.md 0.1)."""
    claim = ClaimDraft(
        payer="medicaid", setting=Setting.OFF_CAMPUS_EXCEPTED, source=DrugSource.DISCOUNTED_340B
    )
    sheet = worksheet(replace(WASTE, claim=claim))
    assert modifiers_of(sheet) == [
        ("KP", "TB", "PO", "JA"),
        ("KQ", "TB", "PO", "JA"),
        ("JW", "KQ", "TB", "PO"),
    ]
    assert "JA" in message(sheet, "modifier-dropped")


@pytest.mark.parametrize("source", [DrugSource.WHITE_BAG, DrugSource.FREE, DrugSource.TRIAL])
def test_a_drug_that_was_not_bought_has_no_line(source: DrugSource) -> None:
    sheet = worksheet(replace(WASTE, claim=ClaimDraft(source=source, given_mg="724")))
    assert sheet.claim_lines == ()
    assert sheet.units.administered == 73
    assert "not-bought" in finding_ids(sheet)
    assert not sheet.is_ready


def test_a_payer_without_jw_gets_the_administered_line_alone() -> None:
    rules = with_payer(replace(MEDICARE, id="own", jw=always(Asked.NOT_ASKED)))
    sheet = worksheet(WASTE, rules=rules)
    assert modifiers_of(sheet) == [("JA",)]
    assert sheet.claim_lines[0].units == 73


def test_a_payer_without_ja_gets_none() -> None:
    rules = with_payer(replace(MEDICARE, id="own", ja=always(Asked.NOT_ASKED)))
    assert modifiers_of(worksheet(WASTE, rules=rules)) == [(), ("JW",)]


def test_modifiers_come_in_the_payers_order() -> None:
    rules = with_payer(replace(MEDICARE, id="own", modifier_order=always(("JA", "TB", "JW"))))
    claim = ClaimDraft(source=DrugSource.DISCOUNTED_340B)
    sheet = worksheet(replace(WASTE, claim=claim), rules=rules)
    assert modifiers_of(sheet) == [("JA", "TB"), ("JA", "TB", "JW")]


def test_a_remainder_under_one_unit_takes_what_the_payer_says() -> None:
    """Contested A: Noridian DME has JZ, a blog none."""
    draft = flat("735")  # 740 opened, 5 mg left
    assert modifiers_of(worksheet(draft)) == [("JZ", "JA")]
    rules = with_payer(replace(MEDICARE, id="own", remainder_takes_jz=always(False)))
    assert modifiers_of(worksheet(draft, rules=rules)) == [("JA",)]


def test_jz_of_a_shared_vial_is_the_sites_choice() -> None:
    draft = replace(flat("64"), claim=ClaimDraft(given_mg="64", kept_mg="56"))
    assert modifiers_of(worksheet(draft)) == [("JZ", "JA")]
    assert modifiers_of(worksheet(draft, rules=at_site(shared_vial_takes_jz=False))) == [("JA",)]


# --- Product codes --------------------------------------------------------------------------------


def test_one_line_names_both_products_with_their_volumes() -> None:
    """billing.md 0.1: administered ML10 and ML4.48, JW ML0.32, all of the 120 mg vial."""
    given, discarded = worksheet(WASTE).claim_lines
    assert [(s.ndc, f"{s.ml}") for s in given.ndcs] == [
        ("00310-4611-50", "10.000"),
        ("00310-4500-12", "4.480"),
    ]
    assert [(s.ndc, f"{s.ml}") for s in discarded.ndcs] == [("00310-4500-12", "0.320")]


def test_a_line_for_each_product_splits_units_by_content() -> None:
    """500 mg are 50 units, 224 mg the other 23, 16 mg the one JW (billing.md 0.1)."""
    sheet = worksheet(replace(WASTE, claim=ClaimDraft(payer="medicaid")))
    assert [(line.modifiers[0], line.units, plain(line.mg)) for line in sheet.claim_lines] == [
        ("KP", 50, "500"),
        ("KQ", 23, "224"),
        ("JW", 1, "16"),
    ]
    assert [len(line.ndcs) for line in sheet.claim_lines] == [1, 1, 1]


def test_a_stopped_dose_discards_the_vials_opened_last() -> None:
    """300 of 724 mg: of the 500 mg vial 200, and both of 120, so JW is of two products."""
    draft = replace(WASTE, claim=ClaimDraft(payer="medicaid", given_mg="300", stopped="x"))
    sheet = worksheet(draft)
    assert [(line.modifiers[0], line.units, plain(line.mg)) for line in sheet.claim_lines] == [
        ("KP", 30, "300"),
        ("JW", 20, "200"),
        ("JW", 24, "240"),
    ]


def test_one_product_is_on_one_line_whatever_the_payer() -> None:
    sheet = worksheet(replace(NO_WASTE, claim=ClaimDraft(payer="medicaid")))
    assert modifiers_of(sheet) == [("JZ", "JA")]
    rules = with_payer(replace(MEDICARE, id="own", ndc_lines=always(NdcLines.EACH)))
    assert modifiers_of(worksheet(WASTE, rules=rules)) == [("JA",), ("JA",), ("JW", "JA")]


def test_unknown_payer_is_refused_with_those_that_are_known() -> None:
    refused = refusal(replace(WASTE, claim=ClaimDraft(payer="aetna")))
    assert list(refused) == ["payer"]
    assert all(payer.id in refused["payer"] for payer in RULES.payers)
