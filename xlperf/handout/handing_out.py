"""The hand-out as a whole: the lists read, one workbook a unit made, all of them delivered or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlperf.data.money import WAN, YUAN
from xlperf.data.resources import load_json
from xlperf.data.words import FORM_KINDS
from xlperf.errors import InputError, LayoutError
from xlperf.forms.layouts.layout import PARTS, Layout
from xlperf.forms.layouts.layout_loading import all_layouts
from xlperf.forms.templates.blank_workbook import named_workbook
from xlperf.handout.handout_delivery import deliver_handout, require_no_reports
from xlperf.handout.handout_plan import HandedUnit, plan_of, year_of
from xlperf.handout.handout_workbook import HandoutKind, handout_workbook
from xlperf.lists.last_year import LastYear
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.roster import Roster
from xlperf.lists.roster_file import load_roster
from xlperf.summary.earlier.earlier_amounts import load_last_year

_FILLED = frozenset(("level1", "level2", "level3", "target"))
_DECLARATION, _EVALUATION = "年度绩效目标申报表.xlsx", "年度绩效自评表.xlsx"


@dataclass(frozen=True, slots=True)
class HandoutRequest:
    """What is asked for.

    Attributes:
        name: of the blank or its layout.
        roster: the file of the roster; last_year: last year's summary, folder or list, None for none; for
            self-evaluations those of their own year, whose declarations stand in the forms.
        year: None for the only year of the roster.
        unit: 元 or 万元, empty for that of the blank.
        department: for the lines of the roster that give none.
        folders: with layouts of a department's own.
    """

    name: str
    roster: Path
    last_year: Path | None = None
    year: int | None = None
    unit: str = ""
    department: str = ""
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What was written.

    Attributes:
        units: whose workbooks were.
        lists: what of them was used.
        noun: what the forms are called.
        kept: files that stood in the way, filled or foreign, and were left.
        unknown: projects of which last year's file knows nothing; None where none was given.
    """

    units: tuple[HandedUnit, ...]
    lists: tuple[ListUsage, ...]
    noun: str
    kept: tuple[str, ...] = ()
    unknown: tuple[str, ...] | None = None

    @property
    def is_evaluation(self) -> bool:
        """Return True for self-evaluations, which have to evaluate what was declared."""
        return self.noun == FORM_KINDS["self_evaluation"]

    @property
    def strange_categories(self) -> tuple[str, ...]:
        """Return the 项目类别 that a roster gives and no form offers."""
        known = load_json("schemas", "rule-words.json")["lists"]["categories"]
        given = dict.fromkeys(each.category for unit in self.units for each in unit.projects)
        return tuple(each for each in given if each and each not in known)


def hand_out(request: HandoutRequest, folder: Path) -> HandedOut:
    """Write the workbooks of a hand-out into a folder.

    Raises:
        InputError, SettingsError, LayoutError, OutputError: with a sentence that says what to do.
    """
    roster = load_roster(request.roster)
    last_year = _last_year(request.last_year, roster.units)
    year = year_of(roster, request.year)
    layouts = all_layouts(request.folders)
    layout, workbook = named_workbook(request.name, layouts, year, request.unit)
    _require_plain(layout)
    is_evaluation = layout.kind == "self_evaluation"
    of_yuan = any(each.unit in ("", YUAN) for each in layout.workbooks)
    if is_evaluation and not request.unit and of_yuan:  # the declared amounts stand in it to the cent
        layout, workbook = named_workbook(request.name, layouts, year, YUAN)
    unit = WAN if WAN in (request.unit, workbook.unit) else YUAN
    kind = HandoutKind(layout, unit, request.folders, _tolerance(roster))
    ending, declared = (_EVALUATION, year) if is_evaluation else (_DECLARATION, year - 1)
    units = plan_of(roster, last_year, year, request.department, f"_{year}{ending}", declared)
    given = (each for each in (request.roster, request.last_year) if each is not None)
    require_no_reports(folder, (*given, *(folder / each.file for each in units)))
    kept = deliver_handout({each.file: handout_workbook(each, kind) for each in units}, folder)
    usages = (roster.usage, last_year.usage if last_year else None)
    return HandedOut(
        tuple(each for each in units if each.file not in kept),
        tuple(each for each in usages if each is not None),
        FORM_KINDS[layout.kind],
        kept,
        tuple(_unknown(units)) if last_year is not None else None,
    )


def _unknown(units: Iterable[HandedUnit]) -> Iterator[str]:
    """Yield the projects that nothing was filled into from last year's file, and units of which it knows no project."""
    for unit in units:
        yield from (f"{unit.unit} / {each.project}" if each.project else unit.unit for each in unit.projects if each.past is None)


def _require_plain(layout: Layout) -> None:
    """Refuse a form that cannot be filled beforehand: of two tables, without levels, with targets in several columns.

    Raises:
        LayoutError: it is one.
    """
    columns = {each.key for each in layout.table.columns if each.type not in PARTS or each.required}
    if layout.table.blocks or not columns >= _FILLED or not columns.isdisjoint(PARTS):
        said = f"版式“{layout.id}”的指标表不能按名单预填（分两张、不分级次或指标值分列）。"
        raise LayoutError(said, f"请去掉 --roster，写出空白表下发：xlperf template write {layout.id}")


def _last_year(path: Path | None, units: Sequence[str]) -> LastYear | None:
    if path is None:
        return None
    if not path.exists():
        raise InputError(f"找不到“{path}”。", "请检查 --last-year 给出的名称。")
    return load_last_year(path).among(units)


def _tolerance(roster: Roster) -> Decimal:
    """Return by how much an amount may differ from a control figure, in 元: half of the last digit that 万元 are given with."""
    return Decimal(5000) if roster.in_wan else Decimal("0.005")
