"""What stands in tables within tables, what a broken part loses, and how far either is followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from tests.intake.documents import docx, paragraphs
from tests.intake.mails import outlook_mail, zipped
from tests.intake.packages import LIMITS, packed, parts, sheet_xml
from xlperf.errors import RefusedFile
from xlperf.intake.containers import ole_storage
from xlperf.intake.containers.opening import listed, opened
from xlperf.intake.documents.spreadsheet_2003 import _typed
from xlperf.intake.formats.opendocument import _date_cell, _percent
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


@pytest.mark.parametrize(("most", "is_read"), [(40, True), (3, False)])
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
