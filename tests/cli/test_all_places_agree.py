"""For random folders every place says what a plain reference says: sheets, findings, exit code, screen, mail, copies."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workbooks import write_declaration
from xlperf.cli.main import cli

UNITS = {"云岭区图书馆": "云岭区文旅局", "云岭区美术馆": "云岭区文旅局", "云岭区体校": "云岭区体育局"}
PROJECTS = ("古籍修复项目", "藏品展览项目", "青训营项目")
YEARS = (2025, 2026)

Key = tuple[str, str, int]
"""Unit, project and year."""


@dataclass(frozen=True)
class Sent:
    """One project as it was sent: how many versions, and the amount and fault of the last of them."""

    key: Key
    versions: int
    annual: int
    is_wrong: bool

    @property
    def part(self) -> tuple[str, int]:
        """Department and year."""
        return UNITS[self.key[0]], self.key[2]

    @property
    def file(self) -> str:
        """The file that counts."""
        return self.file_of(self.versions)

    def file_of(self, version: int) -> str:
        """Return the file of a version."""
        unit, project, year = self.key
        return f"{year}/{unit}_{project}_v{version}.xlsx"


_KEYS = st.tuples(st.sampled_from(tuple(UNITS)), st.sampled_from(PROJECTS), st.sampled_from(YEARS))
_SENT = st.lists(
    st.builds(Sent, _KEYS, st.integers(1, 2), st.integers(1, 90).map(lambda each: each * 10_000), st.booleans()),
    min_size=1,
    max_size=5,
    unique_by=lambda each: each.key,
)
_ROSTER = st.lists(
    st.tuples(st.sampled_from(tuple(UNITS)), st.sampled_from(PROJECTS), st.sampled_from([None, *YEARS])),
    min_size=1,
    max_size=5,
    unique=True,
)


def write(folder: Path, sent: list[Sent]) -> None:
    """Write every version; an old one has another amount and a fault of its own."""
    for each in sent:
        unit, project, year = each.key
        for version in range(1, each.versions + 1):
            is_last = version == each.versions
            annual = each.annual if is_last else each.annual + 7
            fiscal = annual - 1 if each.is_wrong or not is_last else annual
            write_declaration(
                folder / each.file_of(version),
                unit=unit,
                project_name=project,
                department=UNITS[unit],
                year=f"（{year}年度）",
                start_date=f"{year}-01-01",
                end_date=f"{year}-12-31",
                annual=annual,
                fiscal=fiscal,
            )


def rows_of(book: openpyxl.Workbook, sheet: str, top: int) -> list[tuple[object, ...]]:
    """Return the numbered rows of a list; a list with nothing in it is not there."""
    if sheet not in book.sheetnames:
        return []
    return [row for row in book[sheet].iter_rows(min_row=top, values_only=True) if isinstance(row[0], int | float)]


@given(_SENT, _ROSTER)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_all_places_agree(sent: list[Sent], roster: list[tuple[str, str, int | None]]) -> None:
    """Versions, units, departments, years and a roster, each counted once and in one place."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        write(root / "报送", sent)
        lines = ["单位,项目,年度", *(f"{unit},{project},{year or ''}" for unit, project, year in roster)]
        # A year is taken from the line above where the cell is blank: undated lines stand first.
        lines[1:] = sorted(lines[1:], key=lambda line: not line.endswith(","))
        (root / "名单.csv").write_text("\n".join(lines), "utf-8")
        (root / "出").mkdir()
        words = ["--roster", str(root / "名单.csv"), "--workers", "0"]
        result = CliRunner().invoke(cli, ["consolidate", str(root / "报送"), "-o", str(root / "出"), *words])
        wrong = [each for each in sent if each.is_wrong]
        assert result.exit_code == int(bool(wrong)), result.output
        assert f"{sum(each.versions for each in sent)} 张表" in result.stdout
        errors = 0
        parts = dict.fromkeys(each.part for each in sent)
        books = {}
        for path in (root / "出").glob("*.xlsx"):
            book = openpyxl.load_workbook(path, data_only=True)
            title = str(book["汇总表"]["A1"].value)
            books[next(part for part in parts if title.startswith(f"{part[0]}{part[1]}年度"))] = book
        assert books.keys() == parts.keys()
        for part, book in books.items():
            own = [each for each in sent if each.part == part]
            errors += _check_summary(book, own)
            _check_roster(book, part, own, sent, roster)
        assert f"{errors} 个错误" in result.stdout
        _check_mail_and_copies(root, words, sent, wrong)


