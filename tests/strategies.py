"""What a test may be given: weights, doses, drugs, shelves and orders, as hypothesis draws them.

Figures are drawn as a person types them, since that is where the calculation begins. Most are like
those of a clinic; the edges of what the contract takes come up too.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from app.core.claim_draft import ClaimDraft, LossDraft
from app.core.drug import Drug, Presentation, Route
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

T = TypeVar("T")

PLACES = (0, 0, 1, 1, 2, 3)
MARKETED_MG = ("10", "20", "25", "40", "50", "80", "100", "120", "160", "200", "240", "400", "500")


@dataclass(frozen=True)
class Case:
    """A drug and an order of it that can be answered, unless the shelf is short."""

    drug: Drug
    draft: OrderDraft


@cache
def figures(least: str, most: str, places: int) -> st.SearchStrategy[str]:
    """A figure from `least` to `most` with at most `places` after the point, as it is typed."""
    scale = 10**places
    steps = st.integers(int(Decimal(least) * scale), int(Decimal(most) * scale))
    return steps.map(lambda whole: _typed(whole, places))


def _typed(steps: int, places: int) -> str:
    """So many steps of the last place as text: (724, 1) is "72.4"."""
    return f"{Decimal(steps).scaleb(-places):f}"


@cache
def any_figures(least: str, most: str) -> st.SearchStrategy[str]:
    """The same with 0 to 3 places, whole figures and tenths more often."""
    return st.one_of([figures(least, most, places) for places in PLACES])


@cache
def weights() -> st.SearchStrategy[str]:
    """A body weight in kg that is taken."""
    return any_figures("30", "150") | any_figures("2", "500")


@cache
def weights_lb() -> st.SearchStrategy[str]:
    """A body weight in lb that is taken: 2 to 500 kg."""
    return any_figures("66", "331") | any_figures("5", "1102")


@cache
def mg_per_kg() -> st.SearchStrategy[str]:
    """What is ordered per kg, for any drug."""
    return st.sampled_from(["1", "3", "10", "15", "20"]) | any_figures("1", "19")


@cache
def doses(most: str = "10000") -> st.SearchStrategy[str]:
    """A flat dose in mg."""
    return any_figures("1", most) | figures("0.001", "1", 3)


@cache
def contents() -> st.SearchStrategy[str]:
    """What a vial holds, mostly a marketed size."""
    return st.one_of(
        st.sampled_from(MARKETED_MG),
        st.sampled_from(MARKETED_MG),
        figures("5", "600", 0),
        figures("5", "300", 1),
        figures("20", "120", 3),
    )


@cache
def units_mg() -> st.SearchStrategy[str]:
    """A billing unit, one larger than a vial among them."""
    return st.sampled_from(["1", "10", "5", "100", "50", "0.16", "2.5"]) | figures("0.1", "200", 1)


@st.composite
def drugs(
    draw: st.DrawFn,
    *,
    most_sizes: int = 6,
    multi_dose: bool | None = False,
    whole_units: bool = False,
    with_ml: bool = False,
) -> Drug:
    """A drug of 1 to 6 sizes, larger first; `whole_units`: each size is a whole number of units."""
    unit = Decimal(draw(units_mg()))
    if whole_units:
        counts = draw(st.lists(st.integers(1, 60), min_size=1, max_size=most_sizes, unique=True))
        sizes = [unit * count for count in counts]
    else:
        texts = draw(st.lists(contents(), min_size=1, max_size=most_sizes, unique_by=Decimal))
        sizes = [Decimal(text) for text in texts]
    volumes = st.none() if not with_ml else any_figures("0.5", "50").map(Decimal)
    return Drug(
        id="trial-drug",
        name="trial drug",
        brand="",
        code="J0000",
        unit_mg=unit,
        presentations=tuple(Presentation(mg, draw(volumes)) for mg in sorted(sizes, reverse=True)),
        multi_dose=draw(st.booleans()) if multi_dose is None else multi_dose,
        route=draw(st.sampled_from([None, Route.INTRAVENOUS, Route.OTHER])),
    )


@st.composite
def shelves(draw: st.DrawFn, drug: Drug, *, limited: bool = False) -> tuple[ShelfDraft, ...]:
    """Some of the drug's sizes in any order, each counted or, unless `limited`, not limited."""
    sizes = draw(st.lists(st.sampled_from(drug.presentations), min_size=1, max_size=6, unique=True))
    counts = st.integers(0, 12).map(str)
    on_hand = counts if limited else st.none() | counts
    return tuple(ShelfDraft(f"{size.mg:f}", draw(on_hand)) for size in sizes)


