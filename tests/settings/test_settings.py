"""The settings of a folder: every key is read, a misspelt one is refused with its line, options win."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.make_settings_reference import REFERENCE, example, reference
from xlperf.cli.options import run_settings, settings_of
from xlperf.data.resources import load_json
from xlperf.errors import SettingsError
from xlperf.rules import load_rule_book
from xlperf.rules.ruleset.rule_changes import LimitChange
from xlperf.settings.loading import load_settings
from xlperf.settings.toml_lines import toml_lines
from xlperf.settings.values import MailSettings, Settings


def write(folder: Path, text: str) -> Path:
    """Write ``xlperf.toml`` and return its folder."""
    (folder / "xlperf.toml").write_text(text, encoding="utf-8")
    return folder


def fault(folder: Path, text: str) -> str:
    """Return the sentence with which a settings file is refused."""
    with pytest.raises(SettingsError) as caught:
        load_settings(write(folder, text))
    return str(caught.value)


def test_a_folder_without_the_file_has_the_built_in_settings(tmp_path: Path) -> None:
    """Nothing has to be set: the defaults of the schema are those of the program."""
    assert load_settings(tmp_path) == Settings()
    assert not Settings().is_new
    keys = load_json("schemas", "settings.schema.json")["properties"]
    for name, key in {**keys, **keys["mail"]["properties"]}.items():
        if "default" in key:
            holder = MailSettings() if name in keys["mail"]["properties"] else Settings()
            value = getattr(holder, "sender" if name == "from" else name)
            assert (list(value) if isinstance(value, tuple) else value) == key["default"], name


def test_every_key_of_the_schema_is_read(tmp_path: Path) -> None:
    """The example of the reference sets every key, and every one of them arrives."""
    for name in ("本局规则", "本局版式"):
        (tmp_path / name).mkdir()
    (tmp_path / "本局规则" / "规则.json").write_text("{}", encoding="utf-8")
    (tmp_path / "云溪市图书馆").mkdir()
    for name in ("云溪市图书馆/阅读推广-报局长审.xlsx", "名单.xlsx", "2025汇总表.xlsx", "不公开项目.xlsx", "公开说明.docx"):
        (tmp_path / name).write_bytes(b"")
    settings = load_settings(write(tmp_path, example(load_json("schemas", "settings.schema.json"))))
    assert settings.department == "云溪市文化和旅游局"
    assert (settings.year, settings.regime_switch, settings.workers) == (2026, 2024, 2)
    assert (settings.order, settings.single, settings.keep_every_version) == ("unit", True, True)
    assert settings.output == tmp_path / "汇总" / "2026年度汇总表.xlsx"
    assert (settings.roster, settings.last_year) == (tmp_path / "名单.xlsx", tmp_path / "2025汇总表.xlsx")
    assert (settings.unpublished, settings.disclosure) == (tmp_path / "不公开项目.xlsx", tmp_path / "公开说明.docx")
    assert (settings.rules, settings.templates) == ((tmp_path / "本局规则",), (tmp_path / "本局版式",))
    assert settings.versions == ("云溪市图书馆/阅读推广-报局长审.xlsx",)
    assert settings.project_expenditure == Decimal("12345678.9")
    assert settings.rule_changes.limits == (
        LimitChange("GOAL-005", "fewest", 30),
        LimitChange("FUND-002", "tolerance", Decimal("0.01"), 1),
    )
    assert settings.rule_changes.grades == (("优", 90), ("良", 80), ("中", 60), ("差", 0))
    assert settings.mail == MailSettings(
        to=("区财政局绩效科 <jixiao@example.com>",),
        cc=("office@example.com",),
        sender="云溪市文化和旅游局 <wlj@example.com>",
        subject="报送{department}{year}年度绩效目标（{projects} 个项目）",
        smtp="smtp.example.com:587",
        encryption="tls",
        user="wlj@example.com",
        contact="财务科 李文 0571-8800 0000",
        day=date(2026, 3, 20),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '# 设置\ndepartment = "甲局"\nyaer = 2026\n',
            "设置文件 xlperf.toml 第 3 行：不认识“yaer”，是否应为“year”。请修改后再运行一次。",
        ),
        (
            '[mail]\nto = ["a@example.com"]\nsmpt = "h:25"\n',
            "设置文件 xlperf.toml 第 3 行：不认识“smpt”，是否应为“smtp”。请修改后再运行一次。",
        ),
        (
            "[mail]\n\nzzz = 1\n",
            "设置文件 xlperf.toml 第 3 行：不认识“zzz”，可以用的有：to、cc、from、contact、date、subject、smtp、encryption、user。"
            "请修改后再运行一次。",
        ),
        (
            'year = "2026年"\n',
            '设置文件 xlperf.toml 第 1 行：“year”应为整数，现在是 "2026年"。写法如：year = 2026。请修改后再运行一次。',
        ),
        ("year = 26", "设置文件 xlperf.toml 第 1 行：“year”不能小于 2000，现在是 26。写法如：year = 2026。请修改后再运行一次。"),
        (
            'rules = "本局规则"',
            '设置文件 xlperf.toml 第 1 行：“rules”应为列表，现在是 "本局规则"。写法如：rules = ["本局规则"]。请修改后再运行一次。',
        ),
        (
            'order = "name"',
            '设置文件 xlperf.toml 第 1 行：“order”应为 input、unit、category 之一，现在是 "name"。'
            '写法如：order = "unit"。请修改后再运行一次。',
        ),
        (
            'roster = "没有.xlsx"',
            "设置文件 xlperf.toml 第 1 行：找不到文件“没有.xlsx”。请检查名称；路径从 xlperf.toml 所在的文件夹算起。",
        ),
        (
            '\nrules = ["没有"]',
            "设置文件 xlperf.toml 第 2 行：找不到文件夹“没有”。请检查名称；路径从 xlperf.toml 所在的文件夹算起。",
        ),
        (
            "[thresholds.GAOL-005]\nfewest = 3",
            "设置文件 xlperf.toml 第 2 行：没有规则“GAOL-005”，是否应为“GOAL-005”。请修改后再运行一次。",
        ),
        (
            "[thresholds]\nGOAL-005 = { least = 3 }",
            "设置文件 xlperf.toml 第 2 行：规则 GOAL-005 没有门槛值“least”，可以改的有：fewest。请修改后再运行一次。",
        ),
        (
            "thresholds.HEAD-001.most = 3",
            "设置文件 xlperf.toml 第 1 行：规则 HEAD-001 没有可改的门槛值。请修改后再运行一次。",
        ),
        (
            "[thresholds.FUND-002]\ntolerance = 1",
            "设置文件 xlperf.toml 第 2 行：规则 FUND-002 的门槛值“tolerance”要分元和万元，"
            '写法如：tolerance = { "元" = 0.005, "万元" = 0.5 }。请修改后再运行一次。',
        ),
        (
            '[thresholds.GOAL-005]\nfewest = { "元" = 1, "万元" = 2 }',
            "设置文件 xlperf.toml 第 2 行：规则 GOAL-005 的门槛值“fewest”不分元和万元，写一个数字即可。请修改后再运行一次。",
        ),
        (
            "[thresholds]\nGoal = { fewest = 1 }",
            "设置文件 xlperf.toml 第 2 行：“Goal”的写法不对，应写成 GOAL-005 这样。请修改后再运行一次。",
        ),
        (
            '[[grades]]\nlabel = "优"\nfrom = 80\n[[grades]]\nlabel = "良"\nfrom = 90\n',
            "设置文件 xlperf.toml 第 1 行：自评等级应从高到低排列，from 一级比一级小。请修改后再运行一次。",
        ),
        (
            '[[grades]]\nlabel = "优"\nfrom = 80\n[[grades]]\nlabel = "差"\nfrom = 10\n',
            "设置文件 xlperf.toml 第 6 行：最后一级“差”的 from 应为 0。请修改后再运行一次。",
        ),
        (
            '[[grades]]\nlabel = "优"\nfrom = 80\n[[grades]]\nlabel = "优"\nfrom = 0\n',
            "设置文件 xlperf.toml 第 1 行：自评等级的名称有重复。请修改后再运行一次。",
        ),
        (
            '[[grades]]\nlabel = "优"\nfrom = 80\n[[grades]]\nfrom = 0\n',
            "设置文件 xlperf.toml 第 4 行：缺少“label”。请修改后再运行一次。",
        ),
        (
            '[mail]\nto = ["张三"]',
            "设置文件 xlperf.toml 第 2 行：“张三”不是邮箱地址。写法如：wang@example.com，或 王芳 <wang@example.com>。",
        ),
        (
            '[mail]\nsubject = "{tilte}"',
            "设置文件 xlperf.toml 第 2 行：主题里不能用占位符“{tilte}”，是否应为“title”。请修改后再运行一次。",
        ),
        (
            '[mail]\nsmtp = "smtp://h"',
            "设置文件 xlperf.toml 第 2 行：“smtp://h”不是邮件服务器的地址。写法如：smtp.example.com:587。",
        ),
    ],
    ids=lambda text: "".join(text.split())[:24] if "设置文件" not in text else "",
)
def test_what_is_wrong_is_refused_with_line_and_next_step(tmp_path: Path, text: str, sentence: str) -> None:
    """A mistake is told where it stands, with what was probably meant."""
    assert fault(tmp_path, text) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("year = 2026\ndepartment = 甲局", "第 2 行：不是合法的 TOML 写法（Invalid value）。文字要放在英文引号里。"),
        ("department = “甲局”", "第 1 行：不是合法的 TOML 写法（Invalid value）。引号要用英文半角的 \" 或 '。"),
        ("year ＝ 2026", "键名和值之间要用英文半角的等号 =。"),
        ('roster = "D:\\名单.xlsx"', "双引号里的 \\ 有别的意思：路径请用 /，或改用单引号。"),
        ("year = 2026\nyear = 2027", "第 2 行：同一个键写了两次。请只保留一个。"),
        ("[mail]\n[grade]\n[mail]\n", "第 3 行：同一个键写了两次。请只保留一个。"),
        ("project_expenditure = nan", "nan 不是数字"),
    ],
    ids=["no-quotes", "chinese-quotes", "wide-equals", "backslash", "twice", "table-twice", "nan"],
)
def test_what_people_write_who_do_not_know_toml_is_explained(tmp_path: Path, text: str, sentence: str) -> None:
    """The usual slips of a first settings file are told with what to write instead."""
    assert sentence in fault(tmp_path, text)


def test_a_backslash_that_toml_reads_as_a_line_break_is_refused(tmp_path: Path) -> None:
    """ "D:\\new.xlsx" in double quotes would silently name another file."""
    assert "“output”的写法不对" in fault(tmp_path, 'output = "D:\\new.xlsx"')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_whatever_notepad_saves_is_read(tmp_path: Path, encoding: str) -> None:
    """Old and new editors on Windows save in different encodings and with CRLF; all of them are read."""
    (tmp_path / "xlperf.toml").write_bytes('department = "云溪市文化和旅游局"\r\nyear = 2026\r\n'.encode(encoding))
    settings = load_settings(tmp_path)
    assert (settings.department, settings.year) == ("云溪市文化和旅游局", 2026)


def test_a_file_that_the_explorer_named_txt_is_pointed_out(tmp_path: Path) -> None:
    """Windows hides extensions: a settings file named xlperf.toml.txt must not be passed over in silence."""
    (tmp_path / "xlperf.toml.txt").write_text("year = 2026", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"设置文件的名称是 xlperf\.toml\.txt，没有读取。"):
        load_settings(tmp_path)


def test_options_of_the_command_win_over_the_file(tmp_path: Path) -> None:
    """What is typed counts; what is not typed comes from the file, and the rest is built in."""
    write(tmp_path, 'department = "甲局"\nyear = 2026\nregime_switch = 2024\nworkers = 3\nrules = ["."]\n')
    (tmp_path / "规则.json").write_text("{}", encoding="utf-8")
    by_file = run_settings({}, tmp_path)
    assert (by_file.context.department, by_file.context.batch_year, by_file.workers) == ("甲局", 2026, 3)
    assert by_file.context.regime_switch == 2024
    assert [each.resolve() for each in by_file.rules] == [tmp_path.resolve()]
    typed = run_settings({"department": "乙局", "year": 2027, "workers": 0, "rule_folders": (Path("别的"),)}, tmp_path)
    assert (typed.context.department, typed.context.batch_year, typed.workers) == ("乙局", 2027, 0)
    assert typed.rules == (Path("别的"),)
    assert typed.context.regime_switch == 2024


def test_a_file_given_is_judged_by_the_settings_of_its_folder(tmp_path: Path) -> None:
    """xlperf check 报送/a.xlsx judges as xlperf check 报送 does."""
    write(tmp_path, "year = 2026")
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert settings_of([tmp_path / "a.xlsx"]).year == 2026


def test_two_folders_with_settings_of_their_own_are_refused(tmp_path: Path) -> None:
    """One run has one set of settings: which of two counts is not guessed."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "year = 2026")
    with pytest.raises(SettingsError, match=r"给出的几个文件夹各有一个 xlperf\.toml，不知道按哪一个。请每个文件夹单独运行一次。"):
        settings_of([tmp_path / "a", tmp_path / "b"])


