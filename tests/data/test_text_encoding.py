"""The encoding of texts that say nothing of it."""

from __future__ import annotations

import pytest

from xlperf.data.text_encoding import decode, is_big5, utf_16

_TABLE = "项目支出绩效目标申报表\n项目名称,河堤巡护一期\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,巡护次数,≥60次\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [_TABLE, "单位,项目\r\n渔政站,巡江\r\n", "name\tvalue\n"])
def test_a_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    """With or without a mark of the order of bytes."""
    assert decode(text.encode(encoding)) == text


_LONG = "項目支出績效目標申報表\n項目名稱,河堤巡護一期\n一級指標,二級指標,三級指標,指標值\n產出指標,數量指標,巡護次數,60次\n"


def test_a_text_in_long_characters_is_read_in_its_encoding() -> None:
    """Big5 and GB18030 write them in bytes of two alike: what is often in the one is rare in the other."""
    assert [decode(_LONG.encode(each)) for each in ("big5", "gb18030", "utf-8")] == [_LONG] * 3
    assert [is_big5(each) for each in (_LONG.encode("big5"), _LONG.encode("gb18030"), _TABLE.encode("gb18030"), b"")] == [
        *(True, False, False, False)
    ]


@pytest.mark.parametrize("text", ["乙八一,安安", "报表"])
def test_a_few_words_in_short_characters_are_not_taken_for_others(text: str) -> None:
    """Names that begin early in the order of sounds are often in both: only how characters end tells them apart."""
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("data", [b"", bytes(100), bytes(range(256)) * 20, b"PK\x03\x04\x00\x00" + bytes(range(200))])
def test_data_is_no_text_of_two_bytes(data: bytes) -> None:
    """Zero bytes alone do not make one."""
    assert utf_16(data) is None
