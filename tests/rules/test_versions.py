"""Which version of a project counts: copies, versions by name, by time, by path."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import declaration, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules.judging.versions import choose_versions, version_mark


def _file(name: str, *forms: Form, sha256: str = "", modified: int = 0) -> FileResult:
    return FileResult(name, "read", sha256=sha256 or name, modified=modified, forms=forms)


def _form(file: str, annual: str = "480000.00", **overrides: object) -> Form:
    return declaration(file=file, annual=Decimal(annual), **overrides)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("甲项目.xlsx", "甲项目-v2.xlsx"),
        ("甲项目-v2.xlsx", "甲项目-v10.xlsx"),
        ("甲项目-v1.2.xlsx", "甲项目-v1.10.xlsx"),
        ("甲项目-v3.xlsx", "甲项目-修改后.xlsx"),
        ("甲项目-修改2.xlsx", "甲项目-修改3.xlsx"),
        ("甲项目-修改后.xlsx", "甲项目-最终版.xlsx"),
        ("甲项目-最终版.xlsx", "甲项目-最终版2.xlsx"),
        ("甲项目第2版.xlsx", "甲项目第３版.xlsx"),
        ("附件1：甲项目.xlsx", "甲项目（定稿）.xlsx"),
    ],
)
def test_a_file_name_tells_the_newer_version(older: str, newer: str) -> None:
    """最终 outranks 修改后, which outranks a number; numbers count as numbers."""
    assert version_mark(older) < version_mark(newer)


def test_a_name_with_other_numbers_is_no_version() -> None:
    """A copy number or a year says nothing about the version."""
    assert version_mark("附件1：2025年甲项目(1).xlsx") == version_mark("甲项目.xlsx")


def test_the_name_outranks_the_time_and_the_time_the_path() -> None:
    """修改后 wins over a younger file; among plain names the younger wins; else the last path."""
    plain, marked = (
        _file("乙.xlsx", _form("乙.xlsx"), modified=9),
        _file("甲-修改后.xlsx", _form("甲-修改后.xlsx", "1.00"), modified=1),
    )
    assert choose_versions([marked, plain]).counted == (marked.forms[0].source,)
    young, old = _file("甲.xlsx", _form("甲.xlsx"), modified=9), _file("乙.xlsx", _form("乙.xlsx", "1.00"), modified=1)
    assert choose_versions([old, young]).counted == (young.forms[0].source,)
    first, last = _file("a.xlsx", _form("a.xlsx")), _file("b.xlsx", _form("b.xlsx", "1.00"))
    choice = choose_versions([first, last])
    assert choice.counted == (last.forms[0].source,)
    assert choice.superseded == {first.forms[0].source: last.forms[0].source}


def test_identical_bytes_count_once_and_the_first_path_is_kept() -> None:
    """A copy is ignored whatever its name says."""
    one, two = _file("甲.xlsx", _form("甲.xlsx"), sha256="x"), _file("甲-最终.xlsx", _form("甲-最终.xlsx"), sha256="x")
    choice = choose_versions([one, two])
    assert choice.copies == {"甲-最终.xlsx": "甲.xlsx"}
    assert choice.counted == (one.forms[0].source,)


def test_a_copy_of_a_superseded_file_points_at_the_one_that_counts() -> None:
    """Every form that does not count names one that does."""
    old, copy, new = (
        _file("甲.xlsx", _form("甲.xlsx"), sha256="x"),
        _file("甲副本.xlsx", _form("甲副本.xlsx"), sha256="x"),
        _file("甲v2.xlsx", _form("甲v2.xlsx", "1.00")),
    )
    choice = choose_versions([old, copy, new])
    assert set(choice.superseded.values()) == {new.forms[0].source}
    assert choice.counted == (new.forms[0].source,)


def test_other_years_units_kinds_and_names_are_other_projects() -> None:
    """Names are generic, so only all four together make a project."""
    forms = [
        _form("1.xlsx"),
        _form("2.xlsx", year=2024),
        _form("3.xlsx", unit="云溪市美术馆"),
        _form("4.xlsx", project_name="馆藏展览项目"),
        self_evaluation(file="5.xlsx"),
    ]
    files = [_file(form.source.file, form) for form in forms]
    assert choose_versions(files).counted == tuple(form.source for form in forms)


def test_white_space_and_width_do_not_make_a_project() -> None:
    """A full-width bracket or a blank in the name is the same project."""
    one = _file("1.xlsx", _form("1.xlsx", project_name="阅读推广(2025)"))
    two = _file("2.xlsx", _form("2.xlsx", project_name="阅读 推广（2025）"))
    assert choose_versions([one, two]).counted == (two.forms[0].source,)


def test_forms_without_a_name_or_unit_all_count() -> None:
    """What cannot be told apart is not thrown away."""
    files = [_file(f"{n}.xlsx", _form(f"{n}.xlsx", project_name=None)) for n in (1, 2)]
    assert len(choose_versions(files).counted) == 2


def test_every_version_counts_when_asked_for() -> None:
    """``keep_every_version`` leaves the choice to people."""
    files = [_file("甲.xlsx", _form("甲.xlsx")), _file("甲v2.xlsx", _form("甲v2.xlsx", "1.00"))]
    assert len(choose_versions(files, keep_every_version=True).counted) == 2


def test_a_project_in_two_spellings_is_one_and_two_codes_are_two() -> None:
    """Code, quotation marks and the form's year make no second project; two codes under one name are two, and both count."""
    names = ("“智慧”管网", "2026年智慧管网", "[51000026Y000000000001]智慧管网")
    files = [_file(f"{at}.xlsx", _form(f"{at}.xlsx", project_name=name, year=2026)) for at, name in enumerate(names)]
    assert choose_versions(files).counted == (files[-1].forms[0].source,)
    other = _file("4.xlsx", _form("4.xlsx", project_name="[51000026Y000000000002]智慧管网", year=2026))
    assert choose_versions([*files, other]).counted == (files[2].forms[0].source, other.forms[0].source)


def test_units_of_one_name_with_two_codes_are_two() -> None:
    """Two 机关服务中心 with codes of their own hand in a project of the same name: both count."""
    units = ("[105001]机关服务中心", "[206001]机关服务中心")
    files = [_file(f"{at}.xlsx", _form(f"{at}.xlsx", unit=unit, project_name="运维")) for at, unit in enumerate(units)]
    assert len(choose_versions(files).counted) == 2