def test_a_version_is_named_by_its_file_and_may_name_a_sheet_or_what_stands_inside(tmp_path: Path) -> None:
    """As the summary names it: with a sheet, with a file inside an archive, and with either stroke."""
    (tmp_path / "甲").mkdir()
    for name in ("a.xlsx", "甲/b.zip", "甲/c.xlsx"):
        (tmp_path / name).write_bytes(b"")
    versions = ("a.xlsx", "a.xlsx / 申报表", "甲/b.zip › 报送/d.xlsx", "甲\\c.xlsx")
    assert load_settings(write(tmp_path, f"versions = {json.dumps(versions)}")).versions == (*versions[:3], "甲/c.xlsx")
    assert fault(tmp_path, 'versions = ["a.xlsx", "申报表"]') == (
        "设置文件 xlperf.toml 第 1 行：找不到要采用的文件“申报表”。请写报送文件夹里的文件名（可以带子文件夹），"
        "如 甲单位/项目.xlsx；也可以指明工作表：甲单位/项目.xlsx / 申报表。"
    )


def test_thresholds_reach_the_rules_of_every_category(tmp_path: Path) -> None:
    """A limit of the settings counts in the base and in each category overlay."""
    settings = load_settings(write(tmp_path, '[thresholds]\nGOAL-005.fewest = 30\nFUND-002.tolerance = {"元" = 1, "万元" = 2}'))
    rules = load_rule_book((), settings.rule_changes).rule_set
    for category in ("", *rules.changes):
        limits = {each.id: each.limits for each in rules.for_category(category)}
        assert limits["GOAL-005"]["fewest"] == 30, category
        assert limits["FUND-002"]["tolerance"] == {"元": 1, "万元": 2}, category
    assert {each.id: each.limits for each in load_rule_book().rule_set.rules}["GOAL-005"]["fewest"] == 20


