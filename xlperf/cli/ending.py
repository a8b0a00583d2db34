"""How a run of the program ends: with a sentence and the exit code of the contract, whatever happens."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from xlperf.cli.screen import complain
from xlperf.data.system_faults import said_of
from xlperf.errors import XlperfError

FAILED = 2
"""Wrong usage, or nothing could be done; 1 means done with findings, and nothing else."""
INTERRUPTED = 130
"""Ctrl-C, as every shell knows it."""

_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_SCARCE = (errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM)


def ended(work: Callable[[], object]) -> object:
    """Do the work of a command; end with a plain sentence where it cannot be done.

    Raises:
        click.exceptions.Exit: with the exit code.
    """
    try:
        return work()
    except (click.exceptions.Exit, click.ClickException):
        raise
    except (KeyboardInterrupt, click.Abort):
        _end("已中断。写出的文件都是完整的，没有写完的不会留下。", INTERRUPTED)
    except XlperfError as error:
        _end(str(error))
    except BrokenPipeError:
        silence(sys.stdout)
        _end("接收输出的程序提前关闭了，输出不完整。")
    except OSError as error:
        _end(_sentence(error))
    except MemoryError:
        _end("内存不足，没有完成。请关闭其他程序，或分成几个文件夹运行。")
    except RecursionError:
        _end("文件内部的嵌套过深，没有完成。请检查给出的各个文件。")
    except Exception as error:
        _end(_internal(error))


def finish() -> bool:
    """Let what was printed go out; return whether it did."""
    if sys.stdout is None:
        return True
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
        return False
    except OSError as error:
        silence(sys.stdout)
        complain(_sentence(error))
        return False
    return True


def silence(stream: object) -> None:
    """Let a stream that takes nothing any more lead nowhere, so that nothing complains when the program ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[attr-defined]
        os.close(nowhere)


def open_standard_streams() -> None:
    """Give the numbers 0 to 2 to something, lest a file of ours gets one and is printed into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def _end(sentence: str, code: int = FAILED) -> NoReturn:
    with contextlib.suppress(OSError, ValueError):
        complain(sentence)
    raise click.exceptions.Exit(code)


def _sentence(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "磁盘空间不足，输出不完整。请清理磁盘后再运行一次。"
    if error.errno in _SCARCE:
        return f"系统资源不足（{said_of(error)}），没有完成。请关闭其他程序，或加 --workers 1 再运行一次。"
    name = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, (str, bytes)) else ""
    return f"没有完成：{f'“{name}”' if name else ''}{said_of(error)}。请检查文件和磁盘后再运行一次。"


def _internal(error: Exception) -> str:
    """Say that the fault is ours, and where it is for those who mend it."""
    places = traceback.extract_tb(error.__traceback__)
    where = f"，{Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
    return f"程序内部出错（{type(error).__name__}{where}），没有完成。已有的文件没有改动；请把这一行发给维护人员。"
