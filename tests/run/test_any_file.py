"""A folder with everything a department can receive: one bad file costs exactly that file, and none is lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.fuzz_sources import as_xls
from tests.intake.compound_files import compound_file
from tests.intake.packages import packed, parts, sheet_xml, text_cell
from tests.workbooks import write_declaration
from xlperf.forms.file_result import FileResult
from xlperf.returns.selection import returned_files
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings


def _xls(path: Path) -> Path:
    """Write a declaration as Excel 97–2003, by copying the cells of an .xlsx."""
    from xlperf.intake import read_workbook

    (sheet,) = read_workbook(write_declaration(path.with_suffix(".made.xlsx"))).sheets
    path.with_suffix(".made.xlsx").unlink()
    as_xls(sheet, path)
    return path


def _fill(folder: Path) -> dict[str, str]:
    """Fill a folder; return the fate or the reason that each file must have."""
    good = write_declaration(folder / "好的.xlsx").read_bytes()
    sheet = sheet_xml(f'<row r="1">{text_cell("A1", "项目名称")}</row>')
    broken = parts(sheet)
    del broken["xl/worksheets/sheet1.xml"]
    files = {
        "空文件.xlsx": (b"", "damaged"),
        "截断.xlsx": (good[: len(good) // 2], "damaged"),
        "缺部件.xlsx": (packed(broken), "damaged"),
        "加密.xlsx": (compound_file("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        "网页.xls": (b"<html><table>", "not_a_workbook"),
        "文本.xls": ("项目名称,单位".encode("gb18030"), "not_a_workbook"),
        "照片.xlsx": (b"\x89PNG\r\n", "not_a_workbook"),
        "实体.xlsx": (
            packed({**parts(sheet), "xl/sharedStrings.xml": "<!DOCTYPE x>", "xl/workbook.xml": "<!DOCTYPE x>"}),
            "unsafe",
        ),
        "炸弹.xlsx": (packed(parts(sheet_xml(" " * (30 << 20)))), "too_large"),
        "别的表.xlsx": (packed(parts(sheet)), "no_form"),
        "文档.docx": (packed({"word/document.xml": "<a/>"}), "passed_over"),
        "资料.zip": (packed({"a.txt": "x"}), "passed_over"),
        "资料.rar": (b"Rar!\x1a\x07\x01\x00", "unsupported"),
        "没有扩展名": (good, "read"),
        "改过名.xls": (good, "read"),
        "~$好的.xlsx": (b"x", "passed_over"),
        "说明.txt": ("请尽快报送".encode(), "passed_over"),
        "备忘.csv": ("项目名称,绩效指标".encode(), "no_form"),
    }
    for name, (content, _) in files.items():
        (folder / name).write_bytes(content)
    _xls(folder / "旧的.xls")
    _xls(folder / "其实是旧的.xls").replace(folder / "其实是旧的.xlsx")
    fates = {name: fate for name, (_, fate) in files.items()} | {"资料.zip › a.txt": "passed_over"}
    return fates | dict.fromkeys(("好的.xlsx", "旧的.xls", "其实是旧的.xlsx"), "read")


def _fate(result: FileResult) -> str:
    return result.reason if result.fate == "refused" else result.fate


@pytest.mark.parametrize("workers", [0, 2], ids=["in this process", "in children"])
def test_every_file_ends_in_exactly_one_fate(tmp_path: Path, workers: int) -> None:
    """Read, refused with its reason, or passed over by rule: none missing, none twice, each refusal with both sentences."""
    wanted = _fill(tmp_path)
    batch = run([tmp_path], RunSettings(workers=workers))
    assert {each.file: _fate(each) for each in batch.files} == wanted
    assert len(batch.files) == len(wanted)
    refused = [each for each in batch.files if each.fate == "refused"]
    assert all(each.message.endswith("。") and each.hint.endswith("。") for each in refused)
    assert all(len(each.forms) == 1 for each in batch.files if each.fate == "read")


def test_old_and_misnamed_workbooks_say_so(tmp_path: Path) -> None:
    """The form is read, and the unit learns what to mend."""
    _fill(tmp_path)
    batch = run([tmp_path], RunSettings(workers=0))
    said = {(each.rule, each.file) for each in batch.findings if each.rule in ("FILE-002", "FILE-003")}
    assert said == {
        ("FILE-002", "旧的.xls"),
        ("FILE-002", "其实是旧的.xlsx"),
        ("FILE-003", "其实是旧的.xlsx"),
        ("FILE-003", "改过名.xls"),
        ("FILE-003", "没有扩展名"),
    }


@pytest.mark.parametrize(("name", "shown"), [("旧的.xls", ".xls"), ("旧的.et", ".et"), ("旧的.xlsx", ".xls")])
def test_an_old_format_is_called_what_the_unit_sees(tmp_path: Path, name: str, shown: str) -> None:
    """A workbook of WPS by its extension, one under a wrong name by what it is."""
    _xls(tmp_path / "a.xls").replace(tmp_path / name)
    said = [each.message for each in run([tmp_path], RunSettings(workers=0)).findings if each.rule == "FILE-002"]
    assert said == [f"文件“{name}”是 {shown} 格式，已尝试转换读取。"]


def test_an_xls_gives_the_same_form_as_its_xlsx(tmp_path: Path) -> None:
    """Saved in the old format, every field has the value and the cell it had."""
    write_declaration(tmp_path / "新.xlsx")
    _xls(tmp_path / "旧.xls")
    new, old = (
        next(each for each in run([tmp_path], RunSettings(judge=False, workers=0)).files if each.file == name).forms[0]
        for name in ("新.xlsx", "旧.xls")
    )
    assert [(each.name, each.value, each.cell) for each in old.fields] == [
        (each.name, each.value, each.cell) for each in new.fields
    ]


def test_a_zip_made_by_hand_from_a_workbook_is_a_workbook(tmp_path: Path) -> None:
    """Unpacked, stored without compression and packed again, it is read as before."""
    source = write_declaration(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source) as package:
        content = {name: package.read(name) for name in package.namelist()}
    source.write_bytes(packed(content, zipfile.ZIP_STORED))
    (result,) = run([tmp_path], RunSettings(judge=False, workers=0)).files
    assert result.fate == "read"


@pytest.mark.parametrize(
    ("name", "content", "reason", "message"),
    [
        ("a.pages", b"\x93\x11junk", "unsupported", "文件是苹果电脑的 Pages 文稿，没有读取。"),
        ("a.wps", b"\x93\x11junk", "unsupported", "文件是 WPS 文字文档，没有读取。"),
        ("a.zip", b"\x93\x11junk", "damaged", "压缩包已损坏，里面的表没有读取。"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00", "unsupported", "文件是 RAR 压缩包，里面的表没有读取。"),
        ("a.pdf", b"PK\x03\x04 broken", "damaged", "文件已损坏（压缩结构不完整）。"),
        ("a.doc", compound_file("EncryptionInfo", "EncryptedPackage"), "encrypted", "文件设有打开密码，无法读取。"),
        ("a.xlsx", b"\x93\x11junk", "not_a_workbook", "文件不是 Excel 工作簿，实际是无法识别的数据。"),
    ],
)
def test_a_document_that_cannot_be_read_is_called_by_its_kind(
    tmp_path: Path, name: str, content: bytes, reason: str, message: str
) -> None:
    """Which its ending tells, where the bytes tell nothing better."""
    (tmp_path / name).write_bytes(content)
    (file,) = run([tmp_path], RunSettings(workers=0)).files
    assert (file.reason, file.message) == (reason, message)


def test_what_our_own_computer_cannot_open_is_no_fault_of_the_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is open in another program here: the department is told, and nothing goes back; a broken file goes back as before."""
    (tmp_path / "占用.xlsx").write_bytes(write_declaration(tmp_path / "好的.xlsx").read_bytes())
    (tmp_path / "坏的.xlsx").write_bytes(b"")
    opened = Path.open

    def denied(path: Path, *rest: object, **more: object) -> object:
        if path.name == "占用.xlsx":
            raise PermissionError("in use")
        return opened(path, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", denied)
    batch = run([tmp_path], RunSettings(workers=0))
    told = {each.file: each.addressee for each in batch.findings if each.rule == "FILE-001"}
    assert told == {"占用.xlsx": "department", "坏的.xlsx": "unit"}
    assert "占用.xlsx" not in [each.result.file for each in returned_files(batch)]
