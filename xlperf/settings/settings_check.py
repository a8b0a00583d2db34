"""What the schema of ``xlperf.toml`` cannot say: files that are there, limits that rules have, grades in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from xlperf.errors import InputError
from xlperf.rules.ruleset.rule_changes import limit_fault
from xlperf.rules.ruleset.rule_files import read_rule_set
from xlperf.settings.mail_addresses import parse_addresses, parse_server
from xlperf.settings.mail_subject import subject_fault
from xlperf.settings.settings_file import SettingsFile
from xlperf.settings.values import INPUT_FILES, limit_changes


def check_settings(file: SettingsFile) -> None:
    """Raise ``SettingsError`` for the first contradiction; the file has been held against its schema."""
    _check_paths(file)
    _check_versions(file)
    _check_thresholds(file)
    _check_grades(file)
    _check_mail(file, file.data.get("mail", {}))


def _check_paths(file: SettingsFile) -> None:
    folder = file.path.parent
    named = [(key, file.data[key]) for key in INPUT_FILES if key in file.data]
    named += [(key, each) for key in ("rules", "templates") for each in file.data.get(key, ())]
    for key, text in named:
        path = folder / text
        if not (path.is_dir() if key not in INPUT_FILES else path.is_file() or (key == "last_year" and path.is_dir())):
            what = "文件" if key in INPUT_FILES else "文件夹"
            raise file.fault((key,), f"找不到{what}“{text}”", f"请检查名称；路径从 {file.path.name} 所在的文件夹算起。")


def _check_versions(file: SettingsFile) -> None:
    for index, text in enumerate(file.data.get("versions", ())):
        named = text.replace("\\", "/").partition(" › ")[0]
        if not any((file.path.parent / each).is_file() for each in (named, named.rpartition(" / ")[0])):
            hint = "请写报送文件夹里的文件名（可以带子文件夹），如 甲单位/项目.xlsx；也可以指明工作表：甲单位/项目.xlsx / 申报表。"
            raise file.fault(("versions", index), f"找不到要采用的文件“{text}”", hint)


def _check_thresholds(file: SettingsFile) -> None:
    changes = limit_changes(file.data)
    rules = read_rule_set([file.path.parent / each for each in file.data.get("rules", ())]).rules if changes else ()
    for change in changes:
        fault = limit_fault(change, rules)
        if fault:
            raise file.fault(("thresholds", change.rule, change.name), fault)


def _check_grades(file: SettingsFile) -> None:
    grades = file.data.get("grades", ())
    if not grades:
        return
    labels = [each["label"] for each in grades]
    scores = [each["from"] for each in grades]
    if len(set(labels)) < len(labels):
        raise file.fault(("grades",), "自评等级的名称有重复")
    if any(lower >= higher for higher, lower in pairwise(scores)):
        raise file.fault(("grades",), "自评等级应从高到低排列，from 一级比一级小")
    if scores[-1] != 0:
        raise file.fault(("grades", len(grades) - 1, "from"), f"最后一级“{labels[-1]}”的 from 应为 0")


def _check_mail(file: SettingsFile, mail: Mapping[str, Any]) -> None:
    for key in ("to", "cc", "from"):
        texts = mail.get(key, [])
        try:
            parse_addresses([texts] if isinstance(texts, str) else texts)
        except InputError as problem:
            raise file.fault(("mail", key), problem.message.rstrip("。"), problem.hint) from problem
    try:
        date.fromisoformat(mail.get("date", "2000-01-01"))
    except ValueError as problem:
        raise file.fault(("mail", "date"), f"没有“{mail['date']}”这一天") from problem
    fault = subject_fault(mail.get("subject", ""))
    if fault:
        raise file.fault(("mail", "subject"), fault)
    if "smtp" in mail:
        try:
            parse_server(mail["smtp"])
        except InputError as problem:
            raise file.fault(("mail", "smtp"), problem.message.rstrip("。"), problem.hint) from problem
