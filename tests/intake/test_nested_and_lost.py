"""What stands in tables within tables, what a broken part loses, and how far either is followed."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from xml.etree.ElementTree import ParseError, tostring

import pytest

from tests.intake.documents import docx, paragraphs
from tests.intake.mails import mail, outlook_mail, winmail, zipped
from tests.intake.packages import LIMITS, MAIN, packed, parts, sheet_xml
from xlperf.errors import InputError, RefusedFile
from xlperf.intake.containers import ole_storage, zip_archive
from xlperf.intake.containers.opening import listed, opened
from xlperf.intake.containers.seven_zip import SevenZipArchive
from xlperf.intake.documents import office_document
from xlperf.intake.documents.spreadsheet_2003 import _typed
from xlperf.intake.formats import calamine_sheets, rich_text, worksheet_reader
from xlperf.intake.formats.opendocument.opendocument_cells import _date_cell, _percent
from xlperf.intake.sheet import Cell, Sheet
from xlperf.intake.workbook_reader import parse_workbook


def _sheet(cells: str, columns: int = 100, texts: str = "<si><t>甲</t></si>") -> Sheet:
    data = packed(parts(sheet_xml(f'<row r="1">{cells}</row>'), strings=texts))
    return parse_workbook(data, replace(LIMITS, columns=columns)).sheets[0]


def test_the_last_column_that_is_read() -> None:
    """A cell in it is read, one behind it is noted; a styled blank behind it is nothing."""
    cells = '<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>{}'
    for more, is_cut in (("", False), ('<c r="C1" s="0"/>', False), ('<c r="C1"><v>3</v></c>', True)):
        assert _sheet(cells.format(more), 2).cut_off is is_cut
    assert list(_sheet(cells.format('<c r="C1"><v>3</v></c>'), 2).cells) == [(1, 1), (1, 2)]


@pytest.mark.parametrize(
    ("kept", "lost", "is_read"), [(0, 1, True), (2, 2, True), (1, 2, False), (3, 3, True), (2, 3, False), (9, 2, True)]
)
def test_a_workbook_most_of_whose_texts_are_lost_is_broken(kept: int, lost: int, is_read: bool) -> None:
    """Its table of texts is another workbook's; a few that are lost are told in their cells."""
    indices = ["0"] * kept + ["7"] * lost
    cells = "".join(f'<c r="{chr(65 + at)}1" t="s"><v>{index}</v></c>' for at, index in enumerate(indices))
    if is_read:
        found = _sheet(cells)
        assert [each.kind for each in found.set_aside.values()] == ["lost"] * lost
        assert len(found.cells) == kept
    else:
        with pytest.raises(RefusedFile) as refused:
            _sheet(cells)
        assert refused.value.reason == "damaged"


def _tc(content: str) -> str:
    return f"<w:tc>{content}</w:tc>"


def _tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _values(body: str) -> dict[tuple[int, int], object]:
    (sheet,) = parse_workbook(docx(body), LIMITS).sheets
    return {at: each.value for at, each in sheet.cells.items()}


def _p(text: str) -> str:
    return paragraphs(text)


def test_a_table_in_a_cell_is_a_part_of_what_the_cell_says() -> None:
    """Its rows are lines, its cells stand beside each other; blank ones leave no blank."""
    inner = _tbl(_tc(_p("一")) + _tc(_p("二")), _tc(_p("")) + _tc(_p("三")), _tc(_tbl(_tc(_p("四")) + _tc(_p("五")))))
    assert _values(_tbl(_tc(_p("前") + inner + _p("后")) + _tc(_p("邻")))) == {(1, 1): "前\n一 二\n三\n四 五\n后", (1, 2): "邻"}


def test_a_form_in_a_cell_is_a_table_of_its_own() -> None:
    """It stands below the table that it was in, and is not said twice."""
    words = ("项目名称", "主管部门", "实施单位", "年度总体目标", "一级指标", "二级指标", "三级指标", "指标值", "项目资金")
    form = _tbl(*(_tc(_p(word)) + _tc(_p("值")) for word in words))
    found = list(_values(_tbl(_tc(_p("前") + form))).values())
    assert found[0] == "前"
    assert [str(each) for each in found].count("项目名称") == 1
    assert "项目名称" not in str(found[0])


