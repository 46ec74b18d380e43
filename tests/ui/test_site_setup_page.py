"""Site setup: the folder, the codes, the keyboard, and nothing cut at any size."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from app.core.site_choices import CodeDecision
from app.reference import Reference
from app.reference.resources import RESOURCES
from app.site import load_site
from app.ui.live_site import LiveSite
from tests.ui.at_site_setup import (
    CHARGE,
    FOLDER,
    MOST_KG,
    OTHER_FOLDER,
    USUAL,
    at_prepare,
    at_setup,
    file_of,
)
from tests.ui.bench import DOSE, SHELF, TODAY, Bench, OpenBench, name_of
from tests.ui.comparing import BY, REASON, back_at_the_window, codes_on_the_lines
from tests.ui.layout_faults import faults
from tests.ui.rounds import round_of_tab, tab_follows_the_eye


@pytest.fixture
def setup(open_bench: OpenBench) -> Bench:
    """The page, from a first start with an empty site folder."""
    return at_setup(open_bench(site=load_site()))


# --- The folder -----------------------------------------------------------------------------------


def test_a_folder_that_an_administrator_named_goes_first(setup: Bench, tmp_path: Path) -> None:
    setup.type_into(OTHER_FOLDER, str(tmp_path))
    setup.alt("F")
    assert "goes first" in setup.text(FOLDER)
    assert setup.text_of(OTHER_FOLDER) == str(tmp_path)


def test_another_folder_is_used_at_once_and_remembered(
    open_bench: OpenBench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VIALWISE_SITE")
    bench = at_setup(open_bench(site=load_site()))
    assert "others do not see it" in bench.text(FOLDER)
    for wrong, words in (("clinic", "not a whole path"), (f"{tmp_path}/no", "There is no folder")):
        bench.type_into(OTHER_FOLDER, wrong)
        bench.alt("F")
        assert words in bench.text(FOLDER)
        assert bench.text_of(OTHER_FOLDER) == wrong

    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "site.toml").write_text('payer = "medicaid"\n', encoding="utf-8")
    bench.type_into(OTHER_FOLDER, str(shared))
    bench.alt("F")
    assert "This folder is used now." in bench.text(FOLDER)
    assert "Chosen here" in bench.text(FOLDER)
    assert bench.part(QComboBox, "Usual payer").currentText().startswith("Medicaid")
    assert load_site().folder.path == shared

    bench.clear(OTHER_FOLDER)
    bench.alt("F")
    assert "others do not see it" in bench.text(FOLDER)
    assert bench.part(QComboBox, "Usual payer").currentText().startswith("Medicare Part B")


def test_drugs_and_items_of_another_folder_are_on_prepare_at_once(
    open_bench: OpenBench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A site's own drug can be picked, its item is on the list; the order typed before stays."""
    monkeypatch.delenv("VIALWISE_SITE")
    shared = tmp_path / "shared"
    (shared / "drugs").mkdir(parents=True)
    for place in ("drugs/drug.toml", "checklist.toml"):
        template = RESOURCES / "templates" / Path(place).name
        (shared / place).write_bytes(template.read_bytes())
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    items = len(bench.texts("Documentation checklist"))
    at_setup(bench)
    bench.type_into(OTHER_FOLDER, str(shared))
    bench.alt("F")
    bench.alt("1")

    picker = bench.part(QComboBox, "Drug")
    assert picker.count() == 3, [picker.itemText(n) for n in range(picker.count())]
    assert len(bench.texts("Documentation checklist")) > items
    assert bench.text_of("Weight") == "72.4"
    assert "724 mg" in bench.texts("Order")
    bench.type_into("Weight", "80")
    assert "800 mg" in bench.texts("Order")


# --- The codes ------------------------------------------------------------------------------------


def test_the_code_of_each_drug_is_shown_and_can_be_settled_here(setup: Bench) -> None:
    card = "Billing code of each drug"
    assert "J9323 for durvalumab" in setup.text(card)
    assert "durvalumab is J9173" in setup.text(card)
    assert "J9347 for tremelimumab" in setup.text(card)
    assert "It fits the HCPCS table" in setup.text(card)
    setup.click("Compare and choose for durvalumab…")
    setup.type_into(BY, "C. Lead")
    setup.type_into(REASON, "asked the contractor")
    setup.alt("B")
    back_at_the_window(setup)
    assert "J9173 for durvalumab" in setup.text(card)
    assert "In force since 2026-11-24, by C. Lead: asked the contractor" in setup.text(card)
    at_prepare(setup).order()
    assert codes_on_the_lines(setup) == ["J9173", "J9173"]


def test_a_code_that_ended_is_no_fit(open_bench: OpenBench, reference: Reference) -> None:
    """The card says what an order would say, here of a code whose last day is past."""
    rules = reference.rules
    proper = rules.codes.code_for("durvalumab", TODAY)
    assert proper is not None
    ended = proper._replace(code="C9492", last_day=date(2018, 12, 31))
    codes = replace(rules.codes, entries={**rules.codes.entries, "C9492": ended})
    decided = CodeDecision("durvalumab", "C9492", "C. Lead", "old habit", TODAY, codes.dated)
    choices = replace(rules.site, code_decisions=(decided,))
    site = load_site()._replace(
        reference=reference._replace(rules=replace(rules, codes=codes, site=choices))
    )
    bench = at_setup(open_bench(site=site))
    card = "Billing code of each drug"
    assert bench.says(card, "C9492", "2018-12-31")
    assert not bench.says(card, "Settled before")
    assert bench.says(card, "In force since 2026-11-24, by C. Lead: old habit")


