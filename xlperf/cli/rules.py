"""``xlperf rules``: list the rules, explain one, prove a rule set sound, run its cases."""

from __future__ import annotations

import click

_EPILOG = """例：\n\n  xlperf rules list\n\n  xlperf rules show FUND-002\n\n  xlperf rules check 本局规则"""


@click.group(help="查看和检验校验规则。", epilog=_EPILOG)
def rules() -> None:
    """Hold the commands about rules."""


@rules.command("list", help="列出全部规则：编号、级别、标题。")
def list_rules() -> None:
    """Print one line a rule."""
    from xlperf.rules import load_rule_book

    for rule in load_rule_book().rule_set.rules:
        click.echo(f"{rule.id}  {rule.severity:<7}  {rule.title}{'（默认不启用）' if rule.off else ''}")
