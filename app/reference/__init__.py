"""The reference files of `resources/` as values of the core, read plainly once at start.

No pydantic here: these files are our own and a test reads every one, while each model that is
built would cost time at every start. A file that is wrong all the same is an error of ours, and
is raised as `ReferenceFileError` with the file's name and the key.
"""

from app.reference.file_error import ReferenceFileError
from app.reference.reference import Reference, load_reference

__all__ = ["Reference", "ReferenceFileError", "load_reference"]
