"""What is installed on top, and the command that does it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import tomllib

from xlperf.cli.screen import say_what_to_install
from xlperf.data.components import COMPONENTS, component, components_in, install_command
from xlperf.forms.file_result import FileResult
from xlperf.run.results import Batch


def test_the_packages_are_those_of_the_project() -> None:
    """The command installs what the extra of the same name requires."""
    extras = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {name: tuple(extras[name]) for name in COMPONENTS} == dict(COMPONENTS)


def test_the_command_is_that_of_the_python_at_hand_and_can_be_copied() -> None:
    """A path with a blank is quoted, and so is every package: outside quotes a shell takes > for its own."""
    said = install_command(["legacy"], r"C:\Program Files\Python\python.exe")
    assert said == r'"C:\Program Files\Python\python.exe" -m pip install "xlrd>=2.0.1" "python-calamine>=0.4"'
    assert install_command(["pdf"], "/x/python") == '/x/python -m pip install "pdfminer.six>=20231228"'
    assert components_in([f"请安装{component('pdf')}后再试。", "无", component("legacy")]) == ("legacy", "pdf")


def test_the_screen_says_one_command_for_all_files(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Only for files that were refused for want of a component, and never in the packaged program, which has no pip."""
    monkeypatch.setattr(sys, "executable", "/x/python")
    files = [FileResult(f"{name}.x", "refused", hint=f"请安装{component(name)}。") for name in ("pdf", "legacy", "pdf")]
    batch = Batch((*files, FileResult("坏.xlsx", "refused", hint="请重新报送。")), (), (), {}, "", None)
    say_what_to_install(batch)
    said = capsys.readouterr().err
    assert said.splitlines()[0] == "有 3 个文件要另装组件才能读。要安装，请运行："
    assert said.splitlines()[1].endswith(' -m pip install "xlrd>=2.0.1" "python-calamine>=0.4" "pdfminer.six>=20231228"')
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    say_what_to_install(batch)
    say_what_to_install(Batch(files[:0], (), (), {}, "", None))
    assert capsys.readouterr().err == ""