def test_lines_of_keys_are_found_in_every_way_of_writing_toml() -> None:
    """Tables, dotted and quoted keys, lists over several lines and strings that look like keys."""
    text = (
        'a = 1 # b = 2\n"c d".e = """\nf = 3\n"""\n\n[t]\nlist = [\n  "x = 1", # [no]\n  2,\n]\n'
        "[[g]]\nk = 'y'\n[[g]]\nk = {m = 1}\n[u . \"v.w\"]\nz = 1979-05-27T07:32:00Z\n"
    )
    assert toml_lines(text) == {
        ("a",): 1,
        ("c d",): 2,
        ("c d", "e"): 2,
        ("t",): 6,
        ("t", "list"): 7,
        ("g",): 11,
        ("g", 0): 11,
        ("g", 0, "k"): 12,
        ("g", 1): 13,
        ("g", 1, "k"): 14,
        ("u",): 15,
        ("u", "v.w"): 15,
        ("u", "v.w", "z"): 16,
    }


def test_every_key_is_documented_and_the_reference_is_fresh() -> None:
    """docs/settings.md is what the schema says; each key has title, description and an example."""
    schema = load_json("schemas", "settings.schema.json")
    for name, key in {**schema["properties"], **schema["properties"]["mail"]["properties"]}.items():
        assert {"title", "description"} <= set(key), name
    assert REFERENCE.read_text("utf-8") == reference(), "run python -m tests.tools.make_settings_reference"
    json.dumps(schema)