@st.composite
def plans(draw: st.DrawFn, drug: Drug) -> tuple[PlannedVialDraft, ...]:
    """Vials that a person chose, a size perhaps in two lots."""
    sizes = draw(st.lists(st.sampled_from(drug.presentations), min_size=1, max_size=4))
    return tuple(PlannedVialDraft(f"{size.mg:f}", str(draw(st.integers(0, 9)))) for size in sizes)


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    shelf: bool = True,
    plan: bool = False,
    preference: Preference | None = None,
    multi_dose: bool | None = False,
    whole_units: bool = False,
    with_ml: bool = False,
) -> Case:
    """A drug with a dose of at most some 25 of its largest vials, so that all ways can be tried."""
    drug = draw(drugs(multi_dose=multi_dose, whole_units=whole_units, with_ml=with_ml))
    most = min(Decimal(10_000), drug.presentations[0].mg * 25, drug.presentations[-1].mg * 60)
    places = draw(st.sampled_from(PLACES))
    draft = OrderDraft(
        basis=Basis.FLAT,
        mg=_typed(draw(st.integers(1, int(most * 10**places))), places),
        shelf=draw(st.none() | shelves(drug)) if shelf else None,
        prefer=preference or draw(st.sampled_from(Preference)),
        plan=draw(plans(drug)) if plan else None,
    )
    return Case(drug, draft)


@st.composite
def orders_by_weight(draw: st.DrawFn) -> OrderDraft:
    """An order by weight in kg or lb."""
    unit = draw(st.sampled_from(WeightUnit))
    return OrderDraft(
        basis=Basis.WEIGHT,
        mg_per_kg=draw(mg_per_kg()),
        weight=draw(weights() if unit is WeightUnit.KG else weights_lb()),
        weight_unit=unit,
    )


@cache
def well_formed() -> st.SearchStrategy[str]:
    """A decimal as the contract writes it: up to 7 digits, a point, up to 3 digits."""
    whole = st.just("0") | st.integers(1, 9_999_999).map(str)
    fraction = st.just("") | st.text("0123456789", min_size=1, max_size=3)
    return st.builds(lambda w, f: f"{w}.{f}" if f else w, whole, fraction)


@cache
def typed_texts() -> st.SearchStrategy[str]:
    """What may stand in a field at some moment: figures, halves of figures, and nonsense."""
    return st.one_of(
        st.just(""),
        any_figures("0", "12000"),
        well_formed(),
        st.sampled_from(
            ["500", "120", "10", "72.4", "1500", " 30 ", "0", "1,500", ".5", "5.", "-1"]
        ),
        st.text("0123456789.,-+eE kglbm٣", max_size=6),
        st.text(max_size=4),
    )


@cache
def typed_dates() -> st.SearchStrategy[str]:
    """The same for a day."""
    return st.one_of(
        st.just(""),
        st.dates().map(lambda day: day.isoformat()),
        st.sampled_from(["2026-11-24", "2026-11-25", "2026-11-16", "2026-02-30", "24.11.2026"]),
        st.text(max_size=10),
    )


@st.composite
def any_drafts(draw: st.DrawFn, drug: Drug) -> OrderDraft:
    """An order as it may be at some moment: one that can be answered, with up to two mistakes."""
    good = draw(_good_drafts(drug))
    spoilt = draw(st.lists(st.sampled_from(sorted(_mistakes(drug))), max_size=2, unique=True))
    mistakes = _mistakes(drug)
    return replace(good, **{name: draw(mistakes[name]) for name in spoilt})


