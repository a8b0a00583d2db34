"""The encoding of texts that say nothing of it."""

from __future__ import annotations

import pytest

from xlperf.data.text_encoding import decode, utf_16

_TABLE = "项目支出绩效目标申报表\n项目名称,河堤巡护一期\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,巡护次数,≥60次\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [_TABLE, "单位,项目\r\n渔政站,巡江\r\n", "name\tvalue\n"])
def test_a_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    """With or without a mark of the order of bytes."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"", bytes(100), bytes(range(256)) * 20, b"PK\x03\x04\x00\x00" + bytes(range(200))])
def test_data_is_no_text_of_two_bytes(data: bytes) -> None:
    """Zero bytes alone do not make one."""
    assert utf_16(data) is None
