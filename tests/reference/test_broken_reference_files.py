"""A reference file that is wrong is refused with its name and the key, never read in part."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.drug import Drug, Limits
from app.reference import ReferenceFileError, load_reference
from app.reference.checklist_file import read_checklist
from app.reference.drug_file import read_drug
from app.reference.source_file import read_sources

SOURCES = {"label": "A label"}

SMALL = """
id = "small"
name = "small"
brand = "Small"
code = "J0000"
unit_mg = 10
route = "intravenous"
multi_dose = false

[limits]
max_mg_per_kg = 20

[[presentations]]
mg = 50
source = "label"

[[presentations]]
mg = 120.5
ml = 2.4
source = "label"

[preparation]
min_mg_per_ml = 1
max_mg_per_ml = 15
infusion_minutes = 60
filter = "0.2 micron"
handling = "do not shake"
source = "label"

[[preparation.diluents]]
id = "dextrose-5"
name = "dextrose 5 %"

[[preparation.bags]]
diluent = "dextrose-5"
ml = 100

[[regimens]]
id = "any"
indication = "Any"
phase = "alone"
facts = ["later-dose"]

[[regimens.doses]]
max_kg = 30
mg_per_kg = 20
verified = true
read_in = "label"
source = "label"

[[regimens.doses]]
min_kg = 30
flat_mg = 1_500
interval_weeks = 4
verified = true
read_in = "label"
source = "label"
"""

SEVEN = "".join(f'[[presentations]]\nmg = {mg}\nsource = "label"\n' for mg in range(1, 6))

ITEM = """
[[items]]
id = "one"
moment = "before"
text = "One"
why = "Because."
source = "label"
"""

Write = Callable[[str], Path]

DIAGNOSES = """
[[diagnoses]]
codes = ["C34.12"]
regimens = ["none"]
source = "label"

