"""Which vials to open for a dose: the best plan, other plans worth choosing, and why."""

from dataclasses import dataclass
from decimal import Decimal
from math import gcd
from typing import Final, NamedTuple

from app.core.drug import MOST_VIALS, Presentation
from app.core.notation import shown
from app.core.order import PlannedVials, Preference, Stock
from app.core.quantity import ZERO
from app.core.search import best_ways

MOST_ALTERNATIVES: Final = 8

_FINEST_MG: Final = Decimal("0.001")
_PLACES: Final = ((1_000, Decimal(1)), (100, Decimal("0.1")), (10, Decimal("0.01")))
_GRAIN: Final = 1_000
"""Contents are whole thousandths of a mg (contract.md: at most 3 digits after the point)."""


@dataclass(frozen=True, slots=True)
class VialCount:
    """Vials of one size, at least one."""

    presentation: Presentation
    count: int

    @property
    def mg(self) -> Decimal:
        """Labelled content of one of them."""
        return self.presentation.mg


@dataclass(frozen=True, slots=True)
class VialPlan:
    """Vials to open, larger first, and their labelled content in all."""

    vials: tuple[VialCount, ...]
    opened_mg: Decimal
    count: int

    @property
    def sizes_text(self) -> str:
        """The plan under a heading that says mg: "1 × 500 + 2 × 120"."""
        return " + ".join(f"{v.count:,} × {shown(v.mg)}" for v in self.vials)

    @property
    def text(self) -> str:
        """The plan as a person reads it: "1 × 500 mg + 2 × 120 mg"."""
        return " + ".join(f"{v.count:,} × {shown(v.mg)} mg" for v in self.vials)


class Choice(NamedTuple):
    """The plan that the order asks for, with what it was chosen from."""

    plan: VialPlan
    best: VialPlan
    others: tuple[VialPlan, ...]
    least_marketed_mg: Decimal
    why_best: str

    def avoidable(self, plan: VialPlan) -> Decimal:
        """How many mg less the best combination of all marketed sizes would open than `plan`."""
        return max(ZERO, plan.opened_mg - self.least_marketed_mg)


class Shortage(NamedTuple):
    """The vials are not enough: by how many mg, and what would be."""

    message: str


def choose_vials(
    dose_mg: Decimal,
    shelf: tuple[Stock, ...],
    marketed: tuple[Presentation, ...],
    prefer: Preference,
    chosen: tuple[PlannedVials, ...] | None,
    covered_mg: Decimal | None = None,
) -> Choice | Shortage:
    """The vials to open for a dose; for 0 mg, where all of it was carried in, none.

    Least discarded amount first, then fewest vials, then larger vials (the Medicare contractors ask
    for the least waste: billing.md 2.4); or fewest vials first where asked. A plan that a person
    chose is taken as it is, whatever the shelf holds, and judged against the best. At most 1,000
    vials. Sizes come larger first. `covered_mg` is what the chosen vials have to hold where that is
    not the dose: once given, what was used.
    """
    by_a_person = None if chosen is None else _plan_of(chosen)
    least_mg = dose_mg if covered_mg is None else covered_mg
    if by_a_person is not None and by_a_person.opened_mg < least_mg:
        return _plan_too_small(by_a_person, least_mg)
    if not dose_mg:
        return _nothing_to_open(by_a_person)
    ways = _Ways.of(dose_mg, shelf)
    if not ways.best:
        if by_a_person is None:
            return _shortage(dose_mg, shelf, marketed)
        return _judged_by_the_market(by_a_person, dose_mg, marketed)
    best = ways.best[0]
    plan = by_a_person or (best if prefer is Preference.LEAST_DISCARD else ways.best[-1])
    return Choice(
        plan,
        best,
        _others(ways, plan),
        _least_marketed_mg(ways, marketed),
        _why(plan, ways, marketed, by_a_person=by_a_person is not None),
    )


def _nothing_to_open(by_a_person: VialPlan | None) -> Choice:
    """All of the dose comes from a vial that was opened for another patient."""
    none = VialPlan((), ZERO, 0)
    why = "All of the dose is carried in, so no vial needs to be opened."
    return Choice(by_a_person or none, none, (), ZERO, why)


def _judged_by_the_market(
    plan: VialPlan, dose_mg: Decimal, marketed: tuple[Presentation, ...]
) -> Choice | Shortage:
    """A person's plan where the shelf itself has too little: nothing else can be picked from it."""
    ways = _Ways.of(dose_mg, _on_market(marketed))
    if not ways.best:
        return _shortage(dose_mg, _on_market(marketed), marketed)
    best = ways.best[0]
    why = _why(plan, ways, marketed, by_a_person=True)
    if plan != best:
        why = f"Not on this shelf: {why}"
    return Choice(plan, best, (), best.opened_mg, why)


