"""Workbooks that are encrypted and open all the same: Excel tries a password of its own first.

A workbook whose structure was protected, or that somebody saved as read-only, is
stored encrypted with the password VelvetSweatshop ([MS-OFFCRYPTO] 2.3 and 2.4.2.3, as
Excel and WPS do it), so that nobody is ever asked for one.
"""

from __future__ import annotations

import struct
from importlib import import_module
from io import BytesIO
from typing import Any

from xlperf.data.components import component
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.refusals import damaged

_PASSWORD = "VelvetSweatshop"
_TURNS = lazy_pattern(rb'spinCount="(\d{1,12})"')
# Excel turns a password over 100,000 times; a file may ask for ever so many.
_MOST_TURNS = 1_000_000
_BLOCK = 16
_BROKEN = "文件是加密保存的，不用密码就能打开，但里面的内容已损坏，解不开。"
_HINT = f"如果打开时并不要求输入密码，请安装{component('protected')}后再试一次；否则请取消打开密码后重新报送。"


def opened_without_password(data: bytes, refusal: RefusedFile) -> bytes:
    """Return the bytes of an encrypted workbook that Excel opens without asking for a password.

    Args:
        data: the file.
        refusal: what is said of a file that does want one.

    Raises:
        RefusedFile: ``encrypted``, or ``damaged`` where the password fits and what it protects does not open.
    """
    try:
        office = import_module("msoffcrypto")
    except ImportError:
        raise RefusedFile("encrypted", refusal.message, _HINT) from refusal
    if any(int(each) > _MOST_TURNS for each in _TURNS.findall(data)):
        raise refusal
    opened = BytesIO()
    is_verified = False
    try:
        file = office.OfficeFile(BytesIO(data))
        file.load_key(password=_PASSWORD, **({"verify_password": True} if file.format == "ooxml" else {}))
        is_verified = file.format == "ooxml"
        if getattr(file, "type", "") == "agile":
            return _agile(file)
        file.decrypt(opened)
    except Exception as error:  # another password, another way of encrypting, or broken: this library's errors are many
        raise (damaged(_BROKEN) if is_verified else refusal) from error
    return opened.getvalue()


def _agile(file: Any) -> bytes:
    """Return the package of a newer file; some programs leave bytes behind its last block, which the library refuses."""
    with file.file.openstream("EncryptedPackage") as stream:
        stored = stream.read()
    (size,) = struct.unpack_from("<Q", stored)
    blocks = 8 + -(-size // _BLOCK) * _BLOCK
    if blocks > len(stored):
        raise ValueError("the package is cut off")
    method = import_module("msoffcrypto.method.ecma376_agile").ECMA376Agile
    info = file.info
    data: bytes = method.decrypt(file.secret_key, info["keyDataSalt"], info["keyDataHashAlgorithm"], BytesIO(stored[:blocks]))
    return data
