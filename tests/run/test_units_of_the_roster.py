"""A unit that the roster gives a second name (简称) is one unit, whichever of both its forms bear."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.lists.last_year import LastYear, YearlyAmount
from xlperf.lists.roster import Roster, RosterEntry

_FULL, _SHORT = "云溪区疾病预防控制中心", "疾控"
_OWED = {"SUM-001", "SUM-003", "SUM-009", "HEAD-010", "HEAD-015"}


def _found(folder: Path, *lines: str) -> list[dict[str, Any]]:
    (folder / "名单.csv").write_text("\n".join(("单位,简称,项目", *lines)), "utf-8")
    words = ["check", str(folder / "in"), "--roster", str(folder / "名单.csv"), "--format", "jsonl", "--workers", "0"]
    return [json.loads(line) for line in CliRunner().invoke(cli, words).stdout.splitlines()]


@pytest.mark.parametrize("names", [(_SHORT, _FULL), (_FULL, _SHORT), (_SHORT, _SHORT), (_FULL, _FULL)])
def test_forms_under_both_names_are_of_one_unit(tmp_path: Path, names: tuple[str, str]) -> None:
    """Nothing is owed and nobody is asked which unit it is; findings name the unit as the roster does."""
    write_declaration(tmp_path / "in" / "疾控-甲.xlsx", unit=names[0], project_name="疫苗冷链")
    write_declaration(tmp_path / "in" / "疾控-乙.xlsx", unit=names[1], project_name="病媒监测")
    found = _found(tmp_path, f"{_FULL},{_SHORT},疫苗冷链", f"{_FULL},{_SHORT},病媒监测")
    assert {each["rule"] for each in found} & _OWED == set()
    assert {each.get("unit", _FULL) for each in found} <= {_FULL, ""}


def test_a_name_of_nobody_or_of_two_is_asked_about(tmp_path: Path) -> None:
    """Without the second name nobody knows, nor where two units have it."""
    write_declaration(tmp_path / "in" / "甲.xlsx", unit=_SHORT, project_name="疫苗冷链")
    write_declaration(tmp_path / "in" / "乙.xlsx", unit=_FULL, project_name="病媒监测")
    by_nobody = (f"{_FULL},,疫苗冷链", f"{_FULL},,病媒监测")
    by_two = (f"{_FULL},{_SHORT},病媒监测", f"云溪区地方病防治站,{_SHORT},疫苗冷链")
    for lines in (by_nobody, by_two):
        assert "HEAD-010" in {each["rule"] for each in _found(tmp_path, *lines)}


def test_a_second_name_that_is_a_unit_of_its_own_is_that_unit() -> None:
    """The roster lists it itself."""
    roster = Roster((RosterEntry("甲中心", aliases=("乙站", "丙所")), RosterEntry("乙站")))
    assert dict(roster.called) == {"丙所": "甲中心"}


def test_last_years_list_may_use_the_second_name() -> None:
    """Else the same project would be new this year, and ended last year."""
    amount = YearlyAmount(_SHORT, "疫苗冷链", Decimal(620000))
    last = LastYear({(_SHORT, "疫苗冷链"): (amount,)}).among([_FULL], (), {_SHORT: _FULL})
    assert set(last.amounts) == {(_FULL, "疫苗冷链")}