def test_what_another_window_saved_meanwhile_is_said_and_not_written_over(
    setup: Bench, site_folder: Path
) -> None:
    setup.pick("Usual payer", "Medicaid")
    (site_folder / "site.toml").write_text('payer = "commercial"\n', encoding="utf-8")
    setup.alt("L")
    assert "payer is commercial by now" in setup.text(USUAL)
    assert file_of(site_folder) == {"payer": "commercial"}
    assert setup.part(QComboBox, "Usual payer").currentText().startswith("Medicaid")
    setup.alt("L")
    assert file_of(site_folder) == {"payer": "medicaid"}


def test_prepare_says_that_the_sites_files_have_troubles(
    open_bench: OpenBench, site_folder: Path
) -> None:
    (site_folder / "site.toml").write_text("payer = 7\n", encoding="utf-8")
    bench = open_bench(site=load_site())
    assert "Site files: 1 to check, see Site setup" in bench.bar()
    bench.order()
    bench.alt("2")
    bench.type_into("Amount given", "700")
    assert faults_at(bench, SIZES) == []
    large = open_bench((1024, 540), scale=1.5, site=LiveSite.of(bench.window._live).site)
    large.order()
    large.alt("2")
    large.type_into("Amount given", "700")
    assert faults(large.window) == []
    assert not any("Site files" in text for text in open_bench().bar())


# --- Access and layout ----------------------------------------------------------------------------


def with_sentences(bench: Bench) -> None:
    """Every kind of sentence on the page at once."""
    bench.type_into(OTHER_FOLDER, "clinic")
    bench.alt("F")
    bench.pick("Usual payer", "Medicaid")
    bench.pick("Rounding", "To a step")
    bench.alt("R")
    bench.type_into(MOST_KG, "1.2.3")
    bench.alt("E")
    bench.type_into(CHARGE, "120.505")
    bench.alt("B")
    bench.type_into("Measuring tolerance", "11")
    bench.alt("T")


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_or_out_of_reach(
    open_bench: OpenBench, scale: float, site_folder: Path
) -> None:
    (site_folder / "site.toml").write_text("\n\npayer = 7\n", encoding="utf-8")
    bench = at_setup(open_bench(SIZES[0], scale=scale, site=load_site()))
    assert faults_at(bench, SIZES) == []
    with_sentences(bench)
    assert faults_at(bench, SIZES) == []
    bench.pick("Drug to set up", "tremelimumab")
    assert faults_at(bench, SIZES) == []


SIZES = ((1366, 680), (1024, 540), (930, 600), (3840, 2160))


def faults_at(bench: Bench, sizes: tuple[tuple[int, int], ...]) -> list[str]:
    """The faults of the page as it is, in each size."""
    found = []
    for size in sizes:
        bench.resize(*size)
        found += [f"at {size}: {fault}" for fault in faults(bench.window)]
    return found


def test_everything_has_a_name_of_its_own_and_a_key(setup: Bench) -> None:
    stops = [
        part
        for part in setup.parts(QWidget)
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.isWindow()
    ]
    names = [name_of(part) for part in stops]
    assert "" not in names
    assert len(set(names)) == len(names)
    for field in setup.parts(QLineEdit):
        assert field.accessibleDescription(), name_of(field)
    buttons = setup.parts(QPushButton)
    texts = [part.text() for part in buttons] + [part.text() for part in setup.parts(QLabel)]
    letters = [text[text.index("&") + 1].upper() for text in texts if "&" in text]
    assert all("&" in b.text() or "   Ctrl+" in b.text() for b in buttons)
    assert len(set(letters)) == len(letters), sorted(letters)


def test_tab_goes_through_the_page_as_it_is_read(open_bench: OpenBench) -> None:
    bench = open_bench(site=load_site())
    bench.order()
    at_setup(bench)
    for width in (1366, 800):
        bench.resize(width, 680)
        names = [name_of(part) for part in round_of_tab(bench)]
        controls = [name_of(part) for part in bench.controls() if part.isEnabled()]
        radios = [part for part in bench.parts(QAbstractButton) if part.autoExclusive()]
        missing = set(controls) - set(names) - {name_of(part) for part in radios}
        assert missing == set()
        assert names.index("Drug to set up") < names.index("Compare and choose for durvalumab…")
        assert names.index("Usual bag") < names.index(CHARGE) < names.index(MOST_KG)
        assert names.index(OTHER_FOLDER) < names.index("Usual payer")
        tab_follows_the_eye(bench, pinned="Site setup", above="Billing code of each drug")


def test_the_dose_field_is_not_on_this_page(setup: Bench) -> None:
    assert not setup.is_there(DOSE)
    assert SHELF not in setup.texts()
