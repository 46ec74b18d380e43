"""A drug that the request itself describes: the contract's limits, on both sides of each."""

from decimal import Decimal

import pytest

from app.core.described_drug import DrugDraft, PresentationDraft, read_described_drug
from app.core.drug import Drug, Route
from app.core.finding import Refused


def _draft(
    *sizes: str,
    name: str = "trial drug",
    code: str = "J1234",
    unit_mg: str = "10",
    route: Route | None = None,
    multi_dose: bool = False,
) -> DrugDraft:
    presentations = tuple(PresentationDraft(mg) for mg in sizes or ("100",))
    return DrugDraft(name, code, unit_mg, presentations, multi_dose, route)


def _read(draft: DrugDraft) -> Drug:
    drug = read_described_drug(draft)
    assert isinstance(drug, Drug), drug
    return drug


def _refused(draft: DrugDraft) -> set[str]:
    answer = read_described_drug(draft)
    assert isinstance(answer, Refused), answer
    assert all(error.message.endswith(".") for error in answer.errors)
    return {error.field for error in answer.errors}


def test_drug_is_what_was_described_larger_sizes_first() -> None:
    draft = DrugDraft(
        " trial drug ",
        "J1234",
        "0.5",
        (
            PresentationDraft("20", "1", "1234-5678-90"),
            PresentationDraft("400", "20"),
            PresentationDraft("80.0"),
        ),
        multi_dose=True,
        route=Route.INTRAVENOUS,
    )
    drug = _read(draft)
    assert [(p.mg, p.ml, p.ndc) for p in drug.presentations] == [
        (Decimal(400), Decimal(20), None),
        (Decimal(80), None, None),
        (Decimal(20), Decimal(1), "1234-5678-90"),
    ]
    assert (drug.name, drug.code, drug.unit_mg) == ("trial drug", "J1234", Decimal("0.5"))
    assert drug.multi_dose
    assert drug.route is Route.INTRAVENOUS


@pytest.mark.parametrize("mg", ["0.001", "10000", "9999.999"])
def test_vial_content_at_the_bounds_is_taken(mg: str) -> None:
    assert _read(_draft(mg)).presentations[0].mg == Decimal(mg)


@pytest.mark.parametrize("mg", ["0", "0.000", "10000.001", "", "1,000", "-1", ".5", "1e3"])
def test_vial_content_beyond_the_bounds_is_refused(mg: str) -> None:
    assert _refused(_draft("50", mg)) == {"drug.presentations[1].mg"}


@pytest.mark.parametrize("mg", ["0.001", "10000"])
def test_unit_at_the_bounds_is_taken(mg: str) -> None:
    assert _read(_draft(unit_mg=mg)).unit_mg == Decimal(mg)


@pytest.mark.parametrize("mg", ["0", "10000.001", "", "ten"])
def test_unit_beyond_the_bounds_is_refused(mg: str) -> None:
    assert _refused(_draft(unit_mg=mg)) == {"drug.unit_mg"}


def test_one_to_six_presentations_are_taken() -> None:
    assert len(_read(_draft("1")).presentations) == 1
    assert len(_read(_draft("1", "2", "3", "4", "5", "6")).presentations) == 6
    assert _refused(_draft("1", "2", "3", "4", "5", "6", "7")) == {"drug.presentations"}
    assert _refused(DrugDraft("x", "J1234", "10", ())) == {"drug.presentations"}


def test_size_is_named_once() -> None:
    assert _refused(_draft("100", "50", "100.0")) == {"drug.presentations[2].mg"}


@pytest.mark.parametrize("ml", ["0", "-1", "x", ""])
def test_volume_that_cannot_be_is_refused(ml: str) -> None:
    draft = DrugDraft("x", "J1234", "10", (PresentationDraft("100", ml),))
    assert _refused(draft) == {"drug.presentations[0].ml"}


@pytest.mark.parametrize("ndc", ["0310-4611-50", "12345-678-90", "12345-6789-0", "00310-4611-50"])
def test_product_code_of_each_form_is_taken(ndc: str) -> None:
    """billing.md 4.2: 4-4-2, 5-3-2, 5-4-1, and the 5-4-2 of a claim."""
    draft = DrugDraft("x", "J1234", "10", (PresentationDraft("100", None, ndc),))
    assert _read(draft).presentations[0].ndc == ndc


@pytest.mark.parametrize("ndc", ["", "0310461150", "310-4611-50", "0310-4611-500"])
def test_product_code_without_its_hyphens_is_refused(ndc: str) -> None:
    """Ten digits without hyphens are ambiguous: never guessed (label.md, section 8)."""
    draft = DrugDraft("x", "J1234", "10", (PresentationDraft("100", None, ndc),))
    assert _refused(draft) == {"drug.presentations[0].ndc"}


def test_product_code_as_on_a_claim_gets_its_hyphens() -> None:
    """billing.md 4.2: on the claim 5-4-2 without hyphens."""
    draft = DrugDraft("x", "J1234", "10", (PresentationDraft("100", None, "00310461150"),))
    assert _read(draft).presentations[0].ndc == "00310-4611-50"


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "two\nlines", "right\u202eleft"])
def test_name_that_a_person_cannot_read_is_refused(name: str) -> None:
    assert _refused(_draft(name=name)) == {"drug.name"}


@pytest.mark.parametrize("code", ["", "9323", "j9323", "J932", "J93233", "J9323X", "J٩٣٢٣"])
def test_code_of_another_form_is_refused(code: str) -> None:
    assert _refused(_draft(code=code)) == {"drug.code"}


def test_every_mistake_is_named_at_once() -> None:
    draft = DrugDraft("", "", "0", (PresentationDraft("x", "y", "z"), PresentationDraft("0")))
    assert _refused(draft) == {
        "drug.name", "drug.code", "drug.unit_mg", "drug.presentations[0].mg",
        "drug.presentations[0].ml", "drug.presentations[0].ndc", "drug.presentations[1].mg",
    }  # fmt: skip
