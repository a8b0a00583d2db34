"""The settings of a folder: ``xlperf.toml``, read once a run; options of the command win over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

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
        day: 落款日期 of the letter; None: it bears none.
        contact: whom readers of the mail ask: 姓名、电话.
    """

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    sender: str = ""
    subject: str = "{title}"
    smtp: str | None = None
    encryption: Encryption | None = None
    user: str | None = None
    contact: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``xlperf.toml`` says; every key is described in ``schemas/settings.schema.json``.

    Attributes:
        output, roster, last_year, unpublished, disclosure, rules, templates: paths; those that were relative are
            now below the folder of the file.
        reporter: 填报人, on the 上报版.
        rule_changes: what the tables [thresholds] and [[grades]] change in the rules.
        versions: files, or forms as ``file / sheet``, that count before other versions of their project.
        workers: None: by the number of processors.
        is_new: the file was not used before by this person: it may have come in with the forms.
    """

    department: str | None = None
    year: int | None = None
    output: Path | None = None
    order: Order = "input"
    single: bool = False
    paper: Paper = "A4"
    reporter: str = ""
    roster: Path | None = None
    last_year: Path | None = None
    unpublished: Path | None = None
    disclosure: Path | None = None
    rules: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    regime_switch: int = REGIME_SWITCH
    project_expenditure: Decimal | None = None
    keep_every_version: bool = False
    versions: tuple[str, ...] = ()
    workers: int | None = None
    rule_changes: RuleChanges = field(default_factory=RuleChanges)
    mail: MailSettings = field(default_factory=MailSettings)
    is_new: bool = False


def limit_changes(data: Mapping[str, Any]) -> tuple[LimitChange, ...]:
    """Return the limits that a settings file changes, in its own order."""
    return tuple(
        LimitChange(rule, name, value["元"], value["万元"]) if isinstance(value, Mapping) else LimitChange(rule, name, value)
        for rule, limits in data.get("thresholds", {}).items()
        for name, value in limits.items()
    )
