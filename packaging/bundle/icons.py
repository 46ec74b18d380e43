"""Makes the launchers' icons from `resources/icons/vialwise.svg`; run by hand when it changes.

.venv/bin/python packaging/bundle/icons.py
"""

import os
import struct
from pathlib import Path
from typing import Final

ICONS: Final = Path(__file__).resolve().parents[2] / "resources" / "icons"
ON_WINDOWS: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ON_MACOS: Final = {
    "icp4": 16,
    "icp5": 32,
    "icp6": 64,
    "ic07": 128,
    "ic08": 256,
    "ic09": 512,
    "ic10": 1024,
}
"""Apple's name of each size in an .icns file."""


def drawn(size: int) -> bytes:
    """The icon as a PNG of so many pixels each way."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice  # noqa: PLC0415 after the platform was chosen
    from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / "vialwise.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    del application
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Windows' icon file of PNGs by their size; 256 is written as 0 there."""
    at, entries = 6 + 16 * len(pictures), b""
    for size, png in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def icns(pictures: dict[str, bytes]) -> bytes:
    """macOS' icon file of PNGs by Apple's name of their size."""
    parts = [
        name.encode() + struct.pack(">I", 8 + len(png)) + png for name, png in pictures.items()
    ]
    return b"icns" + struct.pack(">I", 8 + sum(map(len, parts))) + b"".join(parts)


def main() -> None:
    """Write the three files that are made from the drawing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    (ICONS / "vialwise.ico").write_bytes(ico({size: drawn(size) for size in ON_WINDOWS}))
    made = {name: drawn(size) for name, size in ON_MACOS.items()}
    (ICONS / "vialwise.icns").write_bytes(icns(made))
    (ICONS / "vialwise.png").write_bytes(drawn(256))


if __name__ == "__main__":
    main()