def test_what_wraps_paragraphs_and_tables_is_passed_through() -> None:
    """Content controls and marked insertions; sixty of them one in the other at most, and the document is refused beyond."""
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert _values(_tbl(_tc(control.format(_p("甲")) + f"<w:ins>{_p('乙')}</w:ins>"))) == {(1, 1): "甲\n乙"}
    assert _values(control.format(_tbl(_tc(_p("甲"))))) == {(1, 1): "甲"}
    deep = _p("甲")
    for _ in range(31):
        deep = control.format(deep)
    with pytest.raises(RefusedFile) as refused:
        _values(deep)
    assert refused.value.message == "文档里的内容一层套一层超过 60 层。"
    inner = _p("甲")
    for _ in range(29):
        inner = control.format(inner)
    assert _values(inner) == {(1, 1): "甲"}


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>", "甲\t乙"),
        ("<w:t>甲</w:t><w:br/><w:t>乙</w:t>", "甲\n乙"),
        ("<w:t>2026</w:t><w:noBreakHyphen/><w:t>03</w:t>", "2026-03"),
        ('<w:sym w:char="F0FE"/><w:t>是</w:t><w:sym w:char="F0A8"/><w:t>否</w:t>', "☑是□否"),
        ("<w:t>甲</w:t><w:instrText>PAGE</w:instrText>", "甲"),
    ],
)
def test_a_run_of_word_is_what_a_person_reads(run: str, text: str) -> None:
    """Breaks, hyphens and ticks; no codes of fields."""
    assert _values(_tbl(_tc(f"<w:p><w:r>{run}</w:r></w:p>"))) == {(1, 1): text}


def test_what_was_deleted_in_word_is_not_read() -> None:
    """Nor what was moved away, nor both versions of a shape."""
    run = "<w:{0}><w:r><w:t>{1}</w:t></w:r></w:{0}>"
    moved = f"<w:p>{run.format('del', '旧')}{run.format('moveFrom', '旧')}{run.format('ins', '新')}</w:p>"
    assert _values(_tbl(_tc(moved))) == {(1, 1): "新"}


