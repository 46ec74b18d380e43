"""PyInstaller's hook for QtPrintSupport, with the plug-ins that we use and no translations."""

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

from left_out import used_plugins

hiddenimports: list[str] = []  # what we import is found without being named
binaries = used_plugins(add_qt6_dependencies(__file__)[1])
