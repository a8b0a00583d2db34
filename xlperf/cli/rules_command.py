"""``xlperf rules``: list the rules, explain one, prove a rule set sound, run its cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from xlperf.cli.terminal.chinese import ChineseGroup, UsageSentence
from xlperf.data.words import SEVERITY_NAMES

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EPILOG = """\b
例如：
  xlperf rules list
  xlperf rules show FUND-002
  xlperf rules check 本局规则
  xlperf rules test --rules 本局规则"""


def _with_folders(command: _Command) -> _Command:
    folder = click.Path(path_type=Path)
    return click.option("--rules", "folders", type=folder, multiple=True, help="本部门自己的规则文件夹，可以给几个。")(command)


@click.group(cls=ChineseGroup, help="查看、检查和试运行校验规则。", epilog=_EPILOG)
def rules() -> None:
    """Hold the commands about rules."""


@rules.command(
    "list", help="列出全部规则：编号、级别、标题，以及各项目类别的不同。", epilog="\b\n例如：\n  xlperf rules list --rules 本局规则"
)
@_with_folders
def list_rules(folders: tuple[Path, ...]) -> None:
    """Print one line a rule."""
    from xlperf.rules.casebook.rule_page import category_differences
    from xlperf.rules.ruleset.rule_files import read_rule_set

    rule_set = read_rule_set(folders)
    for rule in rule_set.rules:
        notes = [*(["默认不启用"] if rule.off else []), *category_differences(rule, rule_set)]
        suffix = f"（{'；'.join(notes)}）" if notes else ""
        level = SEVERITY_NAMES[rule.severity]
        click.echo(f"{rule.id:<10}{level}{'　' * (3 - len(level))}{rule.title}{suffix}")


@rules.command("show", help="完整说明一条规则，并各举通过和不通过的例子。", epilog="\b\n例如：\n  xlperf rules show FUND-002")
@click.argument("rule_id", metavar="编号")
@_with_folders
def show_rule(rule_id: str, folders: tuple[Path, ...]) -> None:
    """Print one rule in full."""
    from difflib import get_close_matches

    from xlperf.rules.casebook.rule_cases import case_files, read_cases
    from xlperf.rules.casebook.rule_page import rule_text
    from xlperf.rules.ruleset.rule_files import read_rule_set

    rule_set = read_rule_set(folders)
    known = {rule.id: rule for rule in rule_set.rules}
    wanted = rule_id.upper()
    if wanted not in known:
        close = get_close_matches(wanted, known, 1)
        raise UsageSentence(
            f"没有规则“{rule_id}”" + (f"，是否应为“{close[0]}”？" if close else "。用 xlperf rules list 查看全部编号。")
        )
    for line in rule_text(known[wanted], rule_set, read_cases(case_files(folders))):
        click.echo(line)


@rules.command(
    "check", help="检查规则文件写得对不对；给出文件夹则连同它一起检查。", epilog="\b\n例如：\n  xlperf rules check 本局规则"
)
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[文件夹]...")
def check_rules(folders: tuple[Path, ...]) -> None:
    """Prove the built-in rules, and overlays over them, sound."""
    from xlperf.rules.casebook.rule_cases import case_files, read_cases
    from xlperf.rules.ruleset.rule_files import base_files, category_files, overlay_files, read_rule_set
    from xlperf.rules.ruleset.soundness import check_files

    overlays = overlay_files(folders)
    check_files(base_files(), (*category_files(), *overlays))
    cases = read_cases(case_files(folders))
    count = len(base_files()) + len(category_files()) + len(overlays)
    click.echo(f"规则文件 {count} 个，规则 {len(read_rule_set(folders).rules)} 条，用例 {len(cases)} 个，写法全部正确。")


@rules.command(
    "test", help="跑规则的用例：该通过的通过，该不通过的不通过。", epilog="\b\n例如：\n  xlperf rules test --rules 本局规则"
)
@_with_folders
@click.pass_context
def test_rules(context: click.Context, folders: tuple[Path, ...]) -> None:
    """Run every case; exit with 1 when one does not hold."""
    from xlperf.rules.casebook.rule_cases import case_files, read_cases, run_cases
    from xlperf.rules.ruleset.rule_files import read_rule_set

    cases = read_cases(case_files(folders))
    built_in = read_rule_set() if folders else None
    failed = [each for each in run_cases(read_rule_set(folders), cases, built_in) if each.problem]
    for each in failed:
        wanted = "应不通过" if each.case.must_fail else "应通过"
        click.echo(f"{each.case.rule} {wanted}“{each.case.because}”：{each.problem}")
    click.echo(f"用例 {len(cases)} 个，不成立 {len(failed)} 个。")
    context.exit(1 if failed else 0)


@rules.command("page", hidden=True, help="输出 docs/rules.md 的内容。")
def print_page() -> None:
    """Print the page that is kept in docs/rules.md."""
    from xlperf.rules.casebook.rule_cases import case_files, read_cases
    from xlperf.rules.casebook.rule_page import rules_page
    from xlperf.rules.ruleset.rule_files import read_rule_set

    click.echo(rules_page(read_rule_set(), read_cases(case_files())), nl=False)