@st.composite
def _good_drafts(draw: st.DrawFn, drug: Drug) -> OrderDraft:
    basis = draw(st.sampled_from(Basis))
    by_weight = basis is Basis.WEIGHT
    most = min(drug.limits.max_dose_mg, drug.presentations[0].mg * 40)
    known = by_weight or draw(st.booleans())
    bag = None
    if drug.preparation is not None and draw(st.booleans()):
        diluent = draw(st.sampled_from(drug.preparation.diluents)).id
        bag = BagDraft(diluent, draw(any_figures("1", "600")), draw(st.sampled_from(BagMethod)))
    regimens = [regimen.id for regimen in drug.regimens if not regimen.withdrawn]
    return OrderDraft(
        basis=basis,
        mg_per_kg=draw(any_figures("0.5", "20")) if by_weight else "",
        mg="" if by_weight else draw(any_figures("0.5", f"{most:f}")),
        weight=draw(any_figures("6", "190")) if known else "",
        weight_unit=draw(st.sampled_from(WeightUnit)) if known else None,
        weighed_on=draw(st.sampled_from(["", "2026-11-24", "2026-11-17", "2020-02-29"])),
        regimen=draw(st.sampled_from(["", *regimens])),
        cycle=draw(st.sampled_from(["", "1", "2", "27"])),
        shelf=draw(st.none() | shelves(drug)),
        prefer=draw(st.sampled_from(Preference)),
        plan=draw(st.none() | plans(drug)),
        bag=bag,
    )


def _mistakes(drug: Drug) -> dict[str, st.SearchStrategy[Any]]:
    """For each field what may stand in it, mostly wrong."""
    sizes = st.sampled_from([f"{p.mg:f}" for p in drug.presentations]) | typed_texts()
    vials = st.builds(PlannedVialDraft, sizes, typed_texts(), st.none(), st.none() | typed_dates())
    diluents = [d.id for d in drug.preparation.diluents] if drug.preparation else ["x"]
    return {
        "basis": st.sampled_from(Basis),
        "mg_per_kg": typed_texts(),
        "mg": typed_texts(),
        "weight": typed_texts(),
        "weight_unit": st.none() | st.sampled_from(WeightUnit),
        "weighed_on": typed_dates(),
        "regimen": st.sampled_from([*(r.id for r in drug.regimens), "x"]),
        "cycle": typed_texts(),
        "shelf": _few(st.builds(ShelfDraft, sizes, st.none() | typed_texts())),
        "plan": _few(vials),
        "bag": st.builds(
            BagDraft,
            st.sampled_from(diluents) | st.text(max_size=3),
            typed_texts(),
            st.sampled_from(BagMethod),
        ),
    }


def _few(each: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(each, max_size=3).map(tuple)


# --- Claims ---------------------------------------------------------------------------------------


@st.composite
def claims(draw: st.DrawFn, dose_mg: str) -> ClaimDraft:
    """What happened to a dose: given in part, kept, carried in, lost; any payer, setting, day."""
    parts = st.just("") | st.just(dose_mg) | _parts_of(dose_mg)
    losses = draw(st.lists(st.tuples(figures("0.1", "50", 1), st.just("spilt")), max_size=2))
    carried_in = draw(st.just("") | _parts_of(dose_mg))
    return ClaimDraft(
        payer=draw(st.sampled_from(("", "medicare-part-b", "medicaid", "strict"))),
        setting=draw(st.sampled_from((None, *Setting))),
        date_of_service=draw(
            st.sampled_from(("", "2016-06-01", "2022-12-31", "2024-12-31", "2026-11-23"))
        ),
        source=draw(st.sampled_from((None, *DrugSource))),
        given_mg=draw(parts),
        stopped=draw(st.sampled_from(("", "reaction"))),
        kept_mg=draw(st.one_of(st.just(""), figures("0", "50", 1))),
        carried_in_mg=carried_in,
        losses=tuple([LossDraft(mg, why) for mg, why in losses]),
    )


def _parts_of(mg: str) -> st.SearchStrategy[str]:
    """From nothing to all of an amount, in its own last place."""
    places = len(mg.partition(".")[2])
    return st.integers(0, int(Decimal(mg) * 10**places)).map(lambda steps: _typed(steps, places))