def _check_summary(book: openpyxl.Workbook, own: list[Sent]) -> int:
    """Hold 汇总表, 校验结果 and the proof against what was sent; return the errors that stand."""
    header = [str(cell.value) for cell in book["汇总表"][4]]
    listed = {str(cell): at for at, cell in enumerate(header)}
    assert listed
    texts = [[str(value) for value in row] for row in rows_of(book, "汇总表", 5)]
    assert len(texts) == len(own)
    for each in own:
        assert any(each.key[0] in row and each.key[1] in row and str(each.annual) in row for row in texts), each
    total = next(row for row in book["汇总表"].iter_rows(values_only=True) if row[0] == "合计")
    assert sum(each.annual for each in own) in total
    assert str(book["来源核对"]["K2"].value).endswith("已平")
    found = rows_of(book, "校验结果", 4)
    if not found:
        assert not any(each.is_wrong for each in own)
        return 0
    columns = [str(cell.value).replace("\n", "") for cell in book["校验结果"][3]]
    at = {name: columns.index(name) for name in ("规则", "级别", "文件")}
    state = next((index for index, name in enumerate(columns) if "不计" in name or "状态" in name or "豁免" in name), None)
    standing = [row for row in found if row[at["级别"]] == "错误" and (state is None or "旧版本" not in str(row[state]))]
    files = {str(row[at["文件"]]) for row in standing}
    assert files == {each.file for each in own if each.is_wrong}
    return len(standing)


def _check_roster(
    book: openpyxl.Workbook, part: tuple[str, int], own: list[Sent], sent: list[Sent], roster: list[tuple[str, str, int | None]]
) -> None:
    """Hold 报送情况 and SUM-001 against the roster: the lines of the year whose project or unit is of the department."""
    year = part[1]
    present = {each.part for each in sent}
    bound = [(unit, project) for unit, project, of in dict.fromkeys(roster) if of in (None, year)]
    bound = list(dict.fromkeys(bound))
    sizes = {
        each: sum(one.part == (each, year) and any(line[0] == one.key[0] for line in roster) for one in sent)
        for each, of in present
        if of == year
    }

    def home(unit: str) -> str:
        """Return the department that a line is owed to."""
        if any(one.key[0] == unit for one in sent) and (UNITS[unit], year) in present:
            return UNITS[unit]
        order = list(dict.fromkeys(one.part[0] for one in sorted(sent, key=lambda one: one.file) if one.part[1] == year))
        return max(order, key=lambda each: sizes[each])

    due = {unit: [project for owner, project in bound if owner == unit] for unit, _ in bound if home(unit) == part[0]}
    came = {unit: {each.key[1] for each in own if each.key[0] == unit} for unit in UNITS}
    shown = {str(row[1]): row[2:7] for row in rows_of(book, "报送情况", 4)}
    expected: dict[str, tuple[int | None, ...]] = {}
    for unit, projects in due.items():
        arrived = [each for each in projects if each in came[unit]]
        expected[unit] = (len(projects), len(arrived), 0, len(projects) - len(arrived), len(came[unit]) - len(arrived))
    assert {unit: row for unit, row in shown.items() if unit in expected} == expected
    columns = [str(cell.value).replace("\n", "") for cell in book["校验结果"][3]] if "校验结果" in book.sheetnames else []
    said = [row for row in rows_of(book, "校验结果", 4) if row[columns.index("规则")] == "SUM-001"]
    assert len(said) == sum(row[3] != 0 for row in expected.values())


def _check_mail_and_copies(root: Path, words: list[str], sent: list[Sent], wrong: list[Sent]) -> None:
    """Hold the totals of the mail, and which files go back, against what was sent."""
    mail = root / "报送.eml"
    assert CliRunner().invoke(cli, ["mail", str(root / "报送"), "-o", str(mail), *words]).exit_code == 0
    body = message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    content = body.get_content()
    for part in {each.part for each in sent}:
        own = [each for each in sent if each.part == part]
        assert f"项目 {len(own)} 个，年度资金申请总额 {sum(each.annual for each in own):,.2f} 元" in content
    back = CliRunner().invoke(cli, ["return", str(root / "报送"), "-o", str(root / "退回"), *words])
    assert back.exit_code == int(bool(wrong)), back.output
    copies = {each.relative_to(root / "退回").as_posix() for each in (root / "退回").rglob("*_v*.xlsx")}
    assert copies == {each.file for each in wrong}
