"""What the pages for people say is true: links, the closing line of the example, the program in the README."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from xlperf.batch import RunSettings, run
from xlperf.cli.screen import counts_line

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")])
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A page that was renamed or never written is noticed."""
    links = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    assert [each for each in links if not (page.parent / each).exists()] == []


def test_the_closing_line_is_the_same_on_every_page() -> None:
    """Wherever a page shows how a run over the example ends, it ends so."""
    line = f"完成：{counts_line(run([ROOT / 'examples' / '2026申报'], RunSettings(workers=0)))}汇总表："
    shown = [(page, text) for page in PAGES for text in re.findall(r"^完成：.*", page.read_text(encoding="utf-8"), re.M)]
    assert [page.name for page, text in shown if not text.startswith(line)] == []
    assert {page for page, _ in shown} >= {ROOT / "README.zh-CN.md", ROOT / "examples" / "README.md", ROOT / "docs" / "使用手册.md"}


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
