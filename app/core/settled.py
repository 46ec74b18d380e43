"""An order as it is recorded: what the site, the day and the search filled in stands there too."""

from dataclasses import replace

from app.core.notation import plain
from app.core.order import BagDraft, OrderDraft, PlannedVialDraft
from app.core.worksheet import Worksheet


def settle(draft: OrderDraft, sheet: Worksheet) -> OrderDraft:
    """The order that is answered by `sheet` on any later day and by another site's usual choices.

    Payer, setting, source, day of service, vials and bag are written out; what was typed stays as
    it was typed.
    """
    claim, chosen = sheet.claim, sheet.preparation.chosen if sheet.preparation else None
    bag = None if chosen is None else BagDraft(chosen.diluent, plain(chosen.ml), chosen.method)
    return replace(
        draft,
        plan=draft.plan if draft.plan is not None else _plan(sheet),
        bag=draft.bag or bag,
        claim=replace(
            draft.claim,
            payer=claim.payer.id,
            setting=claim.setting,
            source=claim.source,
            date_of_service=claim.date_of_service.isoformat(),
        ),
    )


def _plan(sheet: Worksheet) -> tuple[PlannedVialDraft, ...]:
    """The vials of the worksheet, with lot and expiry where they were typed."""
    if sheet.order.plan is not None:
        return tuple(
            [
                PlannedVialDraft(
                    plain(vials.presentation.mg),
                    str(vials.count),
                    vials.lot or None,
                    vials.expiry.isoformat() if vials.expiry else None,
                )
                for vials in sheet.order.plan
            ]
        )
    return tuple([PlannedVialDraft(plain(v.mg), str(v.count)) for v in sheet.plan.vials])
