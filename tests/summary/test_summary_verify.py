"""Nothing is delivered before it was opened again and held against what was meant."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, eventful, three_categories
from xlperf.book import delivery
from xlperf.errors import OutputError
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, workbook, write_summary
from xlperf.summary.check import written
from xlperf.summary.check.summary_check import verify
from xlperf.summary.check.written import WrittenWorkbook
from xlperf.summary.summary_context import summary_context

PROJECTS, STATISTICS, INDICATORS, PRINTED, EVALUATIONS = (f"xl/worksheets/sheet{number}.xml" for number in range(2, 7))
STRINGS = "xl/sharedStrings.xml"
_START, _END = "写出的汇总表没有通过复核：", "原有的文件没有改动。请再运行一次；如果仍然这样，请把这句话发给维护人员。"

Change = Callable[[str], str]


def _tampered(content: bytes, part: str, change: Change) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in package.namelist():
            text = package.read(name).decode("utf-8")
            if name == part:
                before, text = text, change(text)
                assert before != text
            changed.writestr(name, text)
    return stream.getvalue()


def _replaced(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


def _without_row(number: int) -> Change:
    return lambda text: re.sub(rf'<row r="{number}" .*?</row>', "", text)


@pytest.mark.parametrize(
    "batch", [three_categories(), eventful(), Batch((), (), ()), batch_of(declaration(project_name="\x1f_x0041_\r名"))]
)
def test_what_was_written_as_meant_passes(batch: Batch) -> None:
    """Ordinary, eventful and empty summaries pass, whatever their texts hold."""
    context = summary_context(batch, SummaryOptions())
    content, report = workbook.render(context)
    verify(content, context, report.sheets)


@pytest.mark.parametrize(
    ("part", "change", "sentence"),
    [
        (PROJECTS, _replaced("<v>9382600.01</v>", "<v>9382600.02</v>"), "工作表“汇总表”H6 应为“9382600.01”，读回“9382600.02”。"),
        (PROJECTS, _replaced("<v>10617171.2</v>", "<v>10617171.21</v>"), "工作表“汇总表”H14 应为“10617171.2”，读回“10617171.21”。"),
        (STATISTICS, _replaced("<v>10617171.2</v>", "<v>1</v>"), "工作表“分类统计”F13 应为“10617171.2”，读回“1.0”。"),
        (STRINGS, _replaced("<t>项目3</t>", "<t>项目三</t>"), "工作表“申报表”第 20 行起应有项目“项目3”，没有读到。"),
        (STRINGS, _replaced("≥24(场)", "≥42(场)"), "工作表“指标明细”G5 应为“≥24(场)”，读回“≥42(场)”。"),
        (INDICATORS, _without_row(33), "工作表“指标明细”应有 30 行，读回的行数或序号不符。"),
        (
            INDICATORS,
            _replaced("</sheetData>", '<row r="35"><c r="A35" s="1"><v>31</v></c></row></sheetData>'),
            "工作表“指标明细”应有 30 行，读回的行数或序号不符。",
        ),
        (INDICATORS, _replaced('<c r="A5"', '<c r="Z5"'), "工作表“指标明细”应有 30 行，读回的行数或序号不符。"),
        (PRINTED, _replaced("<brk ", "<x "), "工作表“申报表”应有 4 处分页，读回 3 处。"),
        (INDICATORS, _replaced("</row>", "</rows>"), "工作簿内部不完整（ExpatError）。"),
        ("xl/workbook.xml", _replaced('name="指标明细"', 'name="指标"'), None),
    ],
)
def test_a_difference_is_noticed(part: str, change: Change, sentence: str | None) -> None:
    """An amount one 分 off, a sum, a text, a missing row, a lost page break, a broken part: each is refused by name."""
    context = summary_context(three_categories(), SummaryOptions())
    content, report = workbook.render(context)
    with pytest.raises(OutputError) as refused:
        verify(_tampered(content, part, change), context, report.sheets)
    assert refused.value.message.startswith(_START)
    assert refused.value.hint == _END
    assert sentence is None or refused.value.message == _START + sentence


def test_a_package_cut_short_is_noticed() -> None:
    """Bytes that end too early are no workbook."""
    context = summary_context(three_categories(), SummaryOptions())
    content, report = workbook.render(context)
    with pytest.raises(OutputError, match="工作簿内部不完整（BadZipFile）"):
        verify(content[:-100], context, report.sheets)


def test_a_row_that_was_lost_while_writing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only the bytes are looked at: a list that was given one form too few does not pass either."""
    batch = three_categories()
    context = summary_context(batch, SummaryOptions())
    fewer = summary_context(batch_of(*batch.counted[:-1]), SummaryOptions())
    content, report = workbook.render(fewer)
    with pytest.raises(OutputError, match=_START):
        verify(content, context, report.sheets)


def test_what_does_not_pass_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old summary stays as it was, and nothing else is left in the folder."""
    path = tmp_path / "汇总表.xlsx"
    path.write_bytes(b"old")
    rendered = workbook.render

    def wrong(context: object) -> object:
        content, report = rendered(context)  # type: ignore[arg-type]
        return _tampered(content, PROJECTS, _replaced("<v>9382600.01</v>", "<v>1</v>")), report

    monkeypatch.setattr(workbook, "render", wrong)
    with pytest.raises(OutputError, match="没有通过复核"):
        write_summary(three_categories(), path)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["汇总表.xlsx"]


def test_what_the_disk_did_not_keep_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read back before it is renamed: a disk that loses bytes costs the run, not the old summary."""
    path = tmp_path / "汇总表.xlsx"
    monkeypatch.setattr("xlperf.book.unfinished_file._read_back", lambda number: b"lost")
    with pytest.raises(OutputError) as refused:
        delivery.deliver(b"whole", path)
    assert str(refused.value) == "汇总表“汇总表.xlsx”写到磁盘后读回的内容不同，没有采用。请检查磁盘，或用 -o 指定别的位置。"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [40, 1000, 5000])
def test_a_sheet_that_is_looked_at_in_pieces_is_read_as_in_one(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest sheets are never held whole: pieces end behind a row, wherever the bytes are cut."""
    context = summary_context(eventful(), SummaryOptions())
    content, report = workbook.render(context)
    whole = WrittenWorkbook(content)
    held = {name: whole.sheet(name, range(40)) for name in whole.sheet_names}
    monkeypatch.setattr(written, "_CHUNK", size)
    assert {name: whole.sheet(name, range(40)) for name in whole.sheet_names} == held
    verify(content, context, report.sheets)
    pieces = list(whole._pieces(INDICATORS))
    assert len(pieces) > 2
    assert all(each.endswith(b"</row>") for each in pieces[:-1])
