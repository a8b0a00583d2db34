"""How the program ends: exit codes of the contract, sentences, nothing that steers a terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli import check_command
from xlperf.cli.main import cli
from xlperf.cli.screen import visible

_XLPERF = (sys.executable, "-m", "xlperf")
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and numbers of files as POSIX has them")
_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one faulty form, which ends a check with 1."""
    write_declaration(tmp_path / "报送" / "a.xlsx", annual=-5)
    return tmp_path / "报送"


def _shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which XLPERF and FOLDER stand for the program and the folder."""
    line = command.replace("XLPERF", f"'{sys.executable}' -m xlperf").replace("FOLDER", f"'{folder}'")
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, timeout=600, cwd=folder.parent, env=environment, check=False
    )


@_POSIX
@pytest.mark.parametrize(
    ("command", "code", "sentence"),
    [
        ("XLPERF check FOLDER --format jsonl --workers 0 > /dev/full", 2, "磁盘空间不足，输出不完整。"),
        ("XLPERF check FOLDER --workers 0 > /dev/full", 2, "磁盘空间不足，输出不完整。"),
        ("XLPERF check FOLDER --workers 0 >&-", 1, ""),
        ("XLPERF check FOLDER --workers 1 2>&-", 1, ""),
        ("XLPERF consolidate FOLDER --workers 1 -o x.xlsx <&- >&- 2>&-", 1, ""),
        ("ulimit -n 12; XLPERF check FOLDER --workers 4", 2, ""),
        ("set -o pipefail; XLPERF read FOLDER --workers 0 | true", None, ""),
        ("LC_ALL=C PYTHONUTF8=0 XLPERF check FOLDER --workers 0", 1, ""),
        ("TMPDIR=/nowhere HOME= XLPERF check FOLDER --workers 1", 1, ""),
    ],
)
def test_the_exit_code_is_that_of_the_contract(folder: Path, command: str, code: int | None, sentence: str) -> None:
    """Whatever the shell took away: never a traceback, and 1 only where the work was done."""
    result = _shell(command, folder)
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr
    assert sentence in result.stderr
    if command.startswith("ulimit"):
        assert result.returncode in (1, 2)
    elif code is None:
        assert result.returncode in (0, 2)
    else:
        assert result.returncode == code, result.stderr


def _await_child(process: subprocess.Popen[str]) -> None:
    """Wait until a run is at its files: until it has a child."""
    until = time.monotonic() + 600
    while time.monotonic() < until and process.poll() is None:
        parents = subprocess.run(["ps", "-A", "-o", "ppid="], capture_output=True, text=True, check=True).stdout.split()
        if str(process.pid) in parents:
            return
        time.sleep(0.02)


@_POSIX
def test_ctrl_c_ends_with_130(tmp_path: Path) -> None:
    """The interrupted run says so, leaves no child and no file."""
    first = write_declaration(tmp_path / "报送" / "0.xlsx").read_bytes()
    for number in range(1, 800):  # many times the work that fits between a look at the processes and the signal
        (tmp_path / "报送" / f"{number}.xlsx").write_bytes(first)
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background leaves Ctrl-C ignored
    process = subprocess.Popen(
        [*_XLPERF, "consolidate", "报送", "-o", "x.xlsx", "--workers", "2"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _await_child(process)  # on a busy machine the interpreter itself may take seconds to start
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=600)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert [each.name for each in tmp_path.iterdir()] == ["报送"]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_ctrl_c_while_the_program_is_being_loaded_ends_with_130(tmp_path: Path) -> None:
    """The modules are loaded for half a second: an interrupt then is no traceback and no signal."""
    (tmp_path / "xlperf_interrupted.py").write_text(
        "import sys\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'xlperf.cli.main':\n"
        "            exec('raise KeyboardInterrupt')\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "from xlperf.__main__ import main\n"
        "main()\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT}{os.pathsep}{tmp_path}"}
    command = [sys.executable, "-m", "xlperf_interrupted"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ctrl_c_while_a_class_is_being_made_ends_with_130_too(tmp_path: Path) -> None:
    """Python would end by the signal after an interrupt in the text of an exec, however well it was caught."""
    (tmp_path / "interrupted.py").write_text(
        "import sys\n"
        "from xlperf.cli import main\n"
        "main.cli.main = lambda *_, **__: exec('raise KeyboardInterrupt')\n"
        "sys.argv = ['xlperf', 'check']\n"
        "main.main()\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT}{os.pathsep}{tmp_path}"}
    done = subprocess.run([sys.executable, "-m", "interrupted"], env=environment, check=False)
    assert done.returncode == 130


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "已中断。写出的文件都是完整的，没有写完的不会留下。"),
        (MemoryError(), 2, "内存不足，没有完成。请关闭其他程序，或分成几个文件夹运行。"),
        (RecursionError(), 2, "文件内部的嵌套过深，没有完成。请检查给出的各个文件。"),
        (
            OSError(24, "Too many open files"),
            2,
            "系统资源不足（打开的文件太多），没有完成。请关闭其他程序，或加 --workers 1 再运行一次。",
        ),
        (BrokenPipeError(), 2, "接收输出的程序提前关闭了，输出不完整。"),
        (
            OSError(5, "Input/output error", "/盘/表.xlsx"),
            2,
            "没有完成：“表.xlsx”磁盘读写出错。请检查文件和磁盘后再运行一次。",
        ),
        (OSError(5, "Input/output error"), 2, "没有完成：磁盘读写出错。请检查文件和磁盘后再运行一次。"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, sentence: str
) -> None:
    """No traceback, and an exit code that never says done."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(check_command, "settings_of", fail, raising=False)
    monkeypatch.setattr("xlperf.run.batch.run", fail)
    result = CliRunner().invoke(cli, ["check", str(folder)])
    assert (result.exit_code, result.stderr) == (code, f"{sentence}\n")


def test_a_fault_of_our_own_is_told_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence with the place, for the maintainers, and exit code 2."""

    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("xlperf.run.batch.run", fail)
    result = CliRunner().invoke(cli, ["check", str(folder)])
    assert result.exit_code == 2
    assert result.stderr.startswith("程序内部出错（KeyError，test_ending.py:")


def test_nothing_from_a_form_steers_the_terminal(tmp_path: Path) -> None:
    """A colour, a title, a line that runs backwards: shown by number, in results and messages alike."""
    evil = "\x1b]0;owned\x07\x9b31m\u202e"
    path = write_declaration(tmp_path / "a.xlsx", annual=-5, project_name="x")
    if sys.platform != "win32":
        path = path.rename(tmp_path / "a\x1b[2J\x9b\u202e.xlsx")
    for words in (["check", str(tmp_path)], ["check", str(tmp_path), "--format", "jsonl"], ["check", str(tmp_path / evil)], [evil]):
        result = CliRunner().invoke(cli, [*words, *(["--workers", "0"] if len(words) > 1 else [])])
        assert not set(result.output) & set("\x1b\x07\x9b\u202e"), words
    assert visible(evil) == "\\x1b]0;owned\\x07\\x9b31m\\u202e"


def test_an_escaped_character_is_the_same_to_a_program(tmp_path: Path) -> None:
    """What JSON lines escape for the terminal comes back whole."""
    write_declaration(tmp_path / "a\u202eb.xlsx")
    result = CliRunner().invoke(cli, ["read", str(tmp_path), "--workers", "0"])
    assert "\u202e" not in result.output
    assert json.loads(result.output)["source"]["file"] == "a\u202eb.xlsx"
