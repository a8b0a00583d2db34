"""A workbook that somebody unpacked and zipped again in its folder is read as the workbook that it was."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.intake.binary_workbooks import xlsb
from tests.intake.documents import docx, paragraphs
from tests.intake.mails import zipped
from tests.intake.packages import LIMITS, packed
from tests.workbooks import write_declaration
from xlperf.intake.containers.opening import listed, member_bytes, opened
from xlperf.intake.containers.zip_archive import ZipArchive
from xlperf.intake.workbook_reader import parse_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

WORD = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"})


def _parts(data: bytes, folder: str) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as held:
        return {folder + each: held.read(each) for each in held.namelist()}


def _members(archive: bytes, **limits: int) -> list[tuple[str, int, str]]:
    wanted = replace(LIMITS, **limits)
    held = opened(archive, wanted)
    assert isinstance(held, ZipArchive)
    return [(each.name, each.size, "" if each.refusal is None else each.refusal.message) for each in listed(held, (), wanted)]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a workbook with one declaration."""
    return write_declaration(tmp_path_factory.mktemp("form") / "a.xlsx").read_bytes()


@pytest.mark.parametrize(
    "name",
    [lambda each: f"云岭/{each}", lambda each: f"a/云岭/{each}", lambda each: f"云岭\\{each}".replace("/", "\\")],
    ids=["a folder", "two folders", "backslashes"],
)
def test_the_form_in_it_is_read(tmp_path: Path, form: bytes, name: Callable[[str], str]) -> None:
    """Under whatever name the archive has; what else lies in the archive is listed beside it."""
    made = {name(each): data for each, data in _parts(form, "").items()}
    (tmp_path / "报送.xlsx").write_bytes(zipped({**made, "说明.txt": "请查收".encode()}))
    files = run([tmp_path], RunSettings(workers=0, judge=False)).files
    assert {each.file.rpartition("/")[2].rpartition(" › ")[2]: each.fate for each in files} == {
        "报送.xlsx": "passed_over",
        "云岭.xlsx": "read",
        "说明.txt": "passed_over",
    }
    assert [form.text("/project_name") for each in files for form in each.forms] == ["古籍修复项目"]


def test_several_of_them_are_several_files(form: bytes) -> None:
    """Each folder with the list of a package is one; its ending is told by its parts, and stands once."""
    binary = xlsb({(1, 1): "甲"})
    archive = zipped({**_parts(form, "甲.xlsx/"), **_parts(binary, "乙/"), **_parts(WORD, "丙/丁/"), "丙/戊.txt": b"x"})
    sizes = [sum(map(len, _parts(each, "").values())) for each in (form, binary, WORD)]
    names = ("甲.xlsx", "乙.xlsb", "丙/丁.docx")
    assert _members(archive) == [("丙/戊.txt", 1, ""), *((name, size, "") for name, size in zip(names, sizes, strict=True))]
    held = opened(archive, LIMITS)
    assert held is not None
    keys = {each.name: each.key for each in listed(held, (), LIMITS)}
    assert parse_workbook(member_bytes(archive, (keys["乙.xlsb"],), LIMITS), LIMITS).container == "xlsb"
    assert _parts(member_bytes(archive, (keys["甲.xlsx"],), LIMITS), "") == _parts(form, "")
    assert member_bytes(archive, (keys["甲.xlsx"],), LIMITS) == member_bytes(archive, (keys["甲.xlsx"],), LIMITS)


def test_a_folder_with_such_a_list_and_nothing_else_of_a_workbook_is_a_folder() -> None:
    """What it holds is listed file by file."""
    archive = zipped({"甲/[Content_Types].xml": b"<a/>", "甲/a.txt": b"x"})
    assert [name for name, *_ in _members(archive)] == ["甲/[Content_Types].xml", "甲/a.txt"]


def test_what_is_wrong_with_a_part_is_wrong_with_the_package() -> None:
    """A part that leads elsewhere, and parts that are too large together."""
    parts = _parts(WORD, "甲/")
    assert _members(zipped({**parts, "甲/../../b": b"x"}))[0][2] == "压缩包里的文件名通向别的文件夹。"
    large = zipped({**parts, "甲/a": b"x" * (3 << 20)}, zipfile.ZIP_STORED)
    assert _members(large, package_bytes=2 << 20)[0][2] == "文件有 3 MB，超过 2 MB 的上限。"
    assert _members(large, package_bytes=4 << 20)[0][2] == ""


def test_the_document_of_word_is_read_too() -> None:
    """As any other."""
    made = docx(paragraphs("甲"))
    listing = {} if "[Content_Types].xml" in _parts(made, "") else {"甲/[Content_Types].xml": b"<Types/>"}
    archive = zipped({**listing, **_parts(made, "甲/")})
    held = opened(archive, LIMITS)
    assert held is not None
    (member,) = listed(held, (), LIMITS)
    assert parse_workbook(member_bytes(archive, (member.key,), LIMITS), LIMITS).container == "docx"
