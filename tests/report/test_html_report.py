"""The report to look at: what stands in it, that nothing in a text can run, and what a real browser does with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders import declaration, self_evaluation
from tests.report.browser import CHROMIUM, DRIVER, Browser, browser
from tests.summary.batches import batch_of, finding
from xlperf.cli.main import cli
from xlperf.report.form_tables import form_table
from xlperf.report.html_report import html_report
from xlperf.run.results import Batch

_EXAMPLES = Path(__file__).parents[2] / "examples"
_FAMILIES = {"FUND-002": "资金", "DATE-002": "日期"}
_HOSTILE = "</script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">&amp;\u2028%DATA%"

needs_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


def _batch(count: int = 3, name: str = "项目") -> Batch:
    forms = [
        declaration(file=f"文件{at}.xlsx", project_name=f"{name}{at}", unit=f"单位{at % 7}", annual=Decimal(1000 + at))
        for at in range(count)
    ]
    found = [finding(each, "DATE-002", "warning") if at % 2 else finding(each) for at, each in enumerate(forms)]
    return batch_of(*forms, self_evaluation(file="自评.xlsx"), findings=tuple(found))


def _data(page: bytes) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.decode("utf-8"), re.DOTALL)
    assert found is not None
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


def test_every_counted_form_and_every_finding_stands_in_it() -> None:
    """Projects in the order of the batch, findings with the project they belong to."""
    data = _data(html_report(_batch(), _FAMILIES))
    assert [each["name"] for each in data["projects"]][:3] == ["项目0", "项目1", "项目2"]
    found = [(each["p"], each["y"], each["v"]) for each in data["findings"]]
    assert found == [(0, "资金", "error"), (1, "日期", "warning"), (2, "资金", "error")]


def test_a_finding_leads_to_the_cell_that_shows_its_value() -> None:
    """The place of a finding in the table is where the value of its cell stands."""
    data = _data(html_report(_batch(1), _FAMILIES))
    form, found = data["projects"][0], data["findings"][0]
    line, slot = found["a"]  # type: ignore[misc]
    number, *values = form["rows"][line]  # type: ignore[index]
    slots = data["patterns"][form["pattern"]][str(number)]  # type: ignore[index,call-overload]
    assert values[sum(each[2] for each in slots[:slot])] == "1,000.00"


def test_only_what_is_shown_has_a_place() -> None:
    """A cell that a merged one covers and a field that stands in no cell have none; a finding leads to no wrong cell."""
    form = self_evaluation()
    fields = tuple(replace(each, cell="") if each.name == "/project_name" else each for each in form.fields)
    places = form_table(replace(form, fields=fields)).places
    assert {each: places.get(each) for each in ("", "C3", "B13", "B14", "B15", "B16")} == {
        **dict.fromkeys(("", "C3", "B14", "B15")),
        "B13": (12, 1),
        "B16": (15, 1),
    }


def test_the_same_batch_gives_the_same_bytes() -> None:
    """No clock, no random name."""
    assert html_report(_batch(), _FAMILIES) == html_report(_batch(), _FAMILIES)


def test_no_text_of_a_form_is_markup_in_it() -> None:
    """Texts stand in the data block alone, without a single < that could end it."""
    page = html_report(_batch(2, _HOSTILE), _FAMILIES).decode("utf-8")
    assert page.count("<script") == 2
    assert 'onerror="document' not in page
    assert _data(page.encode())["projects"][0]["name"] == f"{_HOSTILE}0"


def test_a_report_without_any_form_says_so() -> None:
    """An empty batch gives a page with zeros, not a crash."""
    assert '<div class="card"><b>0</b><span>项目</span></div>' in html_report(batch_of(), _FAMILIES).decode("utf-8")


def test_the_command_writes_it_beside_the_summary(tmp_path: Path) -> None:
    """--report writes the page and says where."""
    page = tmp_path / "报告.html"
    done = CliRunner().invoke(cli, ["consolidate", str(_EXAMPLES), "-o", str(tmp_path / "汇总表.xlsx"), "--report", str(page)])
    assert done.exit_code == 1
    assert f"网页报告：{page}（用浏览器打开）" in done.output
    assert len(_data(page.read_bytes())["projects"]) == 34


def test_a_report_of_another_kind_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    """A name without .html is a slip; nothing is written."""
    page = str(tmp_path / "报告.xlsx")
    done = CliRunner().invoke(cli, ["consolidate", str(_EXAMPLES), "-o", str(tmp_path / "s.xlsx"), "--report", page])
    assert done.exit_code == 2
    assert "网页报告“报告.xlsx”的扩展名应为 .html。" in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser window for all tests."""
    with browser(tmp_path_factory.mktemp("profile")) as made:
        yield made


