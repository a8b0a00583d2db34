"""The command line: ``xlperf``.

Commands import what they need when they run, so that ``xlperf --help`` needs
none of the heavy libraries.
"""

from __future__ import annotations

import codecs
import multiprocessing
import os
import sys
from collections.abc import Sequence

import click

from xlperf import __version__
from xlperf.cli.check_command import check
from xlperf.cli.consolidate_command import consolidate
from xlperf.cli.dialogue import run_dialogue, wants_dialogue
from xlperf.cli.ending import FAILED, INTERRUPTED, ended, finish, open_standard_streams
from xlperf.cli.export_command import export, publish
from xlperf.cli.mail_command import mail
from xlperf.cli.read_command import read
from xlperf.cli.return_command import return_copies
from xlperf.cli.rules_command import rules
from xlperf.cli.template_command import template
from xlperf.cli.terminal.chinese import ChineseGroup
from xlperf.cli.terminal.console_text import use_console_text

_HELP = """读取各单位报送的绩效目标申报表和绩效自评表（Excel），逐项校验，汇总成一个部门汇总表。

全部在本机完成，不改动报送的文件；除了 xlperf mail --send，不联网。

\b
最常用的一步（在放着报送文件的文件夹里运行）：
  xlperf consolidate
"""


class _Group(ChineseGroup):
    """Turns whatever goes wrong into a plain sentence and its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        return ended(lambda: super(_Group, self).invoke(ctx))


@click.group(cls=_Group, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="xlperf %(version)s", help="显示版本号。")
def cli() -> None:
    """Hold the commands."""


for _command in (consolidate, check, read, template, rules, return_copies, mail, export, publish):
    cli.add_command(_command)


def main() -> None:
    """Run the command line, or the dialogue of who has none; consoles that cannot show a character show the nearest."""
    open_standard_streams()
    _know_han_names()
    _be_ready_for_children()
    use_console_text()
    arguments = sys.argv[1:]
    if wants_dialogue(arguments, tuple(cli.commands)):
        sys.exit(run_dialogue(arguments, _run_command))
    code = _run_command(arguments)
    if code == INTERRUPTED:
        # Python notes an interrupt in the text of an exec (a dataclass being made at import) as unhandled for good, and
        # would end by that signal whatever was caught since; the next text that it runs clears the note.
        eval("0")
    sys.exit(code if finish() else FAILED)


def _run_command(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; what is wrong with it has been said."""
    try:
        cli.main(list(arguments), prog_name="xlperf")
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except KeyboardInterrupt:  # before or after the work of the command itself
        return INTERRUPTED
    return 0


def _know_han_names() -> None:
    """Start again with UTF-8 where the system's locale is ASCII: in it no file has a Chinese name."""
    is_ascii = codecs.lookup(sys.getfilesystemencoding()).name == "ascii"
    if is_ascii and os.environ.get("PYTHONUTF8") != "1" and not getattr(sys, "frozen", False):
        words = [sys.executable, "-m", "xlperf", *sys.argv[1:]]
        os.execve(sys.executable, [os.fsencode(each) for each in words], {**os.environ, "PYTHONUTF8": "1"})


def _be_ready_for_children() -> None:
    """Let a child of the packaged program be a child: it starts the program itself again.

    The packaged program starts its children alike on every system (spawn), so that what is tried on one
    holds on the other.
    """
    multiprocessing.freeze_support()
    if getattr(sys, "frozen", False):
        multiprocessing.set_start_method("spawn", force=True)
