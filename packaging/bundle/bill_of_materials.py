"""The bill of materials: every part of the bundle in CycloneDX's JSON."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from license_expression import ExpressionError, get_spdx_licensing
from packageurl import PackageURL

from parts import Part

NAME: Final = "bill-of-materials.cdx.json"


def bill_of(parts: Iterable[Part], version: str, made_at: int) -> str:
    """The bill's text; the same for the same parts and second since 1970."""
    bom = Bom(
        serial_number=uuid5(NAMESPACE_URL, f"vialwise {version} {made_at}"),
        metadata=BomMetaData(
            timestamp=datetime.fromtimestamp(made_at, UTC),
            component=Component(
                name="Vialwise",
                version=version,
                type=ComponentType.APPLICATION,
                bom_ref="vialwise",
                licenses=[_licence("Apache-2.0")],
            ),
        ),
        components=[_component(part) for part in parts],
    )
    bom.register_dependency(bom.metadata.component, bom.components)  # type: ignore[arg-type]
    return JsonV1Dot6(bom).output_as_string(indent=2)


def write_bill(frozen: Path, parts: Iterable[Part], version: str, made_at: int) -> None:
    """Write it into the frozen folder."""
    (frozen / NAME).write_text(bill_of(parts, version, made_at), "utf-8", newline="\n")


def _component(part: Part) -> Component:
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=f"{part.name}@{part.version}",
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        licenses=[_licence(part.licence)] if part.licence else [],
    )


def _licence(text: str) -> LicenseExpression | DisjunctiveLicense:
    """An SPDX expression where it is one, else the name as its authors wrote it."""
    try:
        get_spdx_licensing().parse(text, validate=True)
    except ExpressionError:
        return DisjunctiveLicense(name=text)
    return LicenseExpression(text)
