"""The options of an order → the order as typed and its drug."""

from dataclasses import dataclass

from app.core.claim_draft import NOTHING_SAID, ClaimDraft, LossDraft
from app.core.drug import Drug
from app.core.finding import FieldError, Refused
from app.core.label_fill import fill_dose
from app.core.order import (
    BagDraft,
    BagMethod,
    Basis,
    OrderDraft,
    PlannedVialDraft,
    Preference,
    ShelfDraft,
    WeightUnit,
)
from app.core.payer import DrugSource, Setting
from app.reference import Reference
from app.terminal.claim_options import ClaimOptions
from app.terminal.command_line import WrongCommandLineError
from app.terminal.order_options import USUAL_DRUG, BagWords, OrderOptions


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """An order as typed, and the drug that it is for."""

    draft: OrderDraft
    drug: Drug


def read_options(options: OrderOptions, reference: Reference) -> TypedOrder | Refused:
    """The order that the options write; a regimen without a dose fills the label's.

    Raises WrongCommandLineError where it is not said which drug, or --lb stands alone.
    """
    if options.lb and options.weight is None:
        raise WrongCommandLineError("--lb says the unit of --weight: give the weight too.")
    drug = _drug(options.drug, reference)
    if isinstance(drug, Refused):
        return drug
    draft = _draft(options, drug)
    regimen = drug.regimen(draft.regimen)
    if regimen is None or draft.mg_per_kg or draft.mg:
        return TypedOrder(draft, drug)
    filled = fill_dose(draft, regimen)
    if not (filled.draft.mg_per_kg or filled.draft.mg):
        return Refused((FieldError("regimen", filled.rule),))
    return TypedOrder(filled.draft, drug)


def _drug(drug_id: str | None, reference: Reference) -> Drug | Refused:
    known = ", ".join(drug.id for drug in reference.drugs)
    drug = reference.drug(drug_id or USUAL_DRUG)
    if drug is not None:
        return drug
    if drug_id is None:
        raise WrongCommandLineError(f"Say which drug with --drug: {known}.")
    message = f"There is no drug file “{drug_id}”. Known: {known}."
    return Refused((FieldError("drug", message),))


def _draft(options: OrderOptions, drug: Drug) -> OrderDraft:
    return OrderDraft(
        basis=Basis.WEIGHT if options.flat is None else Basis.FLAT,
        mg_per_kg=options.mg_per_kg or "",
        mg=options.flat or "",
        weight=options.weight or "",
        weight_unit=WeightUnit.LB if options.lb else WeightUnit.KG,
        weighed_on=options.weighed_on or "",
        regimen=options.regimen or "",
        cycle=options.cycle or "",
        shelf=_shelf(options),
        prefer=Preference(options.prefer) if options.prefer else Preference.LEAST_DISCARD,
        plan=_plan(options),
        bag=None if options.bag is None else _bag(options.bag, drug),
        claim=_claim(options) if isinstance(options, ClaimOptions) else NOTHING_SAID,
    )


def _claim(options: ClaimOptions) -> ClaimDraft:
    if not options.claim_words():
        return NOTHING_SAID
    return ClaimDraft(
        payer=options.payer or "",
        setting=None if options.setting is None else Setting(options.setting),
        date_of_service=options.date_of_service or "",
        diagnoses=tuple(options.diagnosis or ()),
        source=None if options.source is None else DrugSource(options.source),
        code=options.code or "",
        given_mg=options.given or "",
        stopped=options.stopped or "",
        kept_mg=options.kept or "",
        carried_in_mg=options.carried_in or "",
        losses=tuple([LossDraft(mg, why) for mg, why in options.loss or ()]),
        charge_per_unit=options.charge_per_unit or "",
    )


def _shelf(options: OrderOptions) -> tuple[ShelfDraft, ...] | None:
    if options.on_hand is None:
        return None
    return tuple([ShelfDraft(mg, count or None) for mg, count in options.on_hand])


def _plan(options: OrderOptions) -> tuple[PlannedVialDraft, ...] | None:
    if options.plan is None:
        return None
    return tuple([PlannedVialDraft(mg, count) for mg, count in options.plan])


def _bag(words: BagWords, drug: Drug) -> BagDraft:
    """The bag; a diluent that is not named is the drug's first."""
    diluent, ml, method = words
    if not diluent and drug.preparation is not None:
        diluent = drug.preparation.diluents[0].id
    return BagDraft(diluent, ml, BagMethod(method))
