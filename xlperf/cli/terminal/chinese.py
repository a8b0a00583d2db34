"""Help and usage errors in Chinese: the few sentences that click itself says, said for a clerk."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

import click

from xlperf.cli.screen import visible
from xlperf.cli.terminal.display_width import columns, wrapped
from xlperf.data.lazy_patterns import lazy_pattern

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_HELP_SWITCH = "显示这份说明。"
_REQUIRED = "必须给出。"
_CHINESE_DASHES = lazy_pattern(r"[-—–－―−﹣‐‑─]*[—–－―−﹣‐‑─][-—–－―−﹣‐‑─]*(?P<name>[a-z][a-z-]*)(=.*)?")
_FIRST_COLUMN = 26
"""Columns of the screen for an option; a longer one stands on a line of its own."""


class UsageSentence(click.UsageError):
    """A command line that cannot be understood, with what is wrong and what to type instead."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the usage line, where help is and the sentence to standard error."""
        if self.ctx is not None:
            click.echo(f"{self.ctx.get_usage()}\n详见 {self.ctx.command_path} --help\n", file=file, err=True)
        click.secho(visible(self.format_message()), file=file, err=True, fg="red")


class YearNumber(click.IntRange):
    """A year as people write it: 2026, 2026年, 2026年度."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number of a year."""
        plain: Any = str(value).strip().removesuffix("度").removesuffix("年")
        return super().convert(plain, param, ctx)


class _Formatter(click.HelpFormatter):
    """Breaks lines by the columns that a text takes on the screen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        parts = []
        for paragraph in text.split("\n\n"):
            lines = paragraph.splitlines()
            if lines and lines[0].strip() == "\b":
                parts.append([line for each in lines[1:] for line in _as_it_stands(each, self.width - len(indent))])
            else:
                parts.append(wrapped("".join(lines), self.width - len(indent)))
        self.write("\n\n".join("\n".join((indent + line).rstrip() for line in lines) for lines in parts) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = 2) -> None:
        listed = list(rows)
        first = min(max((columns(each) for each, _ in listed), default=0), min(col_max, _FIRST_COLUMN)) + col_spacing
        room = " " * (self.current_indent + first)
        for term, text in listed:
            head = f"{'':>{self.current_indent}}{term}"
            lines = wrapped(text, max(self.width - len(room), 10))
            if columns(head) > len(room) - col_spacing:
                self.write(f"{head}\n")
            else:
                self.write(f"{head}{' ' * (len(room) - columns(head))}{lines.pop(0)}".rstrip() + "\n")
            for line in lines:
                self.write(f"{room}{line}\n")


def _as_it_stands(line: str, width: int) -> list[str]:
    """Return a line that keeps its place, broken only where it is too wide, and never a command: that is for copying."""
    if columns(line) <= width or line.lstrip().startswith("xlperf"):
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    return [indent + each for each in wrapped(line, width - len(indent))]


class _Context(click.Context):
    formatter_class = _Formatter


class ChineseCommand(click.Command):
    """A command whose help and usage errors are Chinese."""

    context_class = _Context

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **options})
        for each in self.params:
            if each.metavar is None:
                each.metavar = _metavar(each)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options with what each takes, in Chinese."""
        rows = [
            (record[0], f"{each.help or ''}{_REQUIRED if each.required else ''}")
            for each in self.get_params(ctx)
            if isinstance(each, click.Option) and (record := each.get_help_record(ctx)) is not None
        ]
        with formatter.section("Options"):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows help, worded in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP_SWITCH
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; what is wrong with it is said in Chinese."""
        self._refuse_dashes(ctx, args)
        try:
            return super().parse_args(ctx, args)
        except (UsageSentence, click.exceptions.NoArgsIsHelpError):
            raise
        except click.UsageError as error:
            raise UsageSentence(_sentence(error), error.ctx or ctx) from error


    def _refuse_dashes(self, ctx: click.Context, args: list[str]) -> None:
        """Refuse options behind Chinese dashes, and long ones behind a single dash: click takes them for names and short ones."""
        known = {name for each in self.get_params(ctx) if isinstance(each, click.Option) for name in each.opts}
        for each in args[:1] if isinstance(self, click.Group) else args:
            if (found := _CHINESE_DASHES.fullmatch(each)) and not Path(each).exists():
                meant = f"{'-' if len(found['name']) == 1 else '--'}{found['name']}"
                raise UsageSentence(f"“{each}”前面的横线不是英文的。请在英文输入法下写成 {meant}。", ctx)
            word = each.partition("=")[0]
            if word not in known and len(word) > 2 and f"-{word}" in known:
                raise UsageSentence(f"没有选项 {word}：它前面是两个短横，请写成 -{word}。", ctx)


class ChineseGroup(ChineseCommand, click.Group):
    """A group of such commands."""

    command_class = ChineseCommand
    group_class = type  # a group within is of the same class

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "命令 [参数]...", **options})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its whole sentence."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, each.short_help or each.help or "") for name, each in commands if each is not None and not each.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named; one that is not there is answered with those that are."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = [each for each in self.list_commands(ctx) if not self.commands[each].hidden]
            close = get_close_matches(args[0], known, n=1)
            meant = f"是不是想用 {close[0]}？" if close else ""
            raise UsageSentence(f"没有命令“{args[0]}”。{meant}命令有：{'、'.join(known)}。", ctx)
        return super().resolve_command(ctx, args)


def _metavar(param: click.Parameter) -> str | None:
    """Return what stands for the value of a parameter in the help; None where click's own word will do."""
    kind = param.type
    if isinstance(kind, click.Choice) or getattr(param, "is_flag", False):
        return None
    if isinstance(kind, click.Path):
        word = "文件夹" if not kind.file_okay else "文件" if not kind.dir_okay else "位置"
    elif isinstance(kind, click.DateTime):
        word = "年-月-日"
    else:
        word = "数" if isinstance(kind, (click.IntRange, type(click.INT))) else "文字"
    return f"[{word}]" if isinstance(param, click.Argument) and not param.required else word


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        close = "、".join(error.possibilities or ())
        return f"没有选项 {error.option_name}。" + (f"是不是想用 {close}？" if close else "")
    if isinstance(error, click.MissingParameter):
        return f"缺少{_shown(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_shown(error)} 的值不对：{_expected(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的写法不对：后面缺一个值，或者它不带值。"
    # click says what is too much in brackets at the end, nothing else.
    extra = error.message.partition("(")[2].rstrip(").") or error.message
    return f"命令里多出了“{extra}”。文件夹名或文件名里有空格时，请用英文双引号括起来。"


def _shown(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return f"选项 {' / '.join(error.param.opts)}"
    return f"参数 {error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name}"


def _expected(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一。"
    if isinstance(kind, click.IntRange):
        return f"应为 {kind.min} 到 {kind.max} 的整数。"
    if isinstance(kind, click.DateTime):
        return "应为 2026-01-31 这样的日期。"
    if kind is click.INT:
        return "应为整数。"
    if isinstance(kind, click.Path):
        return "应为文件夹，给出的是一个文件。" if not kind.file_okay else "应为文件，给出的是一个文件夹。"
    return error.message
