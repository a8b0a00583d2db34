"""Settings that lie among the forms may have come in with them: they are named, and send nothing by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli

_TOLD = (
    "注意：报送文件夹里的设置文件 xlperf.toml 是第一次使用，它规定：汇总表写到哪里 ../x.xlsx；规则的门槛值 GOAL-005；"
    "收件人 甲 <a@example.com>；发信服务器 smtp.example.com。如果不是本部门放的，请把它移走后重新运行。\n"
)
_SETTINGS = """
output = "../x.xlsx"
[thresholds.GOAL-005]
fewest = 5
[mail]
to = ["甲 <a@example.com>"]
smtp = "smtp.example.com"
"""


def _check(folder: Path) -> str:
    return CliRunner().invoke(cli, ["check", str(folder), "--workers", "0"]).stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of forms with settings among them."""
    write_declaration(tmp_path / "报送" / "a.xlsx")
    (tmp_path / "报送" / "xlperf.toml").write_text(_SETTINGS, "utf-8")
    return tmp_path / "报送"


def test_settings_are_named_the_first_time(folder: Path, tmp_path: Path) -> None:
    """With what they change; the same bytes in another folder are known, a changed file is not."""
    assert _TOLD in _check(folder)
    assert "第一次使用" not in _check(folder)
    write_declaration(tmp_path / "明年" / "a.xlsx")
    (tmp_path / "明年" / "xlperf.toml").write_text(_SETTINGS, "utf-8")
    assert "第一次使用" not in _check(tmp_path / "明年")
    (folder / "xlperf.toml").write_text(_SETTINGS.replace("a@example", "b@example"), "utf-8")
    assert "收件人 甲 <b@example.com>" in _check(folder)


def test_a_new_list_of_waivers_is_named(folder: Path) -> None:
    """Whoever sends a folder could waive his own faults."""
    (folder / "xlperf.toml").unlink()
    (folder / "xlperf-waivers.json").write_text('{"waivers": []}', "utf-8")
    assert "豁免清单 xlperf-waivers.json 是第一次使用，其中豁免的问题不计入。" in _check(folder)
    assert "第一次使用" not in _check(folder)


def test_new_settings_send_no_mail(folder: Path) -> None:
    """The first time the addresses are shown and nothing leaves; who runs it again has seen them."""
    words = ["mail", str(folder), "--send", "--from", "c@example.com", "--smtp", "127.0.0.1:9", "--workers", "0"]
    first = CliRunner().invoke(cli, words)
    assert first.exit_code == 2
    assert _TOLD in first.stderr
    assert "设置文件 xlperf.toml 是第一次使用，可能不是本部门放的，没有发信。" in first.stderr
    assert "没有发信" not in CliRunner().invoke(cli, words).stderr


def test_where_nothing_can_be_remembered_settings_are_named_each_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only home costs a line on the screen, never the run."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XLPERF_STATE", str(tmp_path / "file"))
    assert _TOLD in _check(folder)
    assert _TOLD in _check(folder)