def _on_market(marketed: tuple[Presentation, ...]) -> tuple[Stock, ...]:
    return tuple([Stock(presentation) for presentation in marketed])


class _Ways(NamedTuple):
    """The search over one shelf, in steps of the largest amount that divides every content."""

    dose_mg: Decimal
    shelf: tuple[Stock, ...]
    step: int
    best: list[VialPlan]
    single_size: list[VialPlan]

    @classmethod
    def of(cls, dose_mg: Decimal, shelf: tuple[Stock, ...]) -> "_Ways":
        if not shelf:
            return cls(dose_mg, shelf, 0, [], [])
        contents = [int(stock.presentation.mg * _GRAIN) for stock in shelf]
        step = gcd(*contents)
        whole, rest = divmod(dose_mg * _GRAIN, step)
        target = int(whole) + 1 if rest else int(whole)
        sizes = tuple([content // step for content in contents])
        on_hand = tuple([stock.on_hand for stock in shelf])
        ways = best_ways(sizes, on_hand, target, MOST_VIALS)
        best = [_plan(shelf, way.counts) for way in ways]
        found = [way.counts for way in ways]
        single = [way for way in _single_size_ways(sizes, on_hand, target) if way not in found]
        return cls(
            dose_mg,
            shelf,
            step,
            best,
            [_plan(shelf, counts) for counts in single],
        )


def _single_size_ways(
    sizes: tuple[int, ...], on_hand: tuple[int | None, ...], target: int
) -> list[tuple[int, ...]]:
    """For each size that can cover the target alone, the counts that do."""
    ways = []
    for place, (size, limit) in enumerate(zip(sizes, on_hand, strict=True)):
        count = -(-target // size)
        if count <= MOST_VIALS and (limit is None or count <= limit):
            ways.append((0,) * place + (count,) + (0,) * (len(sizes) - place - 1))
    return ways


def _plan(shelf: tuple[Stock, ...], counts: tuple[int, ...]) -> VialPlan:
    vials: list[VialCount] = []
    opened_mg, total = ZERO, 0
    for stock, count in zip(shelf, counts, strict=True):
        if count:
            vials.append(VialCount(stock.presentation, count))
            opened_mg += stock.presentation.mg * count
            total += count
    return VialPlan(tuple(vials), opened_mg, total)


def _plan_of(chosen: tuple[PlannedVials, ...]) -> VialPlan:
    counts: dict[Presentation, int] = {}
    for vials in chosen:
        counts[vials.presentation] = counts.get(vials.presentation, 0) + vials.count
    larger_first = sorted(counts, key=lambda presentation: presentation.mg, reverse=True)
    return _plan(
        tuple([Stock(presentation) for presentation in larger_first]),
        tuple([counts[presentation] for presentation in larger_first]),
    )


def _others(ways: _Ways, chosen: VialPlan) -> tuple[VialPlan, ...]:
    """The plans that no other equals or beats in discard and count, and the single-size ones."""
    plans = [plan for plan in ways.best + ways.single_size if plan != chosen]
    plans.sort(key=lambda plan: plan.opened_mg)  # of equal ones those of larger vials stay first
    return tuple(plans[:MOST_ALTERNATIVES])


def _least_marketed_mg(ways: _Ways, marketed: tuple[Presentation, ...]) -> Decimal:
    """The least that must be opened with every marketed size at hand."""
    best = ways.best[0]
    if best.opened_mg == ways.dose_mg or _is_whole_market(ways.shelf, marketed):
        return best.opened_mg
    return _Ways.of(ways.dose_mg, _on_market(marketed)).best[0].opened_mg


def _is_whole_market(shelf: tuple[Stock, ...], marketed: tuple[Presentation, ...]) -> bool:
    """Whether every marketed size is on the shelf without limit."""
    return len(shelf) == len(marketed) and all(stock.on_hand is None for stock in shelf)


def _why(
    plan: VialPlan, ways: _Ways, marketed: tuple[Presentation, ...], *, by_a_person: bool
) -> str:
    """Why the plan is what it is, in a sentence that a person can check."""
    best = ways.best[0]
    if plan.opened_mg < best.opened_mg:
        more_mg = best.opened_mg - plan.opened_mg
        return f"The shelf’s best, {best.text}, would open {shown(more_mg)} mg more."
    if plan.opened_mg == best.opened_mg and plan.count <= best.count:
        return _why_least(ways)
    if not by_a_person:
        return _why_fewest(plan, ways, marketed)
    less_mg = plan.opened_mg - best.opened_mg
    than = f"{shown(less_mg)} mg less" if less_mg else "the same with fewer vials"
    return f"{best.text} opens {shown(best.opened_mg)} mg, {than}."


def _why_least(ways: _Ways) -> str:
    dose_mg, opened_mg = ways.dose_mg, ways.best[0].opened_mg
    dose = shown(dose_mg)
    if opened_mg == dose_mg:
        return f"The vials hold exactly {dose} mg, and no choice that covers it opens less."
    usable = [stock for stock in ways.shelf if stock.on_hand != 0]
    sizes = _listed([shown(stock.presentation.mg) for stock in usable])
    shelf = " on the shelf" if any(stock.on_hand for stock in usable) else ""
    # the bound of 1,000 vials can only bind where so many of the smallest do not cover the dose
    smallest_mg = ways.shelf[-1].presentation.mg
    most = " of at most 1,000" if smallest_mg * MOST_VIALS < dose_mg else ""
    below_mg = opened_mg - _last_place_mg(ways.step)
    if dose_mg < below_mg:
        opens = f"between {dose} and {shown(below_mg)} mg"
    elif dose_mg == below_mg:
        opens = f"exactly {dose} mg"
    else:
        opens = f"less than {shown(opened_mg)} mg and covers {dose} mg"
    return f"No combination{most} of {sizes} mg{shelf} opens {opens}."


def _why_fewest(plan: VialPlan, ways: _Ways, marketed: tuple[Presentation, ...]) -> str:
    """For the fewest vials: one fewer is not enough, and as many do not open less."""
    shelf = "" if _is_whole_market(ways.shelf, marketed) else " on the shelf"
    dose, opened = shown(ways.dose_mg), shown(plan.opened_mg)
    if plan.count == 1:
        return f"No single vial{shelf} that covers {dose} mg holds less than {opened} mg."
    fewer = "1 vial" if plan.count == 2 else f"{plan.count - 1} vials"
    return (
        f"{fewer}{shelf} cannot cover {dose} mg, and no {plan.count} that do open less than "
        f"{opened} mg."
    )


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _last_place_mg(step: int) -> Decimal:
    """1, 0.1, 0.01 or 0.001 mg: the place in which every sum of contents can be written."""
    for place, place_mg in _PLACES:
        if step % place == 0:
            return place_mg
    return _FINEST_MG


def _plan_too_small(plan: VialPlan, dose_mg: Decimal) -> Shortage:
    return Shortage(
        f"The chosen vials hold {shown(plan.opened_mg)} mg, {shown(dose_mg - plan.opened_mg)} mg "
        f"short of {shown(dose_mg)} mg."
    )


def _shortage(
    dose_mg: Decimal, shelf: tuple[Stock, ...], marketed: tuple[Presentation, ...]
) -> Shortage:
    """By how much the shelf is short, and what more of the marketed sizes would be enough."""
    if any(stock.on_hand is None for stock in shelf):
        return Shortage(f"{shown(dose_mg)} mg takes more than {MOST_VIALS:,} vials of these sizes.")
    on_shelf_mg = sum((s.presentation.mg * (s.on_hand or 0) for s in shelf), ZERO)
    missing_mg = dose_mg - on_shelf_mg
    if missing_mg <= 0:
        return Shortage(
            f"{shown(dose_mg)} mg takes more than {MOST_VIALS:,} of the vials on the shelf."
        )
    more = _what_would_be_enough(dose_mg, shelf, marketed)
    return Shortage(
        f"The shelf holds {shown(on_shelf_mg)} mg, {shown(missing_mg)} mg short of "
        f"{shown(dose_mg)} mg.{more}"
    )


def _what_would_be_enough(
    dose_mg: Decimal, shelf: tuple[Stock, ...], marketed: tuple[Presentation, ...]
) -> str:
    """What the best plan of all marketed sizes needs beside the shelf, in a sentence, or ""."""
    ways = _Ways.of(dose_mg, _on_market(marketed))
    if not ways.best:
        return ""
    at_hand = {stock.presentation: stock.on_hand or 0 for stock in shelf}
    needed = {vials.presentation: vials.count for vials in ways.best[0].vials}
    more = [max(0, n - at_hand.get(presentation, 0)) for presentation, n in needed.items()]
    plan = _plan(tuple([Stock(presentation) for presentation in needed]), tuple(more))
    return f" {plan.text} more would be enough."
