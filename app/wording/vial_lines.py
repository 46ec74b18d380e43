"""Vials and bag in plain text: what to pull, draw and discard, and how it goes into the bag."""

from typing import Final

from app.core.drug import PreparationRule
from app.core.notation import shown
from app.core.order import BagMethod
from app.core.preparation import Preparation, PreparedBag, VialDraw
from app.core.vials import VialCount
from app.core.worksheet import Alternative, Worksheet
from app.wording.claim_text import amount_fields
from app.wording.page import Field, field, fields, table

METHODS: Final = {
    BagMethod.ADD: "drug added to the full bag",
    BagMethod.WITHDRAW: "the drug’s volume withdrawn first",
    BagMethod.EMPTY: "empty bag filled to this volume",
}


def vial_lines(sheet: Worksheet) -> list[str]:
    """What to pull and draw, or what was opened, and where all of it goes or went."""
    head = field(*vials_to_pull(sheet))
    rows = table([["", *row] for row in vial_rows(sheet)], right=set())
    return head + rows + fields(vial_fields(sheet))


def vials_to_pull(sheet: Worksheet) -> Field:
    """The vials to pull in one line; once given or not given, those that were opened."""
    vials = f"{sheet.drug.name} {sheet.plan.text or 'no vial'}"
    if sheet.is_planned:
        return Field("Pull", vials)
    return Field("Opened", f"{vials}, {shown(sheet.opened_mg)} mg in all")


def vial_rows(sheet: Worksheet) -> list[list[str]]:
    """Each size with what to draw from it, while planned, and its product code."""
    if sheet.is_planned:
        return [_vial_row(vials, sheet) for vials in sheet.draws]
    return [_opened_row(vials) for vials in sheet.plan.vials]


def vial_fields(sheet: Worksheet) -> list[Field]:
    """Where all that was opened goes or went, and why these vials."""
    opened = [Field("Opened", f"{shown(sheet.opened_mg)} mg")] if sheet.is_planned else []
    lots = [Field("Lot, expiry", text)] if (text := lots_text(sheet)) else []
    return [*lots, *opened, *amount_fields(sheet), Field("Why these", sheet.why_best)]


def lots_text(sheet: Worksheet) -> str:
    """Lot and expiry where they are known: "2 × 120 mg: lot B7, expiry 2027-12-31"."""
    texts = []
    for vials in sheet.order.plan or ():
        about = [f"lot {vials.lot}"] if vials.lot else []
        about += [f"expiry {vials.expiry}"] if vials.expiry is not None else []
        if about and vials.count:
            size = f"{shown(vials.count)} × {shown(vials.presentation.mg)} mg"
            texts.append(f"{size}: {', '.join(about)}")
    return "; ".join(texts)


def bag_lines(sheet: Worksheet) -> list[str]:
    """The bag, its strength and its rate, and the other bags that fit."""
    return fields(bag_fields(sheet))


def bag_fields(sheet: Worksheet) -> list[Field]:
    """The same, not laid out."""
    preparation = sheet.preparation
    if preparation is None:
        why = "the volume of these vials" if sheet.drug.preparation else "how it is prepared"
        return [Field("Bag", f"not calculated: {why} is not known.")]
    rule = preparation.rule
    entries = [Field("Bag", "none fits")]
    if preparation.chosen is not None:
        entries = _chosen_fields(preparation.chosen, preparation)
    entries.append(Field("Filter", rule.filter))
    entries.append(Field("Handling", rule.handling))
    return entries + _other_bags(preparation)


def other_ways(sheet: Worksheet) -> list[str]:
    """The chosen plan and the others worth choosing, as a table."""
    if not sheet.alternatives:
        return ["  No other way is worth choosing."]
    rest = "Left" if sheet.drug.multi_dose else "Discard"
    chosen = Alternative(sheet.plan, sheet.discarded_mg, sheet.units, sheet.avoidable_mg)
    rows = [[f"{sheet.drug.name}, mg", "Vials", "Opened", rest, "Units", ""]]
    rows.append([*_way(chosen, sheet), "chosen"])
    for other in sheet.alternatives:
        avoidable = f"{shown(other.avoidable_mg)} mg avoidable" if other.avoidable_mg else ""
        rows.append([*_way(other, sheet), avoidable])
    return table(rows, right={1, 2, 3, 4})


def _vial_row(vials: VialDraw, sheet: Worksheet) -> list[str]:
    presentation = sheet.drug.presentation(vials.mg)
    ndc = presentation.ndc if presentation is not None else None
    each = " each" if vials.count > 1 else ""
    if not vials.draw_mg:
        draw = "draw nothing"
    else:
        draw = "draw all" if vials.is_whole else f"draw {shown(vials.draw_mg)} mg"
        draw += "" if vials.draw_ml is None else f", {shown(vials.draw_ml)} mL{each}"
    size = f"{shown(vials.count)} × {shown(vials.mg)} mg"
    return [size, draw, f"NDC {ndc}" if ndc else ""]


def _opened_row(vials: VialCount) -> list[str]:
    ndc = vials.presentation.ndc
    return [f"{shown(vials.count)} × {shown(vials.mg)} mg", f"NDC {ndc}" if ndc else ""]


def _chosen_fields(bag: PreparedBag, preparation: Preparation) -> list[Field]:
    rule = preparation.rule
    window = f"{shown(rule.min_mg_per_ml)} to {shown(rule.max_mg_per_ml)} mg/mL"
    judged = f"label: {window}" if preparation.chosen_fits else f"NOT within the label’s {window}"
    return [
        Field("Bag", f"{bag_text(bag, rule)}, {METHODS[bag.method]}"),
        Field("Total", f"{shown(bag.total_ml)} mL"),
        Field("Concentration", f"{shown(bag.mg_per_ml)} mg/mL ({judged})"),
        Field("Rate", rate_text(bag, rule)),
    ]


def _other_bags(preparation: Preparation) -> list[Field]:
    """The other bags that fit, diluent by diluent."""
    sizes: dict[str, list[str]] = {}
    for bag in preparation.bags:
        if bag != preparation.chosen:
            sizes.setdefault(_diluent_name(bag, preparation.rule), []).append(shown(bag.ml))
    if not sizes:
        return []
    texts = [f"{name} {', '.join(ml)} mL" for name, ml in sizes.items()]
    return [Field("Also fit", "; ".join(texts))]


def rate_text(bag: PreparedBag, rule: PreparationRule) -> str:
    """ "114 mL/h over 60 minutes"."""
    return f"{shown(bag.ml_per_h)} mL/h over {shown(rule.infusion_minutes)} minutes"


def bag_text(bag: PreparedBag, rule: PreparationRule) -> str:
    """ "100 mL sodium chloride 0.9 %"."""
    return f"{shown(bag.ml)} mL {_diluent_name(bag, rule)}"


def _diluent_name(bag: PreparedBag, rule: PreparationRule) -> str:
    diluent = rule.diluent(bag.diluent)
    return diluent.name if diluent else bag.diluent


def _way(way: Alternative, sheet: Worksheet) -> list[str]:
    rest_mg = way.discarded_mg
    if sheet.drug.multi_dose:
        rest_mg = way.plan.opened_mg + sheet.amounts.carried_in_mg - sheet.dose_mg
    units = shown(way.units.administered)
    if not sheet.drug.multi_dose:
        units += f" + {shown(way.units.discarded)}"
    return [
        way.plan.sizes_text,
        shown(way.plan.count),
        f"{shown(way.plan.opened_mg)} mg",
        f"{shown(rest_mg)} mg",
        units,
    ]
