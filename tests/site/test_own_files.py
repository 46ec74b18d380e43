"""A site's own drugs, payers and checklist items: read after ours, a bad one left out and named."""

import os
import shutil
from pathlib import Path
from typing import Final

import pytest

from app.reference import Reference, ReferenceFileError, load_reference
from app.reference.resources import RESOURCES
from app.site import load_site
from tests.site.folders import chosen

TEMPLATES = RESOURCES / "templates"
SHUT: Final = ("a file", "a link to itself", "a link to nowhere", "a shut folder")
"""Ways in which a folder cannot be listed, nor a file be read; the first three for root too."""
PLACES = {"drug.toml": "drugs", "payer.toml": "payers", "checklist.toml": ".", "site.toml": "."}


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Path:
    (tmp_path / "drugs").mkdir()
    (tmp_path / "payers").mkdir()
    return tmp_path


def _with_template(site: Path, name: str, was: str = "", becomes: str = "") -> Reference:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert was in text
    (site / PLACES[name] / name).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    return load_site(chosen(site)).reference


def test_every_template_reads_cleanly_as_it_is(site: Path) -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == set(PLACES)
    for name, place in PLACES.items():
        shutil.copy(TEMPLATES / name, site / place / name)
    reference, ours = load_site(chosen(site)).reference, load_reference()
    assert reference.notes == ()
    assert [d.id for d in reference.drugs] == [*(d.id for d in ours.drugs), "drug"]
    payers = [payer.id for payer in reference.rules.payers]
    assert payers == [*(payer.id for payer in ours.rules.payers), "payer"]
    items = [item.id for item in reference.checklist]
    assert items == [*(item.id for item in ours.checklist), "consent", "access", "waste-log"]


def test_sources_of_a_sites_file_are_its_own_words_or_our_ids(site: Path) -> None:
    reference = _with_template(site, "drug.toml", "package insert, section 2", "us-label-2026")
    drug = reference.drug("drug")
    assert drug is not None
    assert drug.preparation is not None
    assert drug.preparation.source == "us-label-2026, revised 2026-01"
    reference = _with_template(
        site, "drug.toml", '"package insert, section 2, revised 2026-01"', '"us-label-2026"'
    )
    drug = reference.drug("drug")
    assert drug is not None
    assert drug.preparation is not None
    assert drug.preparation.source.startswith("US label copy, PrescriberPoint")


def test_limits_of_the_payer_template_are_those_of_the_plan(site: Path) -> None:
    """billing.md 3.2: 2 vials of each size in 14 days, 150 units in 28 days, SCLC 21 days."""
    payer = _with_template(site, "payer.toml").rules.payer("payer")
    assert payer is not None
    known = {regimen.id for regimen in load_reference().drugs[0].regimens}
    limits = [f"{limit.days} {limit.units} {dict(limit.vials)}" for limit in payer.limits]
    assert limits == [
        "14 None {Decimal('120'): 2, Decimal('500'): 2}",
        "28 150 {}",
        "21 150 {}",
    ]
    assert all(limit.regimens <= known for limit in payer.limits)


@pytest.mark.parametrize(
    ("name", "was", "becomes", "note"),
    [
        ("drug.toml", "unit_mg = 10 ", 'unit_mg = "10" ',
         "drugs/drug.toml, line 13: unit_mg is not a figure above 0. The file is not used."),
        ("drug.toml", "unit_mg = 10 ", "unit = 10 ", "drugs/drug.toml: unit_mg is missing."),
        ("drug.toml", "max_dose_mg = 2_000", "max_dose_mg = 20_000",
         "drugs/drug.toml, line 21: limits.max_dose_mg 20000 is looser than the 10000"),
        ("drug.toml", '"intravenous"', '"oral"',
         "drugs/drug.toml, line 14: route “oral” is not one of intravenous, other."),
        ("drug.toml", "[limits]", "[limits", "drugs/drug.toml, line 19: is not TOML: "),
        ("payer.toml", "to = 2023-06-30\n", "",
         "payers/payer.toml, line 22: jz has two values on 2023-07-01: end the older"),
        ("payer.toml", "from = 2017-01-01", "since = 2017-01-01",
         "payers/payer.toml, line 17: jw[0].from is missing."),
        ("payer.toml", '"TB", "PO", "PN", "JA"', '"PO", "PN"',
         "payers/payer.toml, line 51: modifier_order[0].value is without TB, JA: every one needs"),
        ("payer.toml", 'name = "Example', 'name = "\\u202eExample',
         "payers/payer.toml, line 10: name has a character without a picture."),
        ("checklist.toml", '"some-discarded"', '"rainy"',
         "checklist.toml, line 42: items[2].asked_when “rainy” is not one of dose-ordered,"),
        ("checklist.toml", '"infusion"\nanswer', '"noon"\nanswer',
         "checklist.toml, line 26: items[1].moment “noon” is not one of before, infusion, after"),
        ("checklist.toml", '"date"\ntext', '"dat"\ntext',
         "checklist.toml, line 17: items[0].answer “dat” is not one of tick, text, date,"),
        ("checklist.toml", 'answer = "date"', 'answer = "date"\nusual = "2026-11-24"',
         'checklist.toml, line 18: items[0].usual goes with answer = "text" or "discard"'),
        ("checklist.toml", 'moment = "before"\n', "",
         "checklist.toml, line 14: items[0].moment is missing: write one of before, infusion,"),
    ],
)  # fmt: skip
def test_bad_file_is_left_out_and_named_with_line_and_reason_and_the_rest_works(
    name: str, was: str, becomes: str, note: str, site: Path
) -> None:
    for other in set(PLACES) - {name}:
        shutil.copy(TEMPLATES / other, site / PLACES[other] / other)
    reference = _with_template(site, name, was, becomes)
    assert len(reference.notes) == 1
    assert reference.notes[0].startswith(note)
    assert reference.notes[0].endswith("The file is not used.")
    assert (reference.drug("drug") is None) == (name == "drug.toml")
    assert (reference.rules.payer("payer") is None) == (name == "payer.toml")
    added = any(item.id == "consent" for item in reference.checklist)
    assert added == (name != "checklist.toml")


