"""PyInstaller's hook for PySide6, without the software OpenGL that it would bring on Windows."""

hiddenimports = ["shiboken6", "inspect", "PySide6.support.deprecated"]
