"""Keys of labels, and what is left of a text when nobody meant the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.data.names import shown_body
from xlperf.forms.reading.fields import tidy
from xlperf.forms.values.form_text import (
    bare_key,
    clean_line,
    clean_text,
    drop_invisible,
    has_markup,
    key_of,
    strip_markup,
    strip_quotes,
)


@pytest.mark.parametrize(
    "printed",
    [
        "项目名称", " 项目名称 ", "项目\n名称", "项目\r\n名称", "项 目 名 称", "项目名称：", "项目名称:", "1.项目名称",
        "1、项目名称", "（一）项目名称", "(1)项目名称", "*项目名称", "★项目名称", "项目名称*", "\u3000项目名称",
        "项目\xa0名称", "项目\u200b名称", "\ufeff项目名称", "【项目名称】", "一、项目名称", "2)项目名称",
        "📌项目名称", "项目名称▼", "项目名称❗", "§项目名称", "√项目名称", "“项目名称”", "项目名称：_", "-项目名称",
        "项目名称\nتۈر نامى", "项目名称/ئات", "项目名称 རྣམ་གྲངས", "프로젝트 项目名称", "项目名称 Жоба",
    ],
)  # fmt: skip
def test_a_label_has_one_key_however_it_is_printed(printed: str) -> None:
    """Blanks, line breaks, colons, stars, marks, numbers before a label and its name in another script do not change its key."""
    assert key_of(printed) == "项目名称"


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("年度（／项目）指标值", "年度(/项目)指标值"),
        ("【年度(/项目)指标值】", "年度(/项目)指标值"),
        ("其中：财政资金", "其中财政资金"),
        ("其中∶财政资金", "其中财政资金"),
        ("１０％", "10%"),
        ("一级指标", "一级指标"),
        ("2.5万元", "2.5万元"),
        ("2026年度", "2026年度"),
        ("“三公”经费", "“三公”经费"),
        ("≥95(%)", "≥95(%)"),
        ("-3", "-3"),
        ("……", "......"),
        ("", ""),
        ("：", ""),
    ],
)
def test_keys(printed: str, key: str) -> None:
    """Full width becomes half width, all colons and brackets become one kind; a number that counts stays."""
    assert key_of(printed) == key


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("项目总目标 (2023年 -2023年)", "项目总目标"),
        ("实施单位（盖章）", "实施单位"),
        ("项目资金【元】", "项目资金"),
        ("年度(/项目)指标值", "年度(/项目)指标值"),
        ("(2026年度)", "2026年度"),
        ("三级指标①", "三级指标"),
        ("三级指标…", "三级指标"),
        ("指标值\nTarget", "指标值"),
    ],
)
def test_a_closing_bracket_says_nothing_about_a_label(printed: str, bare: str) -> None:
    """What stands in brackets behind a label is left out of its bare key; brackets inside stay."""
    assert bare_key(printed) == bare


@given(st.text())
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    """No text raises; bare keys are no longer than keys."""
    assert len(bare_key(text)) <= len(key_of(text))
    assert " " not in key_of(text)


@pytest.mark.parametrize(
    ("raw", "kind", "text", "notes"),
    [
        ("公共阅读推广", "line", "公共阅读推广", ()),
        ("兰溪路下立交工\n程", "line", "兰溪路下立交工程", ("line_break",)),
        ("自治平台 (2026运维)", "line", "自治平台(2026运维)", ("line_break",)),
        ("Windows Server 采购", "line", "Windows Server采购", ("line_break",)),
        ("阅读\u200b推广", "line", "阅读推广", ("invisible",)),
        ("—", "line", "", ()),
        ("/", "line", "", ()),
        ("无", "line", "无", ()),
        ("<p>第一段。</p><p>第二段。</p>", "text", "第一段。\n第二段。", ("markup",)),
        ("甲&nbsp;乙&amp;丙", "text", "甲 乙&丙", ("markup",)),
        ("“全年完成三百册。”", "text", "全年完成三百册。", ("quotes",)),
        ('"全年完成。"', "text", "全年完成。", ("quotes",)),
        ("“甲”与“乙”", "text", "“甲”与“乙”", ()),
        ("第一段。\r\n\r\n  第二段。 ", "text", "第一段。\n第二段。", ()),
        ("—", "target", "—", ()),
        ("≥95 (%)", "target", "≥95 (%)", ()),
        ("a<b 且 b>c", "text", "a<b 且 b>c", ()),
    ],
)  # fmt: skip
def test_what_nobody_meant_to_write_is_taken_out_and_noted(raw: str, kind: str, text: str, notes: tuple[str, ...]) -> None:
    """Markup, invisible characters, quotes around the whole and stray line breaks go; each leaves a note."""
    assert tidy(raw, kind) == (text, notes)  # type: ignore[arg-type]


@given(st.text(), st.sampled_from(["line", "text", "target"]))
def test_any_text_can_be_tidied(text: str, kind: str) -> None:
    """No text raises, and a tidy text has no blanks at its ends."""
    tidied, _ = tidy(text, kind)  # type: ignore[arg-type]
    assert tidied == tidied.strip() or kind == "text"


def test_small_helpers() -> None:
    """Each does one thing."""
    assert drop_invisible("a\u200bb\x07c\r\nd") == "abc\nd"
    assert has_markup("<br/>") and has_markup("&lt;") and not has_markup("5<6") and not has_markup("A&B")
    assert strip_markup("甲<br>乙<span style='x'>丙</span>") == "甲\n乙丙"
    assert clean_text(" 甲 \n\n\t 乙 ") == "甲\n乙"
    assert clean_line("甲 乙\nabc def") == "甲乙abc def"
    assert strip_quotes("'甲'") == "甲"
    assert strip_quotes("“") == "“"
    assert shown_body("某某委（汇总）") == shown_body("某某委 (汇总) ") == "某某委"


@pytest.mark.parametrize("typed", ["项目名称&nbsp;", "<b>项目名称</b>", "&nbsp;项目&nbsp;名称：", "项目\ufe0f名称"])
def test_markup_in_a_label_does_not_hide_it(typed: str) -> None:
    """A label copied from a web page is the same label."""
    assert key_of(typed) == "项目名称"
