"""`resources/drugs/*.toml`: one drug a file, as the core knows it."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Final

from app.core.drug import (
    LEAST_UNIT_MG,
    LEAST_VIAL_MG,
    MOST_PRESENTATIONS,
    MOST_UNIT_MG,
    MOST_VIAL_MG,
    ORDINARY,
    BagSize,
    Diluent,
    Drug,
    LabelledDose,
    PreparationRule,
    Presentation,
    Regimen,
    Route,
)
from app.core.fact import Fact
from app.core.ndc import claim_ndc, read_ndc
from app.reference.diagnoses import read_diagnoses, read_withdrawn_diagnoses
from app.reference.limits import read_limits
from app.reference.source_file import Sources, source_text
from app.reference.table import Table, not_an_id, read_toml
from app.reference.toml_files import toml_files

_MOST_DOSES: Final = 1_000
_MOST_MONTHS: Final = 600
_MOST_WEEKS: Final = 520
_MOST_MINUTES: Final = 10_080
"""Far beyond any label; a day that is reckoned with more would leave the calendar."""


def drug_files(folder: Path) -> tuple[Path, ...]:
    """The drug files of a folder, in the order of their names; raises OSError."""
    return tuple(toml_files(folder))


def read_drug(path: Path, sources: Sources) -> Drug:
    """The drug that a file describes, in the units that its keys name, every figure exact.

    Raises ReferenceFileError for a key that is unknown, missing or malformed, an unknown source or
    fact, a limit looser than the ordinary one, a presentation too many or twice, two with one
    product code, a least concentration above the most, and a regimen with two rows for one weight.
    """
    return read_toml(path, lambda file: _drug(file, path.stem, sources))


def _drug(file: Table, stem: str, sources: Sources) -> Drug:
    if (drug_id := file.text("id")) != stem:
        file.refuse("id", f"is “{drug_id}”, but the file's name says “{stem}”")
    regimens = file.tables("regimens", lambda row: _regimen(row, sources))
    _refuse_twice(file, "regimens", (regimen.id for regimen in regimens))
    return Drug(
        id=drug_id,
        name=file.text("name"),
        brand=file.text("brand"),
        code=file.text("code"),
        unit_mg=_within(file, "unit_mg", LEAST_UNIT_MG, MOST_UNIT_MG),
        presentations=_presentations(file, sources),
        multi_dose=file.flag("multi_dose"),
        route=file.word("route", Route),
        limits=file.table("limits", lambda row: read_limits(row, ORDINARY)) or ORDINARY,
        regimens=regimens,
        preparation=file.table("preparation", lambda rule: _preparation(rule, sources)),
        weight_switches_kg=_weight_switches_kg(regimens),
        diagnoses=read_diagnoses(file, tuple([regimen.id for regimen in regimens]), sources),
        withdrawn_diagnoses=read_withdrawn_diagnoses(file, sources),
    )


def _presentations(file: Table, sources: Sources) -> tuple[Presentation, ...]:
    """Larger first, whatever their order in the file."""
    found = file.tables("presentations", lambda row: _presentation(row, sources))
    if not 1 <= len(found) <= MOST_PRESENTATIONS:
        file.refuse("presentations", f"are {len(found)}: 1 to {MOST_PRESENTATIONS} are taken")
    _refuse_twice(file, "presentations", (presentation.mg for presentation in found))
    _refuse_one_ndc(file, found)
    return tuple(sorted(found, key=lambda presentation: presentation.mg, reverse=True))


def _presentation(row: Table, sources: Sources) -> Presentation:
    source_text(row, sources)  # beside each row in the file; the core has no use for it
    return Presentation(
        mg=_within(row, "mg", LEAST_VIAL_MG, MOST_VIAL_MG),
        ml=row.optional_figure("ml"),
        ndc=_ndc(row),
    )


def _ndc(row: Table) -> str | None:
    text = row.optional_text("ndc")
    if not text:
        return None
    if (ndc := read_ndc(text)) is None:
        row.refuse("ndc", f"“{text}” is not a product code such as 12345-678-90")
    return ndc


def _refuse_one_ndc(file: Table, presentations: tuple[Presentation, ...]) -> None:
    """A scan tells a size by its product code: as a claim has it, or by the digits of a barcode."""
    seen: dict[str, Decimal] = {}
    for presentation in presentations:
        if (ndc := presentation.ndc) is None:
            continue
        forms = (claim_ndc(ndc), ndc.replace("-", ""))
        for form in forms:
            if form in seen:
                sizes = f"{seen[form]} mg and {presentation.mg} mg"
                why = f"of {sizes} have one `ndc`, {ndc}: a scan could not tell them apart"
                file.refuse("presentations", why)
        seen.update(dict.fromkeys(forms, presentation.mg))


# --- Regimens -------------------------------------------------------------------------------------


def _regimen(row: Table, sources: Sources) -> Regimen:
    doses = row.tables("doses", lambda dose: _dose(dose, sources))
    if not doses:
        row.refuse("doses", "is missing")
    return Regimen(
        id=row.text("id"),
        indication=row.text("indication"),
        phase=row.text("phase"),
        given_with=row.optional_text("given_with"),
        max_doses=row.optional_count("max_doses", _MOST_DOSES),
        max_months=row.optional_count("max_months", _MOST_MONTHS),
        withdrawn=row.optional_text("withdrawn") or None,
        facts=row.words("facts", Fact),
        doses=_heaviest_first(row, doses),
    )


def _dose(row: Table, sources: Sources) -> LabelledDose:
    min_kg, max_kg = row.optional_figure("min_kg"), row.optional_figure("max_kg")
    if min_kg and max_kg and min_kg >= max_kg:
        row.refuse("max_kg", "is not above `min_kg`")
    mg_per_kg, flat_mg = row.optional_figure("mg_per_kg"), row.optional_figure("flat_mg")
    if (mg_per_kg is None) == (flat_mg is None):
        row.refuse("mg_per_kg", "or `flat_mg` is needed, and not both of them")
    return LabelledDose(
        min_kg=min_kg,
        max_kg=max_kg,
        mg_per_kg=mg_per_kg,
        flat_mg=flat_mg,
        interval_weeks=row.optional_count("interval_weeks", _MOST_WEEKS),
        verified=row.flag("verified"),
        read_in=row.text("read_in"),
        source=source_text(row, sources),
    )


def _heaviest_first(regimen: Table, doses: tuple[LabelledDose, ...]) -> tuple[LabelledDose, ...]:
    """The rows by weight; two for one weight would leave the dose to their order in the file."""
    by_weight = sorted(doses, key=lambda dose: dose.min_kg or 0, reverse=True)
    for heavier, lighter in pairwise(by_weight):
        if not (lighter.max_kg and heavier.min_kg and lighter.max_kg <= heavier.min_kg):
            regimen.refuse("doses", "have two rows for one weight")
    return tuple(by_weight)


def _weight_switches_kg(regimens: tuple[Regimen, ...]) -> tuple[Decimal, ...]:
    """The weights at which some dose of the drug changes, lightest first."""
    rows = [dose for regimen in regimens for dose in regimen.doses]
    bounds = {bound for row in rows for bound in (row.min_kg, row.max_kg) if bound is not None}
    return tuple(sorted(bounds))


# --- Preparation ----------------------------------------------------------------------------------


def _preparation(row: Table, sources: Sources) -> PreparationRule:
    diluents = row.tables("diluents", _diluent)
    _refuse_twice(row, "diluents", (diluent.id for diluent in diluents))
    known = tuple([diluent.id for diluent in diluents])
    weakest, strongest = row.figure("min_mg_per_ml"), row.figure("max_mg_per_ml")
    if weakest > strongest:
        row.refuse("min_mg_per_ml", f"{weakest} is above `max_mg_per_ml`, {strongest}")
    return PreparationRule(
        min_mg_per_ml=weakest,
        max_mg_per_ml=strongest,
        infusion_minutes=row.count("infusion_minutes", _MOST_MINUTES),
        filter=row.text("filter"),
        handling=row.text("handling"),
        diluents=diluents,
        bags=row.tables("bags", lambda bag: _bag(bag, known)),
        source=source_text(row, sources),
    )


def _diluent(row: Table) -> Diluent:
    return Diluent(id=row.text("id"), name=row.text("name"))


def _bag(row: Table, known: tuple[str, ...]) -> BagSize:
    if (diluent := row.text("diluent")) not in known:
        row.refuse("diluent", not_an_id(diluent, "diluent", known))
    return BagSize(diluent=diluent, ml=row.figure("ml"))


# --- Checks that several tables need --------------------------------------------------------------


def _within(row: Table, key: str, least: Decimal, most: Decimal) -> Decimal:
    figure = row.figure(key)
    if not least <= figure <= most:
        row.refuse(key, f"{figure} is not from {least} to {most}")
    return figure


def _refuse_twice(table: Table, key: str, names: Iterable[str | Decimal]) -> None:
    seen: set[str | Decimal] = set()
    for name in names:
        if name in seen:
            table.refuse(key, f"have {name} twice")
        seen.add(name)
