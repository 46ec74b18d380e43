"""A drug described in the request itself: draft → drug, read once, strictly, or refused.

The limits are those of contract.md, the constants those of drug.py. Such a drug has no regimens,
no preparation and no brand: nothing is known of it but what was written.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.core.codes import is_hcpcs
from app.core.drug import (
    LEAST_UNIT_MG,
    LEAST_VIAL_MG,
    MOST_PRESENTATIONS,
    MOST_UNIT_MG,
    MOST_VIAL_MG,
    Drug,
    Presentation,
    Route,
)
from app.core.finding import FieldError, Refused
from app.core.ndc import read_ndc
from app.core.notation import read_decimal, shown
from app.core.quantity import ZERO

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class PresentationDraft:
    """A marketed size as written: mg, and mL and product code where given."""

    mg: str
    ml: str | None = None
    ndc: str | None = None


@dataclass(frozen=True, slots=True)
class DrugDraft:
    """A drug exactly as the request describes it."""

    name: str
    code: str
    unit_mg: str
    presentations: tuple[PresentationDraft, ...]
    multi_dose: bool = False
    route: Route | None = None


def read_described_drug(draft: DrugDraft) -> Drug | Refused:
    """The drug that `draft` describes, presentations larger first, or every field that is wrong."""
    errors: list[FieldError] = []
    name = _read_name(draft.name, errors)
    code = _read_code(draft.code, errors)
    unit_mg = _read_mg(draft.unit_mg, "drug.unit_mg", LEAST_UNIT_MG, MOST_UNIT_MG, errors)
    presentations = _read_presentations(draft.presentations, errors)
    if errors or unit_mg is None:
        return Refused(tuple(errors))
    return Drug(
        id="",
        name=name,
        brand="",
        code=code,
        unit_mg=unit_mg,
        presentations=presentations,
        multi_dose=draft.multi_dose,
        route=draft.route,
    )


def _read_name(text: str, errors: list[FieldError]) -> str:
    name = text.strip()
    if not name:
        errors.append(FieldError("drug.name", "Write the drug's name."))
    elif len(name) > LONGEST_NAME or not name.isprintable():
        errors.append(
            FieldError(
                "drug.name",
                f"Write the drug's name in one line of at most {LONGEST_NAME} characters.",
            )
        )
    return name


def _read_code(text: str, errors: list[FieldError]) -> str:
    code = text.strip()
    if not is_hcpcs(code):
        errors.append(
            FieldError("drug.code", "Write the code as one capital letter and four digits: J9323.")
        )
    return code


def _read_mg(
    text: str, field: str, least: Decimal, most: Decimal, errors: list[FieldError]
) -> Decimal | None:
    """A figure from `least` to `most` mg, or None with its error added."""
    figure = read_decimal(text)
    if isinstance(figure, str):
        errors.append(FieldError(field, figure))
        return None
    if not least <= figure <= most:
        errors.append(
            FieldError(
                field,
                f"{shown(figure)} mg is not between {shown(least)} and {shown(most)} mg.",
            )
        )
        return None
    return figure


def _read_presentations(
    drafts: tuple[PresentationDraft, ...], errors: list[FieldError]
) -> tuple[Presentation, ...]:
    """The presentations, larger first; each content once."""
    if not 1 <= len(drafts) <= MOST_PRESENTATIONS:
        errors.append(
            FieldError(
                "drug.presentations",
                f"Write 1 to {MOST_PRESENTATIONS} presentations; here are {len(drafts):,}.",
            )
        )
        return ()
    found: dict[Decimal, Presentation] = {}
    for place, draft in enumerate(drafts):
        field = f"drug.presentations[{place}]"
        mg = _read_mg(draft.mg, f"{field}.mg", LEAST_VIAL_MG, MOST_VIAL_MG, errors)
        ml = _read_ml(draft.ml, f"{field}.ml", errors)
        ndc = _read_ndc(draft.ndc, f"{field}.ndc", errors)
        if mg is None:
            continue
        if mg in found:
            errors.append(FieldError(f"{field}.mg", f"{shown(mg)} mg is named twice."))
        found[mg] = Presentation(mg, ml, ndc)
    return tuple(sorted(found.values(), key=lambda presentation: presentation.mg, reverse=True))


def _read_ml(text: str | None, field: str, errors: list[FieldError]) -> Decimal | None:
    if text is None:
        return None
    figure = read_decimal(text)
    if isinstance(figure, str):
        errors.append(FieldError(field, figure))
        return None
    if figure == ZERO:
        errors.append(FieldError(field, "0 mL cannot be used: write a volume above 0."))
    return figure


def _read_ndc(text: str | None, field: str, errors: list[FieldError]) -> str | None:
    if text is None:
        return None
    ndc = read_ndc(text)
    if ndc is None:
        errors.append(
            FieldError(field, "Write the NDC with its two hyphens, such as 0310-4500-12.")
        )
    return ndc
