"""What a run notes for the next one and for the level above: fingerprints, codes of a form, what it was made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.roster import Roster
from xlperf.rules import Context
from xlperf.rules.finding import Finding
from xlperf.run.fingerprint import parts_of, unnumbered, with_fingerprints
from xlperf.run.levels.form_codes import Altered, altered, form_codes
from xlperf.run.manifest import manifest_of
from xlperf.run.run_settings import RunSettings


def _codes(form: Form, *findings: Finding) -> list[str]:
    return [each.fingerprint for each in with_fingerprints(findings, batch_of(form).files)]


def test_a_finding_is_known_by_its_field_and_not_by_its_figures() -> None:
    """In a cell without a field, or of a whole file, the words of the message tell findings apart, its numbers do not."""
    form = declaration()
    here = finding(form, cell="Z9", label="")
    said = ("共 3 处，见 B7。", "共 12 处，见 C9。", "另一件事。")
    for one in (here, replace(here, sheet="", form="", cell="")):
        same, again, other = _codes(form, *(replace(one, message=text) for text in said))
        assert (again, unnumbered(other) == unnumbered(same)) == (f"{same}-2", False)


def test_a_finding_of_a_whole_form_is_one_whatever_it_says() -> None:
    """Without cell and label the rule and the form say it all; alike ones of a file are numbered."""
    whole = finding(declaration(), cell="", label="")
    one, two = _codes(declaration(), whole, replace(whole, message="另一件事。"))
    assert (two, parts_of(one)[0]) == (f"{one}-2", "FUND-002")


def test_a_label_in_a_cell_of_its_own_is_no_field_of_the_form() -> None:
    """The label counts where no field stands in the cell; in a cell with a field the field does, whatever it is called."""
    form = declaration()
    named, unnamed, other = _codes(form, *(finding(form, cell=cell, label=label) for cell, label in (
        ("E6", "年度资金申请总额"), ("E6", "别的叫法"), ("Z9", "年度资金申请总额")
    )))  # fmt: skip
    assert (unnamed, unnumbered(other) == unnumbered(named)) == (f"{named}-2", False)


def test_a_row_without_a_column_has_a_code_all_the_same() -> None:
    """A form without level 2 is noted and compared; a column that came later shows as a change of its row."""
    whole = declaration()
    without = replace(whole, fields=tuple(each for each in whole.fields if not each.name.endswith("/level2")))
    assert list(altered(without, form_codes(without))) == []
    told = list(altered(whole, form_codes(without)))
    assert told[0] == Altered("指标“单场活动平均费用”这一行", "D13")
    assert len(told) == len(whole.rows)


def test_what_a_run_was_made_with_names_each_list_and_what_was_used_of_it(tmp_path: Path) -> None:
    """A list with its noun, columns and lines; a file that no list was read from with its name alone."""
    roster, other = tmp_path / "名单.csv", tmp_path / "别的.csv"
    for each in (roster, other):
        each.write_text("实施单位\n甲馆\n", "utf-8")
    usage = ListUsage("名单", "名单.csv", 1, ("实施单位",))
    settings = RunSettings(input_files=(roster, other), context=Context(roster=Roster((), usage=usage)))
    listed = [each.said for each in manifest_of(settings, [tmp_path]).ingredients if each.what == "名单"]
    assert listed == ["名单“名单.csv”：用了 1 列（实施单位），共 1 行。", "“别的.csv”"]


@pytest.mark.parametrize(
    ("code", "parts", "plain"),
    [
        ("FUND-002.3f9a07c1.d20b11", ("FUND-002", "3f9a07c1", "d20b11"), "FUND-002.3f9a07c1.d20b11"),
        ("FUND-002.3f9a07c1.d20b11-3", ("FUND-002", "3f9a07c1", "d20b11-3"), "FUND-002.3f9a07c1.d20b11"),
        ("FUND-002..d20b11", ("", "", ""), ".."),
        ("FUND-002.3f9a07c1.", ("", "", ""), ".."),
        ("FUND-002", ("", "", ""), ".."),
        ("", ("", "", ""), ".."),
    ],
)
def test_the_parts_of_a_code(code: str, parts: tuple[str, str, str], plain: str) -> None:
    """Rule, form and field; what lacks one of them is no code, and the number behind a field tells those alike apart."""
    assert (parts_of(code), unnumbered(code)) == (parts, plain)


def test_a_finding_of_no_file_is_known_by_whom_it_is_about() -> None:
    """A project that did not come: its unit, its name, and the department and year that miss it."""
    missing = replace(finding(declaration()), file="", sheet="", form="", cell="", label="", part=("甲局", 2026))
    others = [replace(missing, unit="乙馆"), replace(missing, project="别的"), replace(missing, part=("甲局", 2027))]
    codes = _codes(declaration(), missing, *others)
    assert len({unnumbered(each) for each in codes}) == 4
    assert _codes(declaration(), missing, replace(missing, part=None))[0] == codes[0]


def test_a_finding_of_a_whole_file_is_known_by_its_forms() -> None:
    """The file may be called otherwise the next time; one without forms is known by its name."""
    one, renamed = declaration(file="a.xlsx"), declaration(file="b.xlsx")
    whole = [replace(finding(each), sheet="", form="", cell="", label="") for each in (one, renamed)]
    assert _codes(one, whole[0]) == _codes(renamed, whole[1])
    other = declaration(file="a.xlsx", project_name="另一个项目")
    assert _codes(other, whole[0]) != _codes(one, whole[0])
    empty = [with_fingerprints([each], [FileResult(each.file, "refused")])[0].fingerprint for each in whole]
    assert empty[0] != empty[1]
