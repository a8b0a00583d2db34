"""The program started by double click (双击), or with a folder dropped on it: it asks what it needs, and tells what comes next.

Who starts it so has no command line: every question has an answer that is just Enter,
nothing is opened, and the window stays until it was read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from xlperf import __version__
from xlperf.cli.next_step import folder_of_returns
from xlperf.cli.screen import tell

_QUOTES = "\"'“”‘’"
_LEAVE = frozenset({"q", "quit", "exit", "退出"})
_YES = frozenset({"y", "yes", "是", "好"})
_MOST_LOOKED_AT = 20_000
_LONGEST_SHOWN = 200
_WELCOME = (
    f"xlperf {__version__}：把各单位报送的绩效目标申报表、自评表汇总成一个部门汇总表。不联网，不改动报送的文件。\n"
    "随时输入 q 再按回车可以退出。"
)
_WHICH = "报送的表放在哪个文件夹？请把文件夹拖到这个窗口里，再按回车"
_NOTHING_READ = 2
_FAULTS = 1

Command = Callable[[Sequence[str]], int]
"""Runs one command line and returns its exit code."""


class _Leave(Exception):
    """The person asked to leave."""


@dataclass(frozen=True, slots=True)
class _Choice:
    folder: Path
    target: Path


def wants_dialogue(arguments: Sequence[str], commands: Sequence[str]) -> bool:
    """Tell whether the program was started by a person without a command line.

    That is so without any argument, on a terminal or as the packaged program, and with nothing but
    folders or files that exist (dropped on the program), none of them the name of a command.
    """
    if not arguments:
        return bool(getattr(sys, "frozen", False)) or _is_terminal()
    return all(not each.startswith("-") and each not in commands and Path(each).exists() for each in arguments)


def run_dialogue(dropped: Sequence[str], command: Command) -> int:
    """Ask for the folder, run the main job, offer the copies to return, and say what comes next.

    Args:
        dropped: folders or files dropped on the program.
        command: runs a command line, such as ``["consolidate", "D:\\申报"]``.

    Returns:
        the exit code of the main job; 0 when the person left before it.
    """
    click.echo(_WELCOME)
    try:
        code = _main_job(dropped, command)
    except (_Leave, click.Abort, EOFError, KeyboardInterrupt):
        click.echo("\n已退出，没有再写任何文件。")
        return 0
    _wait()
    return code


def _main_job(dropped: Sequence[str], command: Command) -> int:
    choice = _chosen(dropped)
    tell(f"\n将读取：{choice.folder}\n汇总表写到：{choice.target}")
    _ask("按回车开始")
    code = command(["consolidate", str(choice.folder), "-o", str(choice.target)])
    if code == _NOTHING_READ:
        click.echo("\n这次没有写出汇总表，原因见上面的说明。处理后再运行一次。")
        return code
    if code == _FAULTS:
        _offer_returns(choice.folder, command)
    return code


def _offer_returns(folder: Path, command: Command) -> None:
    """Ask whether the faulty workbooks are copied for their units."""
    target = folder_of_returns(folder)
    tell(f"有的表须退回单位修改。可以现在写出标好错处的副本，放到：{target}")
    if _ask("要写就输入 y 再按回车，不要就直接按回车").lower() in _YES:
        command(["return", str(folder), "-o", str(target)])
        click.echo("请把副本发回各单位，改好后放回报送文件夹，再运行一次。")


def _chosen(dropped: Sequence[str]) -> _Choice:
    """Return the folder to read, asked for until there is one with files in it."""
    folder = _folder_of(dropped)
    while folder is None:
        folder = _folder_of([_ask(_WHICH)])
    return _Choice(folder, folder)


def _folder_of(named: Sequence[str]) -> Path | None:
    """Return the folder that is meant, None (and say why) when that cannot be told."""
    paths = {_plain(each) for each in named if each.strip()}
    if not paths:
        return None
    folders = {each if each.is_dir() else each.parent for each in paths if _is_there(each)}
    if not folders:
        tell(f"找不到“{str(paths.pop())[:_LONGEST_SHOWN]}”。请检查名称，或把文件夹直接拖进窗口。")
        return None
    if len(folders) > 1:
        click.echo("拖进来的不在同一个文件夹里。请先放进一个文件夹，再拖那个文件夹。")
        return None
    folder = folders.pop().resolve()
    if folder == folder.parent or folder == Path.home():
        tell(f"“{folder}”范围太大，请建一个文件夹，只放报送的表。")
        return None
    if not _holds_files(folder):
        tell(f"“{folder}”里没有文件。请把各单位报送的表放进去再试。")
        return None
    return folder


def _plain(text: str) -> Path:
    """Return the path that a shell pasted: without quotes, the & of PowerShell, and escaped blanks."""
    bare = text.strip().removeprefix("& ").strip()
    if len(bare) > 1 and bare[0] in _QUOTES and bare[-1] in _QUOTES:
        bare = bare[1:-1]
    path = Path(bare)
    return path if os.name == "nt" or _is_there(path) else Path(bare.replace("\\ ", " "))


def _is_there(path: Path) -> bool:
    """Tell whether something stands at a path; no text that was pasted is one too long for it, or one that is closed to us."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _holds_files(folder: Path) -> bool:
    return any(files or count > _MOST_LOOKED_AT for count, (_, _, files) in enumerate(os.walk(folder)))


def _ask(question: str) -> str:
    """Return the answer to a question; leaving is an answer to any."""
    click.echo(f"\n{question}：", nl=False)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    answer = line.strip().lstrip("\ufeff")
    if answer.lower() in _LEAVE:
        raise _Leave
    return answer


def _wait() -> None:
    """Keep the window of a double click until its text was read."""
    if _is_terminal():
        click.echo("\n按回车关闭窗口。", nl=False)
        sys.stdin.readline()


def _is_terminal() -> bool:
    return bool(sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty())
