"""The bill of materials: every part of the bundle in CycloneDX's JSON."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from parts import Part

NAME: Final = "bill-of-materials.cdx.json"

_LICENCES: Final = LicenseFactory()
"""An SPDX id or expression where a text is one, else the name as its authors wrote it."""


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
                licenses=[_LICENCES.make_from_string("Apache-2.0")],
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
        licenses=[_LICENCES.make_from_string(part.licence)] if part.licence else [],
    )
