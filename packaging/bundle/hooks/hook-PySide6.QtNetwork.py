"""PyInstaller's hook for QtNetwork, with the plug-ins that we use and no translations."""

from left_out import used_plugins
from PyInstaller.utils.hooks.qt import add_qt6_dependencies  # type: ignore[import-untyped]

hiddenimports: list[str] = []  # what we import is found without being named
binaries = used_plugins(add_qt6_dependencies(__file__)[1])
