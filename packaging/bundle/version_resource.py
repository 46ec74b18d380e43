"""What Windows shows under Properties, Details of the launchers, as PyInstaller reads it."""

_TEXT = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The authors of Vialwise"),
      StringStruct("FileDescription", "Vialwise, the calculator for the infusion bench"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "Vialwise"),
      StringStruct("LegalCopyright", "Apache License 2.0, see LICENSE"),
      StringStruct("ProductName", "Vialwise"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def version_resource(version: str) -> str:
    """The resource's source for a version like "0.1.0"; Windows has four numbers, the last is 0."""
    numbers = tuple(int(part) for part in version.split("."))
    if len(numbers) != 3:
        raise ValueError(f"a version of three numbers is needed, not {version}")
    return _TEXT.format(numbers=(*numbers, 0), version=version)
