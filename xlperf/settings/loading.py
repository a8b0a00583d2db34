"""Reading the settings of a folder: ``xlperf.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlperf.errors import SettingsError
from xlperf.rules.ruleset.rule_changes import RuleChanges
from xlperf.settings.values import INPUT_FILES, SETTINGS_FILE, MailSettings, Settings, limit_changes


def load_settings(folder: Path) -> Settings:
    """Return the settings of a folder; the built-in ones when it has no ``xlperf.toml``.

    Raises:
        SettingsError: the file is not sound, or names a file or folder that is not there;
            the message names file and line.
    """
    path = folder / SETTINGS_FILE
    if not path.exists():  # what is no plain file is told when it is read
        return _absent(folder)
    from xlperf.settings.settings_check import check_settings  # only here: a folder without settings needs no jsonschema
    from xlperf.settings.settings_file import read_settings_file

    file = read_settings_file(path)
    check_settings(file)
    return _settings(file.data, folder)


def _absent(folder: Path) -> Settings:
    disguised = folder / f"{SETTINGS_FILE}.txt"
    if disguised.is_file():
        raise SettingsError(
            f"设置文件的名称是 {disguised.name}，没有读取。",
            f"请在资源管理器中勾选“查看 - 文件扩展名”，再把它改名为 {SETTINGS_FILE}。",
        )
    return Settings()


def _settings(data: Mapping[str, Any], folder: Path) -> Settings:
    given = {key: value for key, value in data.items() if key not in ("mail", "thresholds", "grades")}
    for key in ("output", *INPUT_FILES):
        if key in given:
            given[key] = folder / given[key]
    for key in ("rules", "templates"):
        given[key] = tuple(folder / each for each in given.get(key, ()))
    given["versions"] = tuple(each.replace("\\", "/") for each in given.get("versions", ()))
    if "project_expenditure" in given:
        given["project_expenditure"] = Decimal(given["project_expenditure"])
    grades = tuple((each["label"], Decimal(each["from"])) for each in data.get("grades", ()))
    changes = RuleChanges(limit_changes(data), grades)
    return Settings(rule_changes=changes, mail=_mail(data.get("mail", {})), **given)


def _mail(data: Mapping[str, Any]) -> MailSettings:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    if "from" in given:
        given["sender"] = given.pop("from")
    if "date" in given:
        given["day"] = date.fromisoformat(given.pop("date"))
    return MailSettings(**given)
