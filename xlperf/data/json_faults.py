"""What is wrong with a JSON file that people wrote, in Chinese, with its line: its encoding, its punctuation, its syntax."""

from __future__ import annotations

import json

from xlperf.data.lazy_patterns import lazy_pattern

_SAVE_AS = "请用记事本打开这个文件，另存为时“编码”选 UTF-8，再试一次。"

_SAID = (
    (lazy_pattern(r"^Expecting value"), "这里缺少一个值，或者前面多了一个逗号"),
    (lazy_pattern(r"^Expecting property name|^Illegal trailing comma"), "这里应是英文双引号里的键，或者前面多了一个逗号"),
    (lazy_pattern(r"^Expecting ',' delimiter"), "两项之间缺少英文逗号，或者括号不成对"),
    (lazy_pattern(r"^Expecting ':' delimiter"), "键的后面缺少英文冒号"),
    (lazy_pattern(r"^Extra data"), "前面已经结束，这里多出了内容"),
    (lazy_pattern(r"^Unterminated string"), "英文双引号不成对"),
    (lazy_pattern(r"^Invalid control character"), "引号里不能换行，也不能有制表符"),
    (lazy_pattern(r"^Invalid .*escape"), "反斜杠要写两个：\\\\"),
)
"""What Python's reader says, and what that means to the person who wrote the file."""

_CHINESE_MARKS = {"“": '"', "”": '"', "，": ",", "：": ":", "｛": "{", "｝": "}", "【": "[", "】": "]"}


def syntax_fault(problem: json.JSONDecodeError) -> str:
    """Return what is wrong with the syntax, without a full stop."""
    found = problem.doc[problem.pos : problem.pos + 1]
    if found in _CHINESE_MARKS:
        return f"不是合法的 JSON：用了中文标点“{found}”，应改为英文的 {_CHINESE_MARKS[found]}"
    if not problem.doc.strip():
        return "文件是空的"
    said = next((words for pattern, words in _SAID if pattern.search(problem.msg)), problem.msg)
    return f"不是合法的 JSON：{said}"


def encoding_fault(raw: bytes, problem: UnicodeDecodeError) -> tuple[int, str, str]:
    """Return on which line a file leaves UTF-8, what it is instead, without a full stop, and the next step."""
    line = raw.count(b"\n", 0, problem.start) + 1
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return 1, "文件是 UTF-16（Unicode）编码，不是 UTF-8", _SAVE_AS
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return line, "有不能识别的字节，不是 UTF-8 编码的文字", _SAVE_AS
    return line, "文件是 GBK（ANSI）编码，不是 UTF-8", _SAVE_AS
