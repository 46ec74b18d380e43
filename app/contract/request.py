"""A request's text → the order as typed and its drug, or a refusal."""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from app.contract.claim_request import blank_texts, claim_draft, says_nothing
from app.contract.json_text import read_json_object, refused
from app.contract.request_shape import (
    REQUEST,
    BagChoice,
    DrugDescription,
    PlanEntry,
    PresentationDescription,
    Request,
    ShelfEntry,
)
from app.contract.shape_errors import refuse_shape
from app.core.claim_draft import NOTHING_SAID, ClaimDraft
from app.core.described_drug import DrugDraft, PresentationDraft, read_described_drug
from app.core.drug import Drug, Route
from app.core.finding import FieldError, Refused
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

# a look-up in a dict takes a third of the time of calling the enumeration
_ROUTES: Final = {route.value: route for route in Route}
_WEIGHT_UNITS: Final = {unit.value: unit for unit in WeightUnit}
_PREFERENCES: Final = {preference.value: preference for preference in Preference}
_METHODS: Final = {method.value: method for method in BagMethod}


def read_request(text: bytes, drugs: Mapping[str, Drug]) -> tuple[OrderDraft, Drug] | Refused:
    """The order of one request as typed, and its drug: one of `drugs` by id, or the described one.

    Only the shape is judged here; the core reads the figures.
    """
    value = read_json_object(text)
    if isinstance(value, Refused):
        return value
    try:
        request = REQUEST.validator.validate_python(value)
    except ValidationError as error:
        return refuse_shape(error.errors(include_url=False))
    return read_shaped_request(request, drugs)


def read_shaped_request(
    request: Request, drugs: Mapping[str, Drug]
) -> tuple[OrderDraft, Drug] | Refused:
    """The same for a request whose shape was judged already."""
    blank = _blank_fields(request)
    claim = NOTHING_SAID
    if not says_nothing(request):
        blank += blank_texts(request)
        claim = claim_draft(request)
    if blank:
        return Refused(tuple(blank))
    drug = _drug(request["drug"], drugs)
    if isinstance(drug, Refused):
        return drug
    return _order(request, claim), drug


def _blank_fields(request: Request) -> list[FieldError]:
    """Fields that may be absent but are there without text: only null means the same as absent."""
    dose = request["dose"]
    texts = (
        ("dose.weight", dose.get("weight")),
        ("dose.weighed_on", dose.get("weighed_on")),
        ("regimen", request.get("regimen")),
    )
    return [
        FieldError(path, "Blank: leave the field out.")
        for path, text in texts
        if text is not None and not text.strip()
    ]


def _drug(named: str | DrugDescription, drugs: Mapping[str, Drug]) -> Drug | Refused:
    if not isinstance(named, str):
        return read_described_drug(_drug_draft(named))
    drug = drugs.get(named)
    if drug is None:
        known = ", ".join(drugs)
        return refused("drug", f"There is no drug file “{named[:60]}”. Known: {known}.")
    return drug


def _drug_draft(described: DrugDescription) -> DrugDraft:
    route = described.get("route")
    return DrugDraft(
        described["name"],
        described["code"],
        described["unit_mg"],
        tuple([_presentation_draft(size) for size in described["presentations"]]),
        described.get("multi_dose") or False,
        None if route is None else _ROUTES[route],
    )


def _presentation_draft(described: PresentationDescription) -> PresentationDraft:
    return PresentationDraft(described["mg"], described.get("ml"), described.get("ndc"))


def _order(request: Request, claim: ClaimDraft) -> OrderDraft:
    dose = request["dose"]
    if dose["basis"] == "weight":
        basis, mg_per_kg, mg = Basis.WEIGHT, dose["mg_per_kg"], ""
    else:
        basis, mg_per_kg, mg = Basis.FLAT, "", dose["mg"]
    unit, cycle = dose.get("weight_unit"), request.get("cycle")
    shelf, plan, bag = request.get("shelf"), request.get("plan"), request.get("bag")
    prefer = request.get("prefer")
    return OrderDraft(
        basis,
        mg_per_kg,
        mg,
        dose.get("weight") or "",
        None if unit is None else _WEIGHT_UNITS[unit],
        dose.get("weighed_on") or "",
        request.get("regimen") or "",
        "" if cycle is None else str(cycle),
        None if shelf is None else tuple([_shelf_draft(entry) for entry in shelf]),
        Preference.LEAST_DISCARD if prefer is None else _PREFERENCES[prefer],
        None if plan is None else tuple([_plan_draft(entry) for entry in plan]),
        None if bag is None else _bag_draft(bag),
        claim,
    )


def _shelf_draft(entry: ShelfEntry) -> ShelfDraft:
    on_hand = entry.get("on_hand")
    return ShelfDraft(entry["mg"], None if on_hand is None else str(on_hand))


def _plan_draft(entry: PlanEntry) -> PlannedVialDraft:
    return PlannedVialDraft(entry["mg"], str(entry["count"]), entry.get("lot"), entry.get("expiry"))


def _bag_draft(bag: BagChoice) -> BagDraft:
    return BagDraft(bag["diluent"], bag["ml"], _METHODS[bag["method"]])
