"""The figures of a published text that stand in a table."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from xlperf.lists.published_tables import table_sentence
from xlperf.lists.published_text_file import load_disclosure

GOALS, EVALUATED = "2026年绩效目标编报情况", "2025年绩效自评情况"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("title", "rows", "said"),
    [
        (
            GOALS,
            [["编报绩效目标的预算单位（个）", "项目（个）", "资金（万元）"], ["4", "8", "479.00"]],
            "2026年，编报绩效目标的项目8个，涉及预算单位4个，涉及资金479.00万元",
        ),
        (
            f"{GOALS}（单位：万元）",
            [["单位", "项目数", "资金总额"], ["甲馆", "3", "10"], ["乙馆", "5", "1,020.5"], ["合计", "8", "1,030.5"]],
            "2026年，编报绩效目标的项目8个，涉及资金1,030.5万元",
        ),
        (
            GOALS,
            [["一、单位数", "4个"], ["二、项目数量", "8个"], ["三、项目资金", "479万元"]],
            "2026年，编报绩效目标的项目8个，涉及预算单位4个，涉及资金479万元",
        ),
        (
            EVALUATED,
            [
                ["绩效自评项目（个）", "全年预算数（万元）", "执行数（万元）", "执行率（%）", "平均得分"],
                ["6", "500", "480.5", "96.10", "97.5"],
            ],
            "2025年，绩效自评的项目6个，涉及资金500万元，实际支出480.5万元，执行率96.10%，平均得分97.5分",
        ),
        ("", [["项目绩效目标"], ["单位数", "项目数"], ["4", "8"]], "编报绩效目标的项目8个，涉及预算单位4个"),
        (GOALS, [["单位", "项目", "资金（万元）"], ["甲馆", "古籍修复", "10"], ["乙馆", "展览", "20"]], ""),
        (GOALS, [["单位", "项目数"], ["甲馆", "3"], ["乙馆", "5"]], ""),
        (GOALS, [["项目数", "资金"], ["8", "479.00"]], "2026年，编报绩效目标的项目8个"),
        ("2026年收支总表（万元）", [["单位数", "项目数"], ["4", "8"]], ""),
        (GOALS, [], ""),
    ],
    ids=[
        *("two rows", "sums", "two columns", "evaluations", "title within"),
        *("names of projects", "no sums", "no unit of money", "another table", "nothing"),
    ],
)
def test_a_table_is_said_as_the_sentence_that_a_text_has(title: str, rows: list[list[str]], said: str) -> None:
    """By the names of its columns or rows; money whose unit nobody says, and names in place of numbers, are left out."""
    assert table_sentence(title, rows) == said


def test_the_tables_of_a_word_document_are_read(tmp_path: Path) -> None:
    """Of merged cells the first column has the text; what stands above a table names its year."""

    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    wide = '<w:gridSpan w:val="2"/>'
    first = f"<w:tr>{cell('单位数', wide)}{cell('项目数')}{cell('资金（元）')}</w:tr>"
    second = f"<w:tr>{cell('4', wide)}{cell('8')}{cell('4,790,000')}</w:tr>"
    body = f"<w:p><w:r><w:t>{GOALS}</w:t></w:r></w:p><w:tbl>{first}{second}</w:tbl>"
    with zipfile.ZipFile(tmp_path / "公开.docx", "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    (found,) = load_disclosure(tmp_path / "公开.docx").sentences
    assert (found.form, found.years) == ("declaration", (2026,))
    assert [(each.figure, str(each.number), each.measure) for each in found.figures] == [
        ("units", "4", "个"),
        ("projects", "8", "个"),
        ("amount", "4790000", "元"),
    ]