def _open(window: Browser, tmp_path: Path, batch: Batch) -> None:
    page = tmp_path / "r.html"
    page.write_bytes(html_report(batch, _FAMILIES))
    window.open(page.as_uri())


_TYPE = """
const [id, value] = arguments; const field = document.getElementById(id); field.value = value;
field.dispatchEvent(new Event(id === "search" ? "input" : "change")); return document.getElementById("count").textContent;
"""


@needs_browser
def test_search_and_filters_work_in_a_browser(window: Browser, tmp_path: Path) -> None:
    """Words narrow the list, full-width ones too, and each filter does."""
    _open(window, tmp_path, _batch(20))
    assert window.run(_TYPE, "search", "") == "问题 20 个"
    assert window.run(_TYPE, "search", "项目１３") == "问题 1 个"
    assert window.run(_TYPE, "search", "") == "问题 20 个"
    assert window.run(_TYPE, "severity", "warning") == "问题 10 个"
    assert window.run(_TYPE, "unit", "单位1") == "问题 2 个"
    window.run("document.getElementById('clear').click()")
    assert window.run("return document.getElementById('count').textContent") == "问题 20 个"
    assert window.run(_TYPE, "kind", "projects") == "项目 21 个"
    assert window.complaints() == []


@needs_browser
def test_a_project_shows_its_form_with_the_faulty_cell_marked(window: Browser, tmp_path: Path) -> None:
    """Its anchor opens the bureau's table, its findings beside it."""
    _open(window, tmp_path, _batch(3))
    window.run("location.hash = '#p0'")
    marked = "return [...document.querySelectorAll('td.bad')].map((each) => each.textContent)"
    assert window.run(marked) == ["1,000.00"]
    assert window.run("return document.querySelectorAll('#project .finding').length") == 1
    cells = "return [...document.querySelectorAll('#project td')].map((each) => each.textContent)"
    assert {"财政项目支出绩效目标申报表", "项目0", "单位0"} <= set(window.run(cells))
    window.run("location.hash = '#listing'")
    assert window.run("return document.getElementById('project').classList.contains('hidden')") is True


@needs_browser
def test_every_row_of_a_form_is_as_wide_as_its_table(window: Browser, tmp_path: Path) -> None:
    """Merged cells leave no gap and push none out."""
    _open(window, tmp_path, batch_of(declaration(file="甲.xlsx"), self_evaluation(file="自评.xlsx")))
    script = """
    const rows = [...document.querySelectorAll("#project table.form tr")];
    const grid = rows.map(() => []);
    rows.forEach((row, at) => {
      let column = 0;
      for (const cell of row.cells) {
        while (grid[at][column]) column += 1;
        for (const below of grid.slice(at, at + cell.rowSpan)) for (let c = 0; c < cell.colSpan; c += 1) below[column + c] = true;
      }
    });
    return [...new Set(grid.map((row) => row.filter(Boolean).length))];
    """
    for anchor in ("#p0", "#p1"):
        window.run("location.hash = arguments[0]", anchor)
        assert len(window.run(script)) == 1


@needs_browser
def test_a_printed_list_is_whole(window: Browser, tmp_path: Path) -> None:
    """Before printing, what the list had held back is shown."""
    _open(window, tmp_path, _batch(300))
    count = "return document.querySelectorAll('#results .finding').length"
    assert window.run(count) == 100
    window.run("window.dispatchEvent(new Event('beforeprint'))")
    assert window.run(count) == 300


@needs_browser
def test_nothing_in_a_text_runs(window: Browser, tmp_path: Path) -> None:
    """Markup and script in names are shown as they stand, in the list and in the form."""
    _open(window, tmp_path, _batch(2, _HOSTILE))
    for anchor in ("#listing", "#p0"):
        window.run("location.hash = arguments[0]", anchor)
        assert "ran" not in window.run("return document.title").replace("…", "").split("'")
        assert window.run("return document.querySelectorAll('main img').length") == 0
    assert window.run("return document.getElementById('project').textContent").count("<img src=x") >= 1
    assert window.complaints() == []


@needs_browser
@pytest.mark.slow
def test_four_thousand_projects_are_searched_within_200_ms(window: Browser, tmp_path: Path) -> None:
    """A province's list answers while it is typed."""
    _open(window, tmp_path, _batch(4000))
    script = """
    const field = document.getElementById("search"); const times = [];
    for (const text of ["项", "项目3", "项目39", "单位3 相等"]) { field.value = text; const began = performance.now();
      field.dispatchEvent(new Event("input")); document.body.offsetHeight; times.push(performance.now() - began); }
    return Math.min(...times);
    """
    assert window.run(script) < 200
