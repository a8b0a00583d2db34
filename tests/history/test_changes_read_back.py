"""What a summary lists as changed is read back as it was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, changes_of_lists
from xlperf.errors import RefusedFile
from xlperf.history.changes import Change
from xlperf.summary import SummaryOptions, render_summary
from xlperf.summary.earlier import earlier_summary
from xlperf.summary.earlier.earlier_summary import listed_changes

FORM = declaration(file="甲.xlsx")


def _written(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return listed_changes(render_summary(batch_of(FORM), SummaryOptions(link_base=""), changes)[0])


def test_every_change_is_read_as_it_was_written() -> None:
    """Of every kind; a long text as far as it is shown, and so it is written again."""
    one = Change("金额变动", "甲馆", "展览", "申报表", "总额", "1,200.50", "未读出", "甲.xlsx", "申报表", "")
    many = (*changes_of_lists(), one, replace(one, before="河" * 301), replace(one, kind="手写留存", cell="E6"))
    found = _written(many)
    assert [replace(each, before="", after="") for each in found] == [replace(each, before="", after="") for each in many]
    assert (found[-3:-1]) == (one, replace(one, before=f"{'河' * 300}…"))
    assert _written(found) == found
    assert _written(()) == ()


def test_a_list_of_changes_without_its_columns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As any other list of a summary that is not as it was written."""
    monkeypatch.setattr(earlier_summary, "_listed", lambda *_: [{"变动": "金额变动"}])
    with pytest.raises(RefusedFile, match="缺少工作表或列"):
        _written(())
