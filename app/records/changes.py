"""What changed between two entries of the record, in the words of the bench."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple, cast

from app.core.amounts import Status
from app.core.double_check import Outcome
from app.core.drug import Drug
from app.core.notation import shown
from app.core.payer import SETTINGS, SOURCES, DrugSource, Setting
from app.records.check_content import check_in
from app.records.entry import Entry
from app.records.kept_sheet import (
    Fields,
    KeptBag,
    KeptSheet,
    count_in,
    part_in,
    parts_in,
    read_sheet,
    text_in,
)
from app.reference import Reference
from app.wording.finding_names import name_of_finding
from app.wording.vial_lines import METHODS

_CHECK: Final = "Second check"
"""Of one entry alone: the next one takes nothing of it back."""

NOTHING: Final = "–"
"""Stands where one of the two says nothing."""

_STATUS: Final = {
    Status.PLANNED: "planned",
    Status.GIVEN: "given",
    Status.NOT_GIVEN: "nothing given",
}
_CHOICES: Final = {"accept": "accepted", "keep": "kept", "decline": "declined"}


class Change(NamedTuple):
    """One thing that differs: what it is, and what it said before and after."""

    what: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """As a person reads it: "Weight: 72.4 kg → 74.2 kg"."""
        return f"{self.what}: {self.before} → {self.after}"


def changes(before: Entry, after: Entry, reference: Reference) -> tuple[Change, ...]:
    """Every field that differs, in the order in which a worksheet is read."""
    old, new = worded(before, reference), worded(after, reference)
    order = list(new)
    for place, what in enumerate(old):  # one that is gone stands where it stood
        if what not in new:
            order.insert(min(place, len(order)), what)
    return tuple(
        [
            Change(what, old.get(what, NOTHING), new.get(what, NOTHING))
            for what in order
            if old.get(what) != new.get(what) and (what != _CHECK or what in new)
        ]
    )


def worded(entry: Entry, reference: Reference) -> dict[str, str]:
    """What an entry says, each field under its name; a blank field is left out.

    Raises NotWholeError for a worksheet that no program of ours records.
    """
    new, request = entry.content, entry.content.request
    sheet = read_sheet(new.worksheet)
    drug = reference.drug(sheet.drug.id)
    said = {
        "Encounter reference": new.encounter,
        "Course reference": new.course,
        **_ordered(sheet, request, drug),
        **_vials(sheet, request),
        **_bag(sheet.bag, drug),
        **_claim(request, reference),
        **_given(request),
        **_course(request),
        **_evidence(request),
        **_lines(sheet),
        **_decisions(request),
        **_documented(sheet, new.answers),
        _CHECK: _check(entry),
        "Code table of": new.tables.get("hcpcs", ""),
        "Program version": new.program,
    }
    return {what: text for what, text in said.items() if text}


def _ordered(sheet: KeptSheet, request: Fields, drug: Drug | None) -> dict[str, str]:
    dose = part_in(request, "dose")
    regimen = drug.regimen(text_in(request, "regimen")) if drug else None
    basis = _with_unit(dose, "mg_per_kg", "mg/kg") or _with_unit(dose, "mg", "mg")
    return {
        "Drug": sheet.drug_name,
        "Regimen": regimen.indication if regimen else text_in(request, "regimen"),
        "Dose number": _count(request, "cycle"),
        "Weight": _with_unit(dose, "weight", text_in(dose, "weight_unit") or "kg"),
        "Weighed on": text_in(dose, "weighed_on"),
        "Dose on the order": basis,
        "Ordered": _mg(sheet.ordered_mg),
        "Dose to give": _mg(sheet.dose_mg),
    }


def _vials(sheet: KeptSheet, request: Fields) -> dict[str, str]:
    vials = [f"{shown(size.number)} × {_mg(size.mg)}" for size in sheet.vials]
    said = {
        "Vials": " + ".join(vials),
        "Opened": _mg(sheet.opened_mg),
        "Discarded": _mg(sheet.discarded_mg),
        "Of it avoidable": _mg(sheet.avoidable_mg),
        "Left in the vials": _mg(sheet.left_mg) if sheet.left_mg else "",
        "Drawn": "" if sheet.draw_ml is None else f"{shown(sheet.draw_ml)} mL",
    }
    sizes: dict[str, list[str]] = {}
    for vials_of_lot in parts_in(request, "plan"):
        lot, expiry = text_in(vials_of_lot, "lot"), text_in(vials_of_lot, "expiry")
        if lot or expiry:
            text = " ".join(filter(None, (lot, f"expires {expiry}" if expiry else "")))
            sizes.setdefault(_figure(text_in(vials_of_lot, "mg")), []).append(text)
    for mg, lots in sizes.items():
        said[f"Lot of the {mg} mg vials"] = ", ".join(lots)
    return said


def _bag(bag: KeptBag | None, drug: Drug | None) -> dict[str, str]:
    if bag is None:
        return {}
    diluent = drug.preparation.diluent(bag.diluent) if drug and drug.preparation else None
    name = diluent.name if diluent else bag.diluent
    return {
        "Bag": f"{shown(bag.ml)} mL {name}, {METHODS[bag.method]}",
        "Volume in all": f"{shown(bag.total_ml)} mL",
        "Concentration": f"{shown(bag.mg_per_ml)} mg/mL",
        "Rate": f"{shown(bag.ml_per_h)} mL/h",
    }


def _claim(request: Fields, reference: Reference) -> dict[str, str]:
    payer, setting = text_in(request, "payer"), text_in(request, "setting")
    source = text_in(request, "source")
    names = {known.id: known.name for known in reference.rules.payers}
    diagnoses = cast("Sequence[str]", request.get("diagnoses") or ())
    charge = _with_unit(request, "charge_per_unit", "")
    return {
        "Payer": names.get(payer, payer),
        "Setting": SETTINGS[Setting(setting)] if setting else "",
        "Date of service": text_in(request, "date_of_service"),
        "Diagnoses": ", ".join(diagnoses),
        "Drug source": SOURCES[DrugSource(source)] if source else "",
        "Code chosen": text_in(request, "code"),
        "Charge for one unit": f"USD {charge}" if charge else "",
    }


def _given(request: Fields) -> dict[str, str]:
    losses = [
        f"{_with_unit(loss, 'mg', 'mg')} ({text_in(loss, 'why')})"
        for loss in parts_in(request, "losses")
    ]
    return {
        "Given": _with_unit(request, "given_mg", "mg"),
        "Stopped": text_in(request, "stopped"),
        "Kept for another patient": _with_unit(request, "kept_mg", "mg"),
        "Carried in from another’s vial": _with_unit(request, "carried_in_mg", "mg"),
        "Lost": ", ".join(losses),
    }


def _course(request: Fields) -> dict[str, str]:
    history = part_in(request, "history")
    vials = [
        f"{_count(size, 'count')} × {_with_unit(size, 'mg', 'mg')}"
        for size in parts_in(history, "vials_in_window")
    ]
    return {
        "First given on": text_in(history, "first_given_on"),
        "Last given on": text_in(history, "last_given_on"),
        "Last weight": _with_unit(history, "last_weight_kg", "kg"),
        "Doses before": _count(history, "doses_before"),
        "Units in the payer’s window": _count(history, "units_in_window"),
        "Vials in the payer’s window": " + ".join(vials),
    }


def _evidence(request: Fields) -> dict[str, str]:
    authorization, evidence = part_in(request, "authorization"), part_in(request, "evidence")
    marker, coverage = part_in(evidence, "biomarker"), part_in(evidence, "coverage")
    compendium = part_in(evidence, "compendium")
    days = [text_in(authorization, "from"), text_in(authorization, "to")]
    units, visits = _count(authorization, "units"), _count(authorization, "visits")
    return {
        "Authorization": _listed(
            text_in(authorization, "number"),
            " to ".join(filter(None, days)),
            text_in(authorization, "code"),
            f"{units} units" if units else "",
            f"{visits} visits" if visits else "",
        ),
        "Biomarker": _listed(
            text_in(marker, "value"), text_in(marker, "assay"), text_in(marker, "on")
        ),
        "Prior line": text_in(evidence, "prior_line"),
        "Response": text_in(evidence, "response"),
        "Coverage confirmed": _listed(
            text_in(coverage, "by"), text_in(coverage, "reference"), text_in(coverage, "on")
        ),
        "Compendium": _listed(
            text_in(compendium, "name"), text_in(compendium, "category"), text_in(compendium, "on")
        ),
    }


def _lines(sheet: KeptSheet) -> dict[str, str]:
    lines = [
        f"{line.code} {', '.join(line.modifiers) or 'no modifier'} {shown(line.units)}"
        for line in sheet.claim_lines
    ]
    return {
        "Status": _STATUS[sheet.status],
        "Units given": shown(sheet.administered_units),
        "JW units": shown(sheet.discarded_units),
        "Claim lines": "; ".join(lines) or "none",
        "Given, nothing to answer": "yes" if sheet.claim_ready else "no",
        "To answer": " ".join(sheet.open_points),
    }


def _decisions(request: Fields) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for decision in parts_in(request, "decisions"):
        choice = text_in(decision, "choice")
        what = f"Decided on {name_of_finding(text_in(decision, 'finding'))}"
        by, on, why = (text_in(decision, key) for key in ("by", "on", "why"))
        text = f"{_CHOICES.get(choice, choice)} by {by} on {on}: {why}"
        said.setdefault(what, []).append(text)
    return {what: "; ".join(dict.fromkeys(texts)) for what, texts in said.items()}


def _check(entry: Entry) -> str:
    """What a second check came to, and which figures differed on the way."""
    check = check_in(entry.content)
    if check is None:
        return ""
    found = ["agreed" if check.outcome is Outcome.SIGNED else "sent back"]
    for what, figures in (
        ("differed at first", check.differed_at_first),
        ("differ still", check.differing),
        ("corrected after seeing", check.corrected_after_seeing),
    ):
        if figures:
            found.append(f"{what}: {', '.join(figure.words for figure in figures)}")
    return "; ".join([*found, *(f"expired: {vial}" for vial in check.expired)])


def _documented(sheet: KeptSheet, answers: Mapping[str, str]) -> dict[str, str]:
    texts = {item.id: item.text for item in sheet.checklist}
    return {
        f"Checklist, {texts.get(item_id, item_id)}": answer.strip()
        for item_id, answer in answers.items()
    }


def _mg(mg: Decimal) -> str:
    return f"{shown(mg)} mg"


def _figure(text: str) -> str:
    """A figure as a person reads it; what is none stays as it is."""
    try:
        return shown(Decimal(text))
    except InvalidOperation:
        return text


def _with_unit(fields: Fields, name: str, unit: str) -> str:
    text = text_in(fields, name)
    return f"{_figure(text)} {unit}".rstrip() if text else ""


def _count(fields: Fields, name: str) -> str:
    count = count_in(fields, name)
    return "" if count is None else shown(count)


def _listed(*texts: str) -> str:
    return ", ".join(filter(None, texts))
