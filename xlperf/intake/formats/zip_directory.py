"""The zip archive in the bytes of a file, its directory read once for all who look into it.

Whether a file is an archive of files, a workbook of our own or a workbook is asked one after the other, each of the same bytes.
"""

from __future__ import annotations

import zipfile
from functools import lru_cache
from io import BytesIO


@lru_cache(maxsize=1)
def zip_of(data: bytes) -> zipfile.ZipFile:
    """Return the archive, open for reading; the last one stays open.

    Raises:
        BadZipFile, OSError, ValueError, NotImplementedError, EOFError: the bytes are no whole archive.
    """
    return zipfile.ZipFile(BytesIO(data))