def test_name_of_a_file_that_would_turn_a_line_around_is_shown_without(site: Path) -> None:
    (site / "drugs" / "a\u202eb.toml").write_text("id = 1", encoding="utf-8")
    (note,) = load_site(chosen(site)).reference.notes
    assert note.startswith("drugs/a�b.toml, line 1: id is not a text")


def test_drug_of_ours_is_never_replaced(site: Path) -> None:
    ours = (RESOURCES / "drugs" / "durvalumab.toml").read_text(encoding="utf-8")
    (site / "drugs" / "durvalumab.toml").write_text(
        ours.replace("unit_mg = 10", "unit_mg = 1"), encoding="utf-8"
    )
    reference = load_site(chosen(site)).reference
    assert [drug.unit_mg for drug in reference.drugs if drug.id == "durvalumab"] == [10]
    assert "durvalumab comes with the program" in reference.notes[0]


def test_payer_and_checklist_item_of_ours_can_be_replaced_in_their_place(site: Path) -> None:
    text = (TEMPLATES / "payer.toml").read_text(encoding="utf-8")
    mine = text.replace('id = "payer"', 'id = "medicaid"')
    (site / "payers" / "medicaid.toml").write_text(mine, encoding="utf-8")
    reference = _with_template(site, "checklist.toml", 'id = "consent"', 'id = "route"')
    assert [p.name for p in reference.rules.payers][2] == "Example Health Plan"
    assert reference.notes == ("payers/medicaid.toml of the site replaces the program’s.",)
    ids = [item.id for item in reference.checklist]
    assert ids == [*(item.id for item in load_reference().checklist), "access", "waste-log"]
    route = next(item for item in reference.checklist if item.id == "route")
    assert route.text == "Consent for immunotherapy: signed on"


def shut(place: Path, way: str) -> None:
    """Put something there that is neither a folder nor a file that this user may read."""
    if way == "a file":
        place.write_text("not a folder", encoding="utf-8")
    elif way == "a shut folder":
        place.mkdir(mode=0)
        if os.access(place, os.R_OK):
            pytest.skip("root may look into every folder")
    else:
        place.symlink_to(place if way == "a link to itself" else place.parent / "away")


@pytest.mark.skipif(os.name == "nt", reason="links and rights are of another kind there")
@pytest.mark.parametrize("way", SHUT)
@pytest.mark.parametrize("what", ["payers", "drugs"])
def test_folder_that_cannot_be_read_is_named_and_what_serves_instead(
    what: str, way: str, tmp_path: Path
) -> None:
    shut(tmp_path / what, way)
    reference, ours = load_site(chosen(tmp_path)).reference, load_reference()
    (note,) = reference.notes
    assert note.startswith(f"The folder {what} of the site cannot be read (")
    assert note.endswith(f"none of the site’s {what} is used, the program’s own serve.")
    assert reference.drugs == ours.drugs
    assert [p.name for p in reference.rules.payers] == [p.name for p in ours.rules.payers]


@pytest.mark.skipif(os.name == "nt", reason="links are of another kind there")
@pytest.mark.parametrize("way", SHUT[1:3])
@pytest.mark.parametrize("name", ["checklist.toml", "hcpcs.tsv", "site.toml"])
def test_file_that_is_a_link_to_nothing_is_named(name: str, way: str, tmp_path: Path) -> None:
    shut(tmp_path / name, way)
    site = load_site(chosen(tmp_path))
    (note,) = site.reference.notes
    assert name in note
    assert "cannot be read (" in note
    assert site.is_lost == (name == "site.toml")


def test_folder_without_payers_and_drugs_has_nothing_to_say(tmp_path: Path) -> None:
    assert load_site(chosen(tmp_path)).reference.notes == ()


@pytest.mark.parametrize("name", ["drugs", "payers", "hcpcs"])
def test_folder_of_the_program_that_is_missing_or_empty_is_refused(
    name: str, tmp_path: Path
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    shutil.rmtree(resources / name)
    with pytest.raises(ReferenceFileError, match=rf"^{name}: cannot be read \("):
        load_reference(resources)
    (resources / name).mkdir()
    with pytest.raises(ReferenceFileError, match=rf"^{name}: has no file$"):
        load_reference(resources)
