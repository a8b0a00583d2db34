"""The settings of a folder: ``xlperf.toml``, read once a run; options of the command win over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from xlperf.errors import SettingsError
from xlperf.rules.context import REGIME_SWITCH
from xlperf.rules.ruleset.rule_changes import LimitChange, RuleChanges

Order = Literal["input", "unit", "category"]
Paper = Literal["A3", "A4"]
Encryption = Literal["starttls", "tls", "none"]

INPUT_FILES = ("roster", "last_year", "unpublished", "disclosure")
"""Keys that name a file which a run reads beside the forms; an option of the same name wins."""

SETTINGS_FILE = "xlperf.toml"
"""Name of the settings file in the folder of the forms."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who gets the mail, what it is called, and the server that takes it.

    Attributes:
        to, cc, sender: addresses as written, with or without a name.
        subject: with the placeholders {title}, {department}, {year}, {projects}.
        smtp: host or host:port.
        encryption: None: TLS from the start on port 465, STARTTLS elsewhere.
        user: None: no login.
    """

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    sender: str = ""
    subject: str = "{title}"
    smtp: str | None = None
    encryption: Encryption | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``xlperf.toml`` says; every key is described in ``schemas/settings.schema.json``.

    Attributes:
        output, roster, last_year, unpublished, disclosure, rules, templates: paths; those that were relative are
            now below the folder of the file.
        rule_changes: what the tables [thresholds] and [[grades]] change in the rules.
        workers: None: by the number of processors.
    """

    department: str | None = None
    year: int | None = None
    output: Path | None = None
    order: Order = "input"
    single: bool = False
    paper: Paper = "A4"
    roster: Path | None = None
    last_year: Path | None = None
    unpublished: Path | None = None
    disclosure: Path | None = None
    rules: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    regime_switch: int = REGIME_SWITCH
    project_expenditure: Decimal | None = None
    keep_every_version: bool = False
    workers: int | None = None
    rule_changes: RuleChanges = field(default_factory=RuleChanges)
    mail: MailSettings = field(default_factory=MailSettings)


def load_settings(folder: Path) -> Settings:
    """Return the settings of a folder; the built-in ones when it has no ``xlperf.toml``.

    Raises:
        SettingsError: the file is not sound, or names a file or folder that is not there;
            the message names file and line.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
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
    if "project_expenditure" in given:
        given["project_expenditure"] = Decimal(given["project_expenditure"])
    grades = tuple((each["label"], Decimal(each["from"])) for each in data.get("grades", ()))
    changes = RuleChanges(limit_changes(data), grades)
    return Settings(rule_changes=changes, mail=_mail(data.get("mail", {})), **given)


def limit_changes(data: Mapping[str, Any]) -> tuple[LimitChange, ...]:
    """Return the limits that a settings file changes, in its own order."""
    return tuple(
        LimitChange(rule, name, value["元"], value["万元"]) if isinstance(value, Mapping) else LimitChange(rule, name, value)
        for rule, limits in data.get("thresholds", {}).items()
        for name, value in limits.items()
    )


def _mail(data: Mapping[str, Any]) -> MailSettings:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    if "from" in given:
        given["sender"] = given.pop("from")
    return MailSettings(**given)