"""


@pytest.fixture(name="write")
def _write(tmp_path: Path) -> Write:
    def write(content: str) -> Path:
        path = tmp_path / "small.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_small_file_is_read_with_exact_figures_and_larger_presentations_first(write: Write) -> None:
    drug = read_drug(write(SMALL), SOURCES)
    assert [presentation.mg for presentation in drug.presentations] == [Decimal("120.5"), 50]
    assert drug.limits == Limits(max_mg_per_kg=Decimal(20))
    assert drug.weight_switches_kg == (Decimal(30),)
    assert (drug.diagnoses, drug.withdrawn_diagnoses) == ((), ())
    assert drug.regimens[0].given_with == ""
    assert drug.regimens[0].doses[-1].interval_weeks is None
    assert drug.regimens[0].doses[-1].source == "A label"


def _refused(was: str, becomes: str, write: Write) -> ReferenceFileError:
    """Why the small drug file is refused with that change in it."""
    assert was in SMALL
    with pytest.raises(ReferenceFileError) as error:
        read_drug(write(SMALL.replace(was, becomes, 1)), SOURCES)
    return error.value


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ('code = "J0000"', 'code = "J0000"\ncolour = "red"', "colour"),
        ("ml = 2.4", "litres = 0.0024", "presentations[1].litres"),
        ("interval_weeks = 4", "interval_days = 28", "regimens[0].doses[1].interval_days"),
        ('brand = "Small"\n', "", "brand"),
        ('handling = "do not shake"\n', "", "preparation.handling"),
        ("verified = true\n", "", "regimens[0].doses[0].verified"),
        ('source = "label"\n\n[[presentations]]', "\n[[presentations]]", "presentations[0].source"),
        ('id = "small"', 'id = "other"', "id"),
        ('name = "small"', 'name = " small"', "name"),
        ('name = "small"', "name = 7", "name"),
        ("multi_dose = false", 'multi_dose = "no"', "multi_dose"),
        ('route = "intravenous"', 'route = "subcutaneous"', "route"),
        ("unit_mg = 10", "unit_mg = 10_001", "unit_mg"),
        ("unit_mg = 10", 'unit_mg = "10"', "unit_mg"),
        ("unit_mg = 10", "unit_mg = 0", "unit_mg"),
        ("unit_mg = 10", "unit_mg = true", "unit_mg"),
        ("unit_mg = 10", "unit_mg = nan", "unit_mg"),
        ("unit_mg = 10", "unit_mg = 1e1", "unit_mg"),
        ("unit_mg = 10", "unit_mg = 1e-30", "unit_mg"),
        ("unit_mg = 10", "unit_mg = 1e9999999", "unit_mg"),
        ("unit_mg = 10", f"unit_mg = 0x{400 * 'f'}", "unit_mg"),
        ("unit_mg = 10", "unit_mg = 10.0001", "unit_mg"),
        ("interval_weeks = 4", "interval_weeks = 1_000_000", "regimens[0].doses[1].interval_weeks"),
        ('phase = "alone"', 'phase = "alone"\nmax_months = 1_000_000', "regimens[0].max_months"),
        ('phase = "alone"', 'phase = "alone"\nmax_doses = 1e9999999', "regimens[0].max_doses"),
        ('name = "small"', 'name = "sm\\tall"', "name"),
        ('name = "small"', 'name = "\\u202esmall"', "name"),
        ('name = "small"', 'name = "sm\\u00adall"', "name"),
        ('name = "small"', f'name = "{201 * "s"}"', "name"),
        ('facts = ["later-dose"]', 'facts = ["later\\ndose"]', "regimens[0].facts"),
        ("max_mg_per_kg = 20", "min_weight_kg = 300\nmax_weight_kg = 200", "limits.min_weight_kg"),
        ("max_mg_per_kg = 20", "max_weight_kg = 100\nasked_over_kg = 120", "limits.asked_over_kg"),
        ("max_mg_per_kg = 20", "min_weight_kg = 50\nasked_under_kg = 40", "limits.asked_under_kg"),
        ("max_mg_per_kg = 20", "asked_under_kg = 90\nasked_over_kg = 80", "limits.asked_under_kg"),
        ("max_mg_per_kg = 20", "max_dose_mg = 900\nasked_over_mg = 901", "limits.asked_over_mg"),
        ("mg = 50", "mg = -50", "presentations[0].mg"),
        ("mg = 50", "mg = 0.000_9", "presentations[0].mg"),
        ("mg = 50", "mg = 120.50", "presentations"),
        ("[preparation]", SEVEN + "[preparation]", "presentations"),
        ("max_mg_per_kg = 20", "max_mg_per_kg = 101", "limits.max_mg_per_kg"),
        ("max_mg_per_kg = 20", "max_dose_mg = 10_000.1", "limits.max_dose_mg"),
        ("max_mg_per_kg = 20", "min_weight_kg = 1.9", "limits.min_weight_kg"),
        ("max_mg_per_kg = 20", "asked_under_kg = 29", "limits.asked_under_kg"),
        ("max_mg_per_kg = 20", "asked_over_kg = 151", "limits.asked_over_kg"),
        ("max_mg_per_kg = 20", "max_g_per_kg = 1", "limits.max_g_per_kg"),
        ("infusion_minutes = 60", "infusion_minutes = 60.5", "preparation.infusion_minutes"),
        ('diluent = "dextrose-5"', 'diluent = "water"', "preparation.bags[0].diluent"),
        ('facts = ["later-dose"]', 'facts = ["some-day"]', "regimens[0].facts"),
        ('facts = ["later-dose"]', 'facts = "later-dose"', "regimens[0].facts"),
        ("mg_per_kg = 20\nv", "mg_per_kg = 20\nflat_mg = 9\nv", "regimens[0].doses[0].mg_per_kg"),
        ("flat_mg = 1_500\n", "", "regimens[0].doses[1].mg_per_kg"),
        ("min_kg = 30", "min_kg = 29.9", "regimens[0].doses"),
        ("min_kg = 30", "min_kg = 30\nmax_kg = 30", "regimens[0].doses[1].max_kg"),
        ('read_in = "label"\nsource = "label"', 'read_in = "label"\nsource = "x"',
         "regimens[0].doses[0].source"),
    ],
)  # fmt: skip
def test_broken_drug_file_is_refused_with_its_name_and_key(
    was: str, becomes: str, key: str, write: Write
) -> None:
    error = _refused(was, becomes, write)
    assert (error.file, error.key) == ("small.toml", key)
    assert str(error).startswith(f"small.toml: {key}: ")


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ('diluent = "dextrose-5"', 'diluent = "water"',
         "preparation.bags[0].diluent “water” is not the id of a diluent here: dextrose-5"),
        ('[[preparation.diluents]]\nid = "dextrose-5"\nname = "dextrose 5 %"\n', "",
         "preparation.bags[0].diluent “dextrose-5” is not the id of a diluent here: there is none"),
        ("[preparation]", DIAGNOSES + "[preparation]",
         "diagnoses[0].regimens “none” is not the id of a regimen here: any"),
        ("flat_mg = 1_500\n", "",
         "regimens[0].doses[1].mg_per_kg or `flat_mg` is needed, and not both of them"),
        ("mg = 50", "mg = 120.5", "presentations have 120.5 twice"),
        ("min_mg_per_ml = 1\n", "min_mg_per_ml = 15.1\n",
         "preparation.min_mg_per_ml 15.1 is above `max_mg_per_ml`, 15"),
        ("mg = 50", 'mg = 50\nndc = "12345-6789"',
         "presentations[0].ndc “12345-6789” is not a product code such as 12345-678-90"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_drug_file_reads_as_a_sentence(
    was: str, becomes: str, reason: str, write: Write
) -> None:
    error = _refused(was, becomes, write)
    assert error.reason == reason
    assert error.line > 1


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("route =", "rout =", "route is missing or empty: does “rout” stand for it?"),
        ("code =", "coda =", "code is missing or empty: does “coda” stand for it?"),
        ("unit_mg =", "unit_mgs =", "unit_mg is missing: does “unit_mgs” stand for it?"),
        ("multi_dose =", "mutli_dose =",
         "multi_dose is not true or false: does “mutli_dose” stand for it?"),
        ("unit_mg =", "unit =", "unit_mg is missing"),
        ("mg = 50", "ml = 50", "presentations[0].mg is missing"),
    ],
)  # fmt: skip
def test_key_that_is_missing_is_told_with_the_one_that_is_written_for_it(
    was: str, becomes: str, reason: str, write: Write
) -> None:
    with pytest.raises(ReferenceFileError) as error:
        read_drug(write(SMALL.replace(was, becomes, 1)), SOURCES)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12345-678-90", "12345-678-90"),
        ("0310-4611-50", "00310-4611-50"),  # written as 4-4-2, and as a claim has it
        ("12345-0678-90", "12345067890"),
        ("1234-5678-90", "12345-678-90"),  # the ten digits of one barcode
    ],
)
def test_two_sizes_that_a_scan_could_not_tell_apart_are_refused(
    one: str, other: str, write: Write
) -> None:
    sizes = SMALL.replace("mg = 50", f'mg = 50\nndc = "{one}"', 1)
    with pytest.raises(ReferenceFileError) as error:
        read_drug(write(sizes.replace("ml = 2.4", f'ml = 2.4\nndc = "{other}"')), SOURCES)
    assert error.value.reason.startswith("presentations of 50 mg and 120.5 mg have one `ndc`, ")
    assert error.value.reason.endswith(": a scan could not tell them apart")


def test_sizes_with_product_codes_of_their_own_or_none_are_taken(write: Write) -> None:
    assert [size.ndc for size in read_drug(write(SMALL), SOURCES).presentations] == [None, None]
    sizes = SMALL.replace("mg = 50", 'mg = 50\nndc = "12345-678-90"', 1)
    sizes = sizes.replace("ml = 2.4", 'ml = 2.4\nndc = "12345067891"')
    found = [size.ndc for size in read_drug(write(sizes), SOURCES).presentations]
    assert found == ["12345-0678-91", "12345-678-90"]  # 11 bare digits are 5-4-2


def test_one_concentration_alone_is_a_window(write: Write) -> None:
    drug = read_drug(write(SMALL.replace("min_mg_per_ml = 1\n", "min_mg_per_ml = 15\n")), SOURCES)
    assert drug.preparation is not None
    assert drug.preparation.min_mg_per_ml == drug.preparation.max_mg_per_ml == 15


def test_limit_may_be_the_ordinary_one(write: Write) -> None:
    drug = read_drug(write(SMALL.replace("max_mg_per_kg = 20", "max_mg_per_kg = 100")), SOURCES)
    assert drug.limits == Limits()


def test_limit_that_is_a_least_is_tighter_when_it_is_higher(write: Write) -> None:
    drug = read_drug(write(SMALL.replace("max_mg_per_kg = 20", "asked_under_kg = 30.5")), SOURCES)
    assert drug.limits == Limits(asked_under_kg=Decimal("30.5"))


def test_six_presentations_are_taken(write: Write) -> None:
    four_more = SEVEN.removesuffix('[[presentations]]\nmg = 5\nsource = "label"\n')
    drug = read_drug(write(SMALL.replace("[preparation]", four_more + "[preparation]")), SOURCES)
    assert len(drug.presentations) == 6


@pytest.mark.parametrize(
    ("added", "key"),
    [
        ('asked_when = ["rainy"]\nnot_asked_because = "dry"', "items[0].asked_when"),
        ('met_when = ["rainy"]', "items[0].met_when"),
        ('asked_when = ["flat"]', "items[0].not_asked_because"),
        ('not_asked_because = "dry"', "items[0].not_asked_because"),
        ('colour = "red"', "items[0].colour"),
        ("[[items]]\nid = 'two'\ntext = 'Two'\nwhy = 'So.'\nsource = 'label'", "items[1].moment"),
        ('answer = "song"', "items[0].answer"),
        ('usual = "none"', "items[0].usual"),
        ('answer = "date"\nusual = "2026-11-24"', "items[0].usual"),
        ('answer = "discard"\nusual = "waste bin"', "items[0].usual"),
        ('answer = "discard"\nusual = "rest; of it; waste bin"', "items[0].usual"),
        ('answer = "program"', "items[0].met_when"),
        (ITEM, "items"),
    ],
)
def test_broken_checklist_is_refused_with_its_name_and_key(
    added: str, key: str, write: Write
) -> None:
    with pytest.raises(ReferenceFileError) as error:
        read_checklist(write(ITEM + added), SOURCES)
    assert (error.value.file, error.value.key) == ("small.toml", key)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('label = "A label"', "label"),
        ('[label]\ntitle = "A label"\ndated = "2026"', "label.address"),
        ('[label]\ntitle = "A label"\naddress = "a"', "label.dated"),
        ('[label]\ntitle = "A label"\naddress = "a"\ndated = "2026"\nread = "2026"', "label.dated"),
    ],
)
def test_broken_source_is_refused_with_its_name_and_key(
    content: str, key: str, write: Write
) -> None:
    with pytest.raises(ReferenceFileError) as error:
        read_sources(write(content))
    assert (error.value.file, error.value.key) == ("small.toml", key)


@pytest.mark.parametrize(
    "content", ["id = ", "id = 'a'\nid = 'a'", "[" * 5_000, "unit_mg = 1e99999999999999999999999"]
)
def test_what_is_not_toml_is_refused_with_the_files_name(content: str, write: Write) -> None:
    with pytest.raises(ReferenceFileError, match=r"^small\.toml: "):
        read_drug(write(content), SOURCES)


def test_mark_that_windows_puts_in_front_is_no_harm(write: Write) -> None:
    assert read_drug(write("\ufeff" + SMALL), SOURCES).id == "small"


def test_error_says_file_line_key_and_what_is_known(write: Write) -> None:
    with pytest.raises(ReferenceFileError) as error:
        read_drug(write(SMALL.replace("ml = 2.4", "litres = 0.0024")), SOURCES)
    assert error.value.sentence == (
        "small.toml, line 19: presentations[1].litres is not known here; known are source, mg, ml, "
        "ndc."
    )
    with pytest.raises(ReferenceFileError) as error:
        read_drug(write(SMALL.replace("unit_mg = 10", "unit_mg =")), SOURCES)
    assert error.value.sentence == "small.toml, line 6: is not TOML: Invalid value."


@pytest.mark.parametrize(
    ("added", "key"),
    [
        ('codes = []\nsource = "label"', "diagnoses[0].codes"),
        ('codes = ["C34"]\nregimens = ["other"]\nsource = "label"', "diagnoses[0].regimens"),
        ('codes = ["C3410"]\nsource = "label"', "diagnoses[0].codes"),
        ('codes = ["C34.10", "C34.10"]\nsource = "label"', "diagnoses[0].codes"),
        ('codes = ["C34.10"]', "diagnoses[0].source"),
    ],
)
def test_broken_diagnoses_are_refused(added: str, key: str, write: Write) -> None:
    with pytest.raises(ReferenceFileError) as error:
        read_drug(write(f"{SMALL}\n[[diagnoses]]\n{added}\n"), SOURCES)
    assert error.value.key == key


def test_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ReferenceFileError, match=r"^sources\.toml: "):
        load_reference(tmp_path)


def test_drug_is_found_by_its_id_or_not_at_all() -> None:
    reference = load_reference()
    found = reference.drug("durvalumab")
    assert isinstance(found, Drug)
    assert found in reference.drugs
    assert reference.drug("Durvalumab") is None
