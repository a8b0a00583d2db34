"""What goes out: which files, under which names, whole or not at all."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.workbooks import write_declaration
from xlperf.book.file_names import FileNames
from xlperf.errors import InputError, OutputError
from xlperf.forms.file_result import FileResult
from xlperf.returns.return_delivery import Delivered, _may_take, return_workbooks
from xlperf.returns.selection import ReturnRequest, returned_files
from xlperf.rules.finding import Finding, Severity
from xlperf.run.batch import run
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings

SETTINGS = RunSettings(workers=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an input folder with a faultless file, a faulty one and two that cannot be marked."""
    place = tmp_path / "报送"
    write_declaration(place / "图书馆.xlsx")
    write_declaration(place / "二级" / "剧团.xlsx", project_name="下乡演出", unit="云岭区剧团", fiscal=349999)
    (place / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    return place


def sent(folder: Path, target: Path, request: ReturnRequest | None = None) -> tuple[Delivered, ...]:
    """Read and judge a folder and return what must go back."""
    return return_workbooks(run([folder], SETTINGS), folder, target, request or ReturnRequest())


def test_files_with_errors_go_back_under_their_own_names(folder: Path, tmp_path: Path) -> None:
    """The faulty one marked; of the broken one only a notice, in the words of the unit; the faultless one not at all."""
    target = tmp_path / "退回" / "三月"
    assert [(each.copy, each.notice) for each in sent(folder, target)] == [
        ("二级/剧团.xlsx", ""),
        ("", "坏-退回说明.xlsx"),
    ]
    assert sorted(each.relative_to(target).as_posix() for each in target.rglob("*") if each.is_file()) == [
        "二级/剧团.xlsx",
        "坏-退回说明.xlsx",
        "退回清单.xlsx",
    ]
    assert openpyxl.load_workbook(target / "二级" / "剧团.xlsx").sheetnames == ["申报表", "退回说明"]
    notice = openpyxl.load_workbook(target / "坏-退回说明.xlsx")["退回说明"]
    assert [notice.cell(6, column).value for column in (7, 8, 9)] == [
        "文件“坏.xlsx”打不开：文件已损坏（压缩结构不完整）。",
        "请打开原来的文件核对，另存为 .xlsx 后重新报送。",
        "必须修改",
    ]


def test_the_list_names_every_file_that_goes_back(folder: Path, tmp_path: Path) -> None:
    """Unit (none of a file in the root that was not read: whoever sent it may lie there), file, counts and the copy to be sent."""
    sent(folder, tmp_path / "退回", ReturnRequest(deadline=date(2026, 3, 15)))
    sheet = openpyxl.load_workbook(tmp_path / "退回" / "退回清单.xlsx").active
    assert sheet is not None
    lines = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert lines[1][0] == "退回 2 个文件，必须修改 2 处，建议修改 2 处。改正期限：2026年3月15日。"
    assert lines[2] == ["序号", "实施单位", "报送的文件", "必须修改", "建议修改", "退回的文件", "说明"]
    assert lines[3] == ["1", "云岭区剧团", "二级/剧团.xlsx", "1", "2", "二级/剧团.xlsx", ""]
    assert [line[1] for line in lines[3:]] == ["云岭区剧团", ""]
    assert lines[4][5:] == ["坏-退回说明.xlsx", "原件读不出来，只有“坏-退回说明.xlsx”"]


def test_what_was_returned_is_no_input(folder: Path, tmp_path: Path) -> None:
    """A copy that comes back is read like its original; our own lists and notices are passed over."""
    target = tmp_path / "退回"
    before = {each.file: each.forms for each in run([folder], SETTINGS).files}
    sent(folder, target)
    after = {each.file: each for each in run([target], SETTINGS).files}
    assert after["二级/剧团.xlsx"].forms == before["二级/剧团.xlsx"]
    assert {name for name, each in after.items() if each.fate == "passed_over"} == {"退回清单.xlsx", "坏-退回说明.xlsx"}


def test_the_same_folder_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Copies, notices and the list; no part of them says on which system it was written."""
    for name in ("一", "二"):
        sent(folder, tmp_path / name)
    first = {each.relative_to(tmp_path / "一"): each.read_bytes() for each in (tmp_path / "一").rglob("*.xlsx")}
    second = {each.relative_to(tmp_path / "二"): each.read_bytes() for each in (tmp_path / "二").rglob("*.xlsx")}
    assert len(first) == 3
    assert first == second
    with zipfile.ZipFile(folder / "二级" / "剧团.xlsx") as came, zipfile.ZipFile(tmp_path / "一" / "二级" / "剧团.xlsx") as copy:
        assert {each.create_system for each in copy.infolist() if each.filename not in came.namelist()} == {0}


def test_what_goes_out_needs_no_temporary_folder(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a copy nor a notice nor the list."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert len(sent(folder, tmp_path / "退回")) == 2


def test_nothing_is_written_when_nothing_goes_back(tmp_path: Path) -> None:
    """Not even the folder."""
    write_declaration(tmp_path / "报送" / "图书馆.xlsx")
    assert sent(tmp_path / "报送", tmp_path / "退回") == ()
    assert not (tmp_path / "退回").exists()


@pytest.mark.parametrize("target", ["报送", "报送/退回", "报送/二级/../退回"])
def test_the_folder_of_returns_lies_outside_the_input_folder(folder: Path, tmp_path: Path, target: str) -> None:
    """Else the next run would read the copies as forms."""
    with pytest.raises(InputError, match="退回的文件不能放在报送文件夹里"):
        sent(folder, tmp_path / target)


def test_no_copy_stands_over_a_file_that_came_in(tmp_path: Path) -> None:
    """Where the input folder lies in the folder of returns, and a folder in it has the same name."""
    folder = tmp_path / "甲"
    write_declaration(folder / "甲" / "剧团.xlsx", fiscal=349999)
    before = (folder / "甲" / "剧团.xlsx").read_bytes()
    with pytest.raises(InputError, match="会盖住报送的文件"):
        sent(folder, tmp_path)
    assert (folder / "甲" / "剧团.xlsx").read_bytes() == before


def test_a_link_in_the_folder_of_returns_is_not_followed(folder: Path, tmp_path: Path) -> None:
    """It may lead anywhere."""
    target, elsewhere = tmp_path / "退回", tmp_path / "别处"
    target.mkdir()
    elsewhere.mkdir()
    try:
        (target / "二级").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(OutputError, match="“二级”是一个链接"):
        sent(folder, target)
    assert list(elsewhere.iterdir()) == []


def test_a_file_that_changed_since_it_was_judged_is_not_returned(folder: Path, tmp_path: Path) -> None:
    """Its findings would stand at wrong cells."""
    batch = run([folder], SETTINGS)
    write_declaration(folder / "二级" / "剧团.xlsx", fiscal=1)
    with pytest.raises(InputError, match=r"“二级/剧团\.xlsx”在运行中被改动"):
        return_workbooks(batch, folder, tmp_path / "退回", ReturnRequest())


def test_a_file_that_is_gone_is_told_by_its_notice_alone(folder: Path, tmp_path: Path) -> None:
    """The unit still learns what is wrong."""
    batch = run([folder], SETTINGS)
    (folder / "坏.xlsx").unlink()
    delivered = return_workbooks(batch, folder, tmp_path / "退回", ReturnRequest())
    assert [(each.copy, each.notice) for each in delivered][1] == ("", "坏-退回说明.xlsx")


def batch_of(*findings: Finding) -> Batch:
    """Return a batch of one file with findings."""
    return Batch((FileResult("表.xlsx", "read"),), findings, ())


def found(severity: Severity, file: str = "表.xlsx", waived: str = "") -> Finding:
    """Return a finding about a file."""
    return Finding("R-1", severity, "题", file, "话。", waived=waived)


@pytest.mark.parametrize(
    ("level", "findings", "told"),
    [
        ("error", ["warning", "info"], []),
        ("error", ["error", "warning", "info"], ["error", "warning"]),
        ("warning", ["warning", "info"], ["warning"]),
        ("warning", ["info"], []),
        ("info", ["info"], ["info"]),
    ],
)
def test_the_level_decides_which_files_go_back(level: Severity, findings: list[Severity], told: list[str]) -> None:
    """A copy always tells errors and warnings; hints only where files go back for them."""
    chosen = returned_files(batch_of(*map(found, findings)), level)
    assert [each.severity for file in chosen for each in file.findings] == told


def test_waived_findings_and_those_of_the_whole_batch_return_no_file() -> None:
    """The department accepted the former; the latter stand in no file."""
    assert returned_files(batch_of(found("error", waived="已核"), found("error", file=""))) == ()


def test_what_the_department_must_mend_itself_goes_to_no_unit() -> None:
    """A project on the list of what must not be published is no fault of its unit, and the unit need not be told."""
    secret = Finding("SUM-006", "error", "涉密项目进入公开稿", "表.xlsx", "话。", addressee="department")
    assert returned_files(batch_of(secret)) == ()
    assert [each.rule for file in returned_files(batch_of(secret, found("error"))) for each in file.findings] == ["R-1"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a/b.xlsx", "a/b.xlsx"),
        ("../../etc/x.xlsx", "etc/x.xlsx"),
        ("a:b/c?.xlsx", "a_b/c_.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("尾. /x.xlsx", "尾/x.xlsx"),
        ("退回清单.XLSX", "退回清单（2）.XLSX"),
    ],
)
def test_names_are_fit_for_windows_and_stay_in_the_folder(file: str, name: str) -> None:
    """Changed no more than they must be."""
    assert FileNames("退回清单.xlsx").unused(file) == name


def test_no_two_names_are_alike() -> None:
    """Not even by upper and lower case, which Windows does not tell apart."""
    names = FileNames()
    assert [names.unused(each) for each in ("a.xlsx", "A.xlsx", "a.xlsx")] == ["a.xlsx", "A（2）.xlsx", "a（3）.xlsx"]


def test_a_long_name_keeps_its_extension() -> None:
    """A file system holds 255 bytes of a name."""
    name = FileNames().unused("很" * 200 + ".xlsx")
    assert name.endswith("很.xlsx")
    assert len(name.encode()) <= 220


def test_a_file_that_cannot_be_marked_keeps_its_name_at_the_next_return(tmp_path: Path) -> None:
    """A signed workbook goes back as it came, beside its notice; returned again it stands in its own place, not beside itself."""
    folder, target = tmp_path / "报送", tmp_path / "退回"
    path = write_declaration(folder / "剧团.xlsx", fiscal=349999)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<x/>")
    for _ in range(2):
        assert [(each.copy, each.notice) for each in sent(folder, target)] == [("剧团.xlsx", "剧团-退回说明.xlsx")]
    assert (target / "剧团.xlsx").read_bytes() == path.read_bytes()
    notice = openpyxl.load_workbook(target / "剧团-退回说明.xlsx").active
    assert notice is not None
    hidden = [row for row, each in notice.row_dimensions.items() if each.hidden]
    assert hidden == [notice.max_row]  # what tells the next round what the forms said


def test_a_notice_sent_alone_and_the_list_are_ready_to_print(folder: Path, tmp_path: Path) -> None:
    """A4 landscape, one page wide, as many pages as it takes."""
    sent(folder, tmp_path / "退回")
    for name in ("坏-退回说明.xlsx", "退回清单.xlsx"):
        sheet = openpyxl.load_workbook(tmp_path / "退回" / name).worksheets[0]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        last = "J" if name != "退回清单.xlsx" else "G"
        assert {each.coord for each in sheet.merged_cells.ranges} >= {f"A1:{last}1", f"A2:{last}2"}
        assert sheet.print_area in ("'退回说明'!$A$1:$J$6", "")
        margins = sheet.page_margins
        assert (margins.left, margins.right, margins.top, margins.bottom) == (0.5, 0.5, 0.6, 0.6)


def test_only_a_file_is_held_against_what_goes_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe of that name would keep the program waiting for ever: what is no file is not opened, and another name is taken."""
    (tmp_path / "表.xlsx").mkdir()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was opened"))
    assert not _may_take(tmp_path / "表.xlsx", b"")
    assert _may_take(tmp_path / "另一张表.xlsx", b"")


def test_what_cannot_be_opened_is_no_earlier_copy_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be anything: the copy goes under another name."""
    (tmp_path / "表.xlsx").write_bytes(b"x")
    assert _may_take(tmp_path / "表.xlsx", b"x")
    assert not _may_take(tmp_path / "表.xlsx", b"y")

    def locked(path: Path) -> bytes:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert not _may_take(tmp_path / "表.xlsx", b"x")


def test_a_file_in_the_place_of_a_folder_is_named(folder: Path, tmp_path: Path) -> None:
    """Copies stand in folders as the files came: where one cannot be made, it is said which."""
    target = tmp_path / "退回"
    target.mkdir()
    (target / "二级").write_bytes(b"x")
    with pytest.raises(OutputError, match=r"^文件夹“二级”建不成：") as refused:
        sent(folder, target)
    assert refused.value.hint == "请检查能否写入，或用 -o 指定别的位置。"
