"""What the department writes in the column 核准 closes a finding only where it says so."""

from __future__ import annotations

import pytest

from xlperf.run.approvals import accepts


@pytest.mark.parametrize("text", ["核准", "已核准。", "同意", " 核准：领导已批", "核准 √", "予以认可，见批文"])
def test_the_word_alone_or_with_a_reason_set_off_accepts(text: str) -> None:
    """As the heading of 校验结果 asks for it."""
    assert accepts(text, is_explainable=True)


@pytest.mark.parametrize("text", ["", "不核准", "未同意", "同意退回修改", "核准？", "核准前请补材料", "请核准"])
def test_what_only_begins_like_an_approval_accepts_nothing(text: str) -> None:
    """A finding that stays open can be closed the next time; one that is closed by mistake is lost."""
    assert not accepts(text, is_explainable=True)


@pytest.mark.parametrize(("text", "closes"), [("核准", False), ("同意。", False), ("核准：市领导批示", True)])
def test_what_must_be_mended_is_accepted_only_with_a_reason(text: str, closes: bool) -> None:
    """As in a list of waivers."""
    assert accepts(text, is_explainable=False) is closes
