"""Workbooks that are encrypted and open without a password, as Excel opens them."""

from __future__ import annotations

import random
from io import BytesIO
from types import ModuleType

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from xlperf.errors import RefusedFile
from xlperf.intake.formats import protected
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_workbook

_LIMITS = intake_settings().limits


def _workbook() -> bytes:
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet("申报表")
    sheet.write_string("A1", "云溪市美术馆")
    letters = random.Random(1)
    for row in range(1, 200):  # a small package is stored otherwise
        sheet.write_string(row, 0, "".join(chr(letters.randint(0x4E00, 0x9000)) for _ in range(20)))
    book.close()
    return written.getvalue()


def _encrypted(password: str) -> bytes:
    written = BytesIO()
    OOXMLFile(BytesIO(_workbook())).encrypt(password, written)
    return written.getvalue()


def test_a_workbook_that_asks_for_no_password_is_read() -> None:
    """Its structure was protected, or it was saved as read-only: Excel knows the password."""
    sheet = parse_workbook(_encrypted("VelvetSweatshop"), _LIMITS).sheets[0]
    assert (sheet.name, sheet.cells[1, 1].value, len(sheet.cells)) == ("申报表", "云溪市美术馆", 200)


def test_a_workbook_with_a_password_of_its_own_is_refused() -> None:
    """Nobody guesses."""
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(_encrypted("云溪2026"), _LIMITS)
    assert refused.value.reason == "encrypted"
    assert refused.value.message == "文件设有打开密码，无法读取。"


def test_what_the_known_password_fits_and_does_not_open_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that overwrote the beginning of the package did the damage, not somebody with a password."""
    data = _encrypted("VelvetSweatshop")
    monkeypatch.setattr(protected, "_BLOCK", 1 << 40)  # the size that is written no longer fits what is stored
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(data, _LIMITS)
    assert refused.value.reason == "damaged"
    assert refused.value.message == "文件是加密保存的，不用密码就能打开，但里面的内容已损坏，解不开。"


def test_a_file_that_wants_too_much_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password turned over millions of times would hold the reader up."""
    monkeypatch.setattr(protected, "_MOST_TURNS", 1000)
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(_encrypted("VelvetSweatshop"), _LIMITS)
    assert refused.value.reason == "encrypted"


def test_without_the_library_the_refusal_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What opens without a password could be read with one component more."""

    def missing(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr(protected, "import_module", missing)
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(_encrypted("VelvetSweatshop"), _LIMITS)
    assert refused.value.reason == "encrypted"
    assert "组件“protected”" in refused.value.hint
