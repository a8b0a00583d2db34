"""A new form that cannot be registered yet: what was recognised of it is shown all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.test_template_command import new_form
from tests.forms.bureau_forms import PROMISE
from xlperf.cli.main import cli


def test_what_was_recognised_of_a_form_that_is_refused_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its labels with their cells, then which columns lack, then what stopped it."""
    monkeypatch.chdir(tmp_path)
    new_form(tmp_path / "新表.xlsx", PROMISE)
    words = ("template", "register", "新表.xlsx", "-o", "版式", "--alias", "工程名称=项目名称")
    lines = CliRunner().invoke(cli, [*words]).stderr.splitlines()
    assert lines[:2] == [
        "在工作表“承诺书”上认出表名 A1“重点工程绩效承诺书”和 17 个标签：",
        "  A3“工程名称”　即“项目名称”",
    ]
    assert lines[-2] == "没有认出的栏目 3 个：项目性质、上年结转资金、三级指标。"
    assert lines[-1].startswith("指标表的表头（第 11 行）里没有“三级指标”。")