@pytest.mark.parametrize(("most", "is_read"), [(10, True), (9, False)])
def test_a_mail_of_outlook_has_so_many_entries(most: int, is_read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that goes on for ever is broken."""
    monkeypatch.setattr(ole_storage, "_MOST_ENTRIES", most)
    data = outlook_mail({"a.xlsx": b"one", "b.xlsx": b"two"})
    if is_read:
        assert [each.name for each in listed(opened(data, LIMITS), (), LIMITS)] == ["a.xlsx", "b.xlsx"]  # type: ignore[arg-type]
    else:
        with pytest.raises(RefusedFile):
            listed(opened(data, LIMITS), (), LIMITS)  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "is_read"), [(2, True), (3, False)])
def test_an_archive_holds_so_many_files(count: int, is_read: bool) -> None:
    """Two here; folders are none of them."""
    limits = replace(LIMITS, container_members=2)
    data = zipped({"夹/": b"", **{f"夹/{number}.xlsx": b"x" for number in range(count)}})
    if is_read:
        assert len(listed(opened(data, limits), (), limits)) == 2  # type: ignore[arg-type]
    else:
        with pytest.raises(RefusedFile) as refused:
            listed(opened(data, limits), (), limits)  # type: ignore[arg-type]
        assert refused.value.message == "压缩包里有 3 个文件，超过 2 个的上限。"


_FILES = {f"{number}.xlsx": b"123456" for number in range(3)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (winmail(_FILES), "Outlook 打包的附件里有 3 个文件，超过 2 个的上限。"),
        (mail(_FILES), "邮件里有 3 个文件，超过 2 个的上限。"),
    ],
    ids=["winmail.dat", "mail"],
)
def test_a_mail_holds_so_many_attachments(data: bytes, said: str) -> None:
    """Three are read where three may be, and none of them where two may be."""
    holder = opened(data, LIMITS)
    assert holder is not None
    assert len(listed(holder, (), replace(LIMITS, container_members=3))) == 3
    with pytest.raises(RefusedFile) as refused:
        listed(holder, (), replace(LIMITS, container_members=2))
    assert refused.value.message == said


@pytest.mark.parametrize("data", [winmail(_FILES), mail(_FILES)], ids=["winmail.dat", "mail"])
def test_an_attachment_is_as_large_as_a_file_may_be(data: bytes) -> None:
    """Six bytes here, and no more."""
    keys = [each.key for each in opened(data, LIMITS).members()]  # type: ignore[union-attr]
    assert [opened(data, replace(LIMITS, file_bytes=6)).content(key) for key in keys] == [b"123456"] * 3  # type: ignore[union-attr]
    with pytest.raises(RefusedFile):
        opened(data, replace(LIMITS, file_bytes=5)).content(keys[0])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "shown", "value", "kind"),
    [
        ("2026-03-02", "3月2日", datetime(2026, 3, 2), "date"),
        ("2026-03-02T10:30:00.5", "", datetime(2026, 3, 2, 10, 30), "date"),
        ("三月", "3月2日", "3月2日", "text"),
        ("三月", "", "三月", "text"),
    ],
)
def test_a_day_of_an_opendocument(written: str, shown: str, value: object, kind: str) -> None:
    """What is no day is what the sheet shows, else what is written."""
    found = _date_cell(written, shown, "General", False)
    assert found is not None
    assert (found.value, found.kind) == (value, kind)
    assert _date_cell("", "", "General", False) is None


_PERCENT = [("0.0%", "95.25%", "0.0%"), ("General", "95.25%", "0.00%"), ("General", "95%", "0%"), ("General", "", "0%")]


@pytest.mark.parametrize(("code", "shown", "format_code"), _PERCENT)
def test_a_percentage_without_a_style_has_the_decimals_it_shows(code: str, shown: str, format_code: str) -> None:
    """Its own style goes before them."""
    assert _percent(code, shown) == format_code


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1", "Boolean", True),
        (" 1 ", "Boolean", True),
        ("0", "Boolean", False),
        ("x", "Number", "x"),
        ("INF", "Number", "INF"),
        ("2026-02-30", "DateTime", "2026-02-30"),
        ("1", "String", "1"),
        ("#DIV/0!", "Error", "#DIV/0!"),
    ],
)
def test_a_value_of_an_xml_2003_workbook_that_is_none_is_a_text(text: str, kind: str, value: object) -> None:
    """True and false are such; an error is an error."""
    found = _typed(text, kind, "0", False)
    assert found is not None
    assert found.value == value
    assert found.kind == {"Boolean": "boolean", "Error": "error"}.get(kind, "text")
    assert Cell(Decimal(1), "number") != found


@pytest.mark.parametrize(("inline", "is_read"), [(1, False), (2, True)])
def test_texts_in_their_own_cells_count_once_each(inline: int, is_read: bool) -> None:
    """Beside two that are lost they tell whether most are."""
    own = "".join(f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>字</t></is></c>' for at in range(inline))
    cells = own + '<c r="Y1" t="s"><v>7</v></c><c r="Z1" t="s"><v>8</v></c>'
    if is_read:
        assert len(_sheet(cells).cells) == inline
    else:
        with pytest.raises(RefusedFile):
            _sheet(cells)


def test_a_text_that_is_blank_is_no_cell() -> None:
    """Whether it stands in the cell or in the table of texts."""
    assert _sheet('<c r="A1" t="inlineStr"><is><t/></is></c><c r="B1" t="s"><v>0</v></c>', texts="<si><t/></si>").cells == {}


def test_a_large_table_of_texts_and_a_large_sheet_read_as_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are streamed; what is no such part is broken either way."""
    data = f"<sst xmlns='{MAIN}'><si><t>a</t></si><si><r><t>b</t></r></si></sst>".encode()
    small = [tostring(each) for each in rich_text._shared(data)]
    assert len(small) == 2
    for most in (len(data), 1 << 20, 0):
        monkeypatch.setattr(rich_text, "_LARGE", most)
        assert [tostring(each) for each in rich_text._shared(data)] == small
        with pytest.raises(ParseError, match="no shared texts"):
            list(rich_text._shared(b"<sst/>"))
    with pytest.raises(ParseError, match="no worksheet"):
        list(worksheet_reader._streamed(b"<chartsheet/>"))


def _archive(*sizes: int) -> SimpleNamespace:
    """Return an archive of ten bytes; twenty may come of it, and fifteen where that is more than twice as much."""
    limits = replace(LIMITS, package_bytes=30, part_ratio_from_bytes=15, part_ratio=2)
    return SimpleNamespace(_files=[SimpleNamespace(uncompressed=each) for each in sizes], _limits=limits, _data=bytes(10))


@pytest.mark.parametrize(
    ("sizes", "reason"), [((15,), None), ((10, 10), None), ((10, 11), "unsafe"), ((15, 15), "unsafe"), ((15, 16), "too_large")]
)
def test_what_an_archive_says_it_becomes_is_bounded(sizes: tuple[int, ...], reason: str | None) -> None:
    """All of it is one stream: it is not begun where it is too large, or far larger than it is now."""
    if reason is None:
        SevenZipArchive._require_bounded(_archive(*sizes))  # type: ignore[arg-type]
    else:
        with pytest.raises(RefusedFile) as refused:
            SevenZipArchive._require_bounded(_archive(*sizes))  # type: ignore[arg-type]
        assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("flags", "original", "extra", "name"),
    [
        (0x800, "表.xlsx", b"", "表.xlsx"),
        (0x800, "╒┼.xlsx", b"", "╒┼.xlsx"),
        (0, "表.xlsx".encode("gbk").decode("cp437"), b"", "表.xlsx"),
        (0, "a.xlsx", struct.pack("<HHBI", 0x7075, 5 + 8, 1, 0) + "表.xls".encode(), "表.xls"),
        (0, "a.xlsx", struct.pack("<HH", 0x0001, 2) + b"ab" + struct.pack("<HHBI", 0x7075, 8, 1, 0) + "表".encode(), "表"),
        (0, "a.xlsx", struct.pack("<HHBI", 0x7075, 5, 1, 0), "a.xlsx"),
        (0, "a.xlsx", b"abc", "a.xlsx"),
        (0, "表.xlsx", b"", "表.xlsx"),
    ],
)
def test_a_name_in_an_archive_is_read_as_it_was_meant(flags: int, original: str, extra: bytes, name: str) -> None:
    """UTF-8 where it says so or a field of its own holds it, else the code page of Chinese Windows."""
    info = SimpleNamespace(flag_bits=flags, orig_filename=original, extra=extra)
    assert zip_archive._name(info) == name  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("字", Cell("字", "text")),
        (True, Cell(True, "boolean")),
        (5.0, Cell(Decimal(5), "number")),
        (time(9, 30), Cell("09:30:00", "text")),
        (timedelta(hours=30), Cell("1 day, 6:00:00", "text")),
        (date(2026, 3, 2), Cell(date(2026, 3, 2), "date", stored=Decimal(46083))),
        (datetime(2026, 3, 2, 12), Cell(datetime(2026, 3, 2, 12), "date", stored=Decimal("46083.5"))),
    ],
)
def test_a_value_of_an_old_workbook(value: object, cell: Cell) -> None:
    """As the library gives it; texts whose bytes were taken apart wrongly are no texts."""
    assert calamine_sheets._calamine_cell(value) == cell
    with pytest.raises(RefusedFile, match="读出来是乱码"):
        calamine_sheets._calamine_cell("a\0b")


def test_a_document_of_ours_becomes_the_same_pdf_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its day and its number are taken out; without LibreOffice, and where that writes nothing, it is said."""
    written = b"/CreationDate(D:20260302101500+08'00')\n/ID [ <" + b"A" * 32 + b">\n<" + b"B" * 32 + b"> ]"
    monkeypatch.setattr(office_document, "remove_left_behind", lambda: None)
    monkeypatch.setattr(office_document, "office_program", lambda: "soffice")
    monkeypatch.setattr(office_document, "_converted", lambda *_: written)
    made = office_document.as_pdf(b"one")
    assert made.startswith(b"/CreationDate(D:20000101000000+08'00')")
    assert b"A" * 32 not in made and b"B" * 32 not in made and len(made) == len(written)
    assert office_document.as_pdf(b"two") != made
    monkeypatch.setattr(office_document, "_converted", lambda *_: None)
    with pytest.raises(InputError, match="LibreOffice 没有写出 PDF"):
        office_document.as_pdf(b"one")
    monkeypatch.setattr(office_document, "office_program", lambda: "")
    with pytest.raises(InputError, match="没有安装 LibreOffice"):
        office_document.as_pdf(b"one")
