"""What the pages for people say is true: links, the closing line of the example, the program in the README."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from xlperf.cli.screen import counts_line
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")])
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A page that was renamed or never written is noticed."""
    links = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    assert [each for each in links if not (page.parent / each).exists()] == []


def test_every_page_shows_the_closing_line_that_a_run_prints() -> None:
    """Whoever runs the example, or a part of it, sees what the page promised."""
    example = ROOT / "examples"
    declarations, *others = (closing_line(folder) for folder in (example / "2026申报", example / "2026自评", example))
    ending = re.compile(r"^完成：.*\n.*\n汇总表：", re.M)
    shown = [(page, text) for page in PAGES for text in ending.findall(page.read_text(encoding="utf-8"))]
    assert [text for _, text in shown if not text.startswith((declarations, *others))] == []
    pages = {page for page, text in shown if text.startswith(declarations)}
    assert pages >= {ROOT / "README.zh-CN.md", example / "README.md", ROOT / "docs" / "使用手册.md"}


def closing_line(folder: Path) -> str:
    """Return what a run over a folder prints at the end, up to the name of the workbook."""
    return f"完成：{counts_line(run([folder], RunSettings(workers=0)))}\n汇总表："


def test_the_readme_marks_one_command_for_the_main_job_and_one_for_the_tests() -> None:
    """.ci/run executes these blocks as they stand; each is one line for one paste."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"<!-- ci:(\w+) -->\s*```\w*\n(.*?)```", page, re.S))
    assert set(blocks) == {"main", "test"}
    assert [len(each.strip().splitlines()) for each in blocks.values()] == [1, 1]


def test_the_program_in_the_readme_runs() -> None:
    """Whoever pastes it into a file gets the findings of the example."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    program = re.findall(r"```python\n(.*?)```", page, re.S)[0]
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert "error 局机关/聘用专家费用.xlsx E15 “评审意见采纳率”没有填写指标值。" in done.stdout.decode("utf-8").splitlines()
