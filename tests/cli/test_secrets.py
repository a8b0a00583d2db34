"""What goes to a unit names nobody else's project, and nothing of the list of what must not be published."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbooks import write_declaration
from xlperf.cli.main import cli

UNITS = ("云岭区图书馆", "云岭区美术馆", "云岭区文化馆", "云岭区体校")
PROJECTS = ("鹤鸣工程", "松涛计划", "竹影行动", "梅香项目", "兰舟专项")
GOALS = (
    "全年举办读书节、讲座和展览各十二场，参加的居民满意，馆藏图书流通量比上年提高一成以上。",
    "完成馆舍屋面、消防和电路的检修，消除安全隐患，保证全年正常开放不少于三百天。",
)
SECRET = PROJECTS[0]

_SENT = st.lists(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(PROJECTS), st.sampled_from(GOALS), st.booleans(), st.booleans()),
    min_size=2,
    max_size=6,
)


def texts_of(path: Path) -> Iterator[str]:
    """Yield everything in a workbook that anybody can read: cells, comments, properties, names of parts."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            yield name
            yield package.read(name).decode("utf-8", "replace")


def _check_letter(path: Path, sent: list[tuple[str, str, str, bool, bool]]) -> None:
    """Hold a unit's letter, its attachments' names and its own name against what that unit sent."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    names = (path.name, str(message["subject"]), *(str(each.get_filename()) for each in message.iter_attachments()))
    text = "\n".join((body.get_content(), *names))
    units = [each for each in UNITS if each in text]
    assert len(units) <= 1, (path.name, units)
    own = {project for unit, project, *_ in sent if unit in units}
    assert not [each for each in PROJECTS if each in text and units and each not in own], (path.name, text)


@given(_SENT)
@settings(max_examples=8, deadline=None)
def test_nothing_that_goes_to_a_unit_names_a_project_of_another(sent: list[tuple[str, str, str, bool, bool]]) -> None:
    """Over random folders with copied goals, copied files, old versions and units that nobody lists."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        of_file: dict[str, tuple[str, set[str]]] = {}
        for number, (unit, project, goal, is_wrong, is_copied) in enumerate(sent):
            changes = {"fiscal": 1} if is_wrong else {}
            file = write_declaration(root / "报送" / f"{number}" / "表.xlsx", unit=unit, project_name=project, goal=goal, **changes)
            of_file[f"{number}/表.xlsx"] = (unit, {project})
            if is_copied:
                (root / "报送" / f"{number}" / "副本.xlsx").write_bytes(file.read_bytes())
                of_file[f"{number}/副本.xlsx"] = (unit, {project})
        (root / "名单.csv").write_text("单位,项目\n云岭区图书总馆,\n云岭区美术馆,\n", "utf-8")
        (root / "不公开.txt").write_text(f"{SECRET}\n", "utf-8")
        words = ["--unpublished", str(root / "不公开.txt"), "--roster", str(root / "名单.csv"), "--workers", "0"]
        back = root / "退回"
        result = CliRunner().invoke(
            cli, ["return", str(root / "报送"), "-o", str(back), "--level", "info", "--mail", str(root / "信"), *words]
        )
        assert result.exit_code in (0, 1), result.output
        for path in back.rglob("*.xlsx") if back.exists() else ():
            if path.name == "退回清单.xlsx":
                continue
            unit, own = of_file[path.relative_to(back).as_posix()]
            for text in (path.name, *texts_of(path)):
                assert not [each for each in (set(PROJECTS) - own) if each in text], (path, unit)
                assert not [each for each in (*UNITS, "云岭区图书总馆") if each in text and each != unit], (path, unit)
        for letter in (root / "信").rglob("*.eml") if (root / "信").exists() else ():
            _check_letter(letter, sent)
        mail = root / "报送.eml"
        assert CliRunner().invoke(cli, ["mail", str(root / "报送"), "-o", str(mail), *words]).exit_code == 0
        body = message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",))
        assert body is not None
        content = body.get_content()
        assert SECRET not in content
        sections = content.split("【")[1:]
        for section in sections:
            unit, _, rest = section.partition("】")
            rest = rest.partition("■")[0]
            mine = {project for owner, project, *_ in sent if owner == unit}
            assert not [each for each in set(PROJECTS) - mine if each in rest], (unit, rest)


def test_tables_that_hold_what_must_not_be_published_are_for_inside_alone(tmp_path: Path) -> None:
    """As of the summary, the screen says so; of other tables it says nothing."""
    write_declaration(tmp_path / "报送" / "a.xlsx")
    told = []
    for listed in ("古籍修复项目", "馆舍改造项目"):
        (tmp_path / "不公开.txt").write_text(listed, "utf-8")
        words = ("-o", str(tmp_path / "x.sqlite"), "--unpublished", str(tmp_path / "不公开.txt"), "--workers", "0")
        told.append(CliRunner().invoke(cli, ["export", str(tmp_path / "报送"), *words]).stderr)
    note = "导出的数据里有 1 个不公开项目（古籍修复项目）：只供内部留存。公开或外发前，请把它们的表移出报送文件夹再运行一次。\n"
    assert (told[0].endswith(note), "只供内部留存" in told[1]) == (True, False)
