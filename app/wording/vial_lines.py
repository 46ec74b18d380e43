"""Vials and bag in plain text: what to pull, draw and discard, and how it goes into the bag."""

from typing import Final

from app.core.drug import PreparationRule
from app.core.notation import shown
from app.core.order import BagMethod
from app.core.preparation import Preparation, PreparedBag, VialDraw
from app.core.vials import VialCount
from app.core.worksheet import Alternative, Worksheet
from app.wording.claim_text import amount_lines
from app.wording.page import field, table

METHODS: Final = {
    BagMethod.ADD: "drug added to the full bag",
    BagMethod.WITHDRAW: "the drug’s volume withdrawn first",
    BagMethod.EMPTY: "empty bag filled to this volume",
}


def vial_lines(sheet: Worksheet) -> list[str]:
    """What to pull and draw, or what was opened, and where all of it goes or went."""
    vials = sheet.plan.text or "no vial"
    if sheet.is_planned:
        lines = field("Pull", f"{sheet.drug.name} {vials}")
        lines += table([_vial_row(vials, sheet) for vials in sheet.draws], right=set())
        lines += field("Opened", f"{shown(sheet.opened_mg)} mg")
    else:
        lines = field("Opened", f"{sheet.drug.name} {vials}, {shown(sheet.opened_mg)} mg in all")
        lines += table([_opened_row(vials) for vials in sheet.plan.vials], right=set())
    return lines + amount_lines(sheet) + field("Why these", sheet.why_best)


def bag_lines(sheet: Worksheet) -> list[str]:
    """The bag, its strength and its rate, and the other bags that fit."""
    preparation = sheet.preparation
    if preparation is None:
        why = "the volume of these vials" if sheet.drug.preparation else "how it is prepared"
        return field("Bag", f"not calculated: {why} is not known.")
    rule = preparation.rule
    lines = field("Bag", "none fits")
    if preparation.chosen is not None:
        lines = _chosen_lines(preparation.chosen, preparation)
    lines += field("Filter", rule.filter)
    lines += field("Handling", rule.handling)
    return lines + _other_bags(preparation)


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
    return ["", size, draw, f"NDC {ndc}" if ndc else ""]


def _opened_row(vials: VialCount) -> list[str]:
    ndc = vials.presentation.ndc
    return ["", f"{shown(vials.count)} × {shown(vials.mg)} mg", f"NDC {ndc}" if ndc else ""]


def _chosen_lines(bag: PreparedBag, preparation: Preparation) -> list[str]:
    rule = preparation.rule
    window = f"{shown(rule.min_mg_per_ml)} to {shown(rule.max_mg_per_ml)} mg/mL"
    judged = f"label: {window}" if preparation.chosen_fits else f"NOT within the label’s {window}"
    lines = field("Bag", f"{_bag_text(bag, rule)}, {METHODS[bag.method]}")
    lines += field("Total", f"{shown(bag.total_ml)} mL")
    lines += field("Concentration", f"{shown(bag.mg_per_ml)} mg/mL ({judged})")
    rate = f"{shown(bag.ml_per_h)} mL/h over {shown(rule.infusion_minutes)} minutes"
    return lines + field("Rate", rate)


def _other_bags(preparation: Preparation) -> list[str]:
    """The other bags that fit, diluent by diluent."""
    sizes: dict[str, list[str]] = {}
    for bag in preparation.bags:
        if bag != preparation.chosen:
            sizes.setdefault(_diluent_name(bag, preparation.rule), []).append(shown(bag.ml))
    if not sizes:
        return []
    return field("Also fit", "; ".join(f"{name} {', '.join(ml)} mL" for name, ml in sizes.items()))


def _bag_text(bag: PreparedBag, rule: PreparationRule) -> str:
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
