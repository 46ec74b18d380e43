"""A complete 837 claim around our segments, and what two outside checkers say of it.

Patient, providers and payer are invented. Neither checker is enough alone (billing.md 0.1).
"""

import io
import json
import re
from decimal import Decimal
from typing import Any, Final

PROFESSIONAL: Final = "005010X222A1"
INSTITUTIONAL: Final = "005010X223A2"
"""The only two versions of the 837 that pyx12 4.0 has a map for."""

_ISA: Final = (
    "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*PAYER          "
    "*261124*1200*^*00501*000000001*0*T*:~"
)
_BEFORE_CLAIM: Final = (
    "NM1*41*2*TEST CLINIC*****46*123456789~",
    "PER*IC*BILLING*TE*5555550100~",
    "NM1*40*2*TEST PAYER*****46*987654321~",
    "HL*1**20*1~",
    "NM1*85*2*TEST CLINIC*****XX*1234567893~",
    "N3*1 MAIN ST~",
    "N4*COLUMBUS*OH*432150000~",
    "REF*EI*123456789~",
    "HL*2*1*22*0~",
    "SBR*P*18*******MB~",
    "NM1*IL*1*DOE*JANE****MI*1EG4TE5MK73~",
    "N3*2 SIDE ST~",
    "N4*COLUMBUS*OH*432150000~",
    "DMG*D8*19600102*F~",
    "NM1*PR*2*TEST PAYER*****PI*12345~",
)


def segments_of(view: str) -> list[str]:
    """The segments of a view, without the lines for the biller."""
    return [line for line in view.splitlines() if line and not line.startswith("#")]


def whole_claim(view: str, *, total: str | None = None, for_x12sdk: bool = False) -> str:
    """The segments of `view` inside a claim that is otherwise in order.

    `total` is the claim's charge, else the sum of its lines, 0 for what is no figure. `for_x12sdk`
    goes around two faults of its own 837I, see `test_x12sdk_faults_of_its_own`.
    """
    ours = segments_of(view)
    if for_x12sdk:
        ours = _without_what_x12sdk_gets_wrong(ours)
    institutional = any(segment.startswith("SV2*") for segment in ours)
    version = INSTITUTIONAL if institutional else PROFESSIONAL
    total = total or _total(ours)
    claim = (
        [
            f"CLM*TEST1*{total}***13:A:1**A*Y*Y~",
            "DTP*434*RD8*20261124-20261124~",
            "CL1*3*1*01~",
        ]
        if institutional
        else [f"CLM*TEST1*{total}***11:B:1*Y*A*Y*Y~"]
    )
    body = [
        f"ST*837*0001*{version}~",
        "BHT*0019*00*1*20261124*1200*CH~",
        *_BEFORE_CLAIM,
        *claim,
        *ours,
    ]
    if institutional:  # the attending provider stands before the lines
        first = next(place for place, each in enumerate(body) if each.startswith("LX*"))
        body.insert(first, "NM1*71*1*SMITH*ANN****XX*1234567893~")
    return "\n".join(
        [
            _ISA,
            f"GS*HC*CLINIC*PAYER*20261124*1200*1*X*{version}~",
            *body,
            f"SE*{len(body) + 1}*0001~",
            "GE*1*1~",
            "IEA*1*000000001~",
            "",
        ]
    )


def _without_what_x12sdk_gets_wrong(segments: list[str]) -> list[str]:
    """An 837I without its billing note, and with a prescription number for each product."""
    if not any(segment.startswith("SV2*") for segment in segments):
        return segments
    kept = [segment for segment in segments if not segment.startswith("NTE*ADD*")]
    return [
        each
        for segment in kept
        for each in ((segment, "REF*XZ*1~") if segment.startswith("CTP*") else (segment,))
    ]


def _total(segments: list[str]) -> str:
    charges = [
        segment.removesuffix("~").split("*")[2 if segment.startswith("SV1") else 3]
        for segment in segments
        if segment.startswith(("SV1*", "SV2*"))
    ]
    figures = [Decimal(charge) for charge in charges if re.fullmatch(r"[0-9.]+", charge)]
    return f"{sum(figures, Decimal(0))}"


def pyx12_errors(claim: str) -> list[str]:
    """What pyx12 finds wrong, each "segment: sentence"; empty where it takes the claim."""
    from pyx12.params import params  # type: ignore[import-untyped]
    from pyx12.x12n_document import x12n_document  # type: ignore[import-untyped]

    found, answer = io.StringIO(), io.StringIO()
    valid = x12n_document(params(), io.StringIO(claim), answer, None, fd_json=found)
    errors = _errors_in(json.loads(found.getvalue()), "")
    assert valid == (not errors), (valid, errors)
    return errors


def _errors_in(node: Any, segment: str) -> list[str]:
    """All sentences of pyx12's tree of errors."""
    if isinstance(node, list):
        return [error for each in node for error in _errors_in(each, segment)]
    if not isinstance(node, dict):
        return []
    segment = str(node.get("seg_id", segment))
    if "err_str" in node:
        return [f"{segment}: {node['err_str']}"]
    return [error for each in node.values() for error in _errors_in(each, segment)]


def x12sdk_errors(claim: str) -> list[str]:
    """What x12sdk finds wrong; empty where it takes the claim and writes it back unchanged."""
    from pydantic import ValidationError
    from x12sdk.io import X12ModelReader

    try:
        with X12ModelReader(claim) as reader:
            [model] = list(reader.models())
    except ValidationError as refusal:
        return [f"{error['loc']}: {error['msg']}" for error in refusal.errors()]
    except ValueError as refusal:
        return [str(refusal)]
    written = [line for line in model.x12().splitlines() if line]
    read = claim.splitlines()[2:-2]
    return [] if written == read else [f"read otherwise: {sorted({*written} ^ {*read})}"]
