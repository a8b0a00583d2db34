"""Which bytes hold the words of a form: as people write them in texts, and never by chance in what is no text."""

from __future__ import annotations

import pytest

from xlperf.intake.form_words import holds_form_words

APART = "项 目 名 称：河堤巡护\n绩 效\n指 标：巡护六十次"


@pytest.mark.parametrize(
    ("data", "holds"),
    [
        ("项目名称：河堤巡护，绩效指标：巡护六十次".encode(), True),
        ("项目名称：河堤巡护，绩效指标：巡护六十次".encode("gb18030"), True),
        ("项目名称：河堤巡护，绩效指标：巡护六十次".encode("utf-16-le"), True),
        (b"\0\1" + "项目名称：河堤巡护，绩效指标：巡护六十次".encode(), True),
        (APART.encode(), True),
        (APART.encode("gb18030"), True),
        (APART.encode("utf-16"), True),
        (b"\0\1" + APART.encode(), False),
        ("<td>项目<b>名称</b></td><td>&#32489;效指标</td>".encode(), True),
        ("項目名稱：河堤巡護，績效指標：巡護六十次".encode(), True),
        ("项目名称：河堤巡护".encode(), False),
        ("河堤巡护记录".encode("gb18030"), False),
    ],
)
def test_the_words_of_a_form_are_found_however_a_text_has_them(data: bytes, holds: bool) -> None:
    """Apart, on two lines, in long forms, between tags, in every encoding; in what is no text only where they stand whole."""
    assert holds_form_words(data) == holds
