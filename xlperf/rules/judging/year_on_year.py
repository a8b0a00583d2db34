"""This year's projects beside last year's (上下年对比): continued, new and ended, amounts, indicators and goals.

A project is known by its unit and its name without years and punctuation; nothing is matched by likeness, so that a
renamed project is one that ended and one that is new, never a false match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare, body_key, lasting_name, twins_of
from xlperf.forms.form import Form, Source
from xlperf.forms.values.target import parse_target
from xlperf.lists.last_year import Key, LastYear, PastProject, past_key
from xlperf.lists.unpublished import Unpublished
from xlperf.rules.facts.scoring import round_half_up
from xlperf.rules.judging.batch_parts import Part
from xlperf.rules.judging.submissions import yearly_amount

State = Literal["延续", "新增", "结束"]

_YEAR = lazy_pattern(r"(?<!\d)20\d\d(?!\d)")
_HUNDRED = Decimal(100)
_AT_MOST = ("≤", "<")


@dataclass(frozen=True, slots=True)
class YearChange:
    """One project beside that of last year.

    Attributes:
        part: department and year.
        state: 延续 (in both years), 新增 (this year only), 结束 (last year only).
        unit, project: as this year's form writes them, or last year's.
        form: this year's; None for one that ended.
        past: last year's; None for a new one, and where several bear its name.
        before, after: money of the years in 元; None where it is blank, unread or not known.
        dropped: names of last year's indicators that this year's form has not.
        lowered: indicators whose target asks for less, with both targets.
        unchanged: indicators that are the same but for the year in a target (2025年底前, 2026年底前); kept: those of the same name.
        same_goal: the goal is last year's but for the years in it.
        redated: a year is all that was changed in goal and indicators, and one was.
        doubtful: several projects of last year bear this name, so that nothing is compared.
        twin: the project of the other year that a new or an ended one probably is, but for a 项目 or 经费 in its name.
    """

    part: Part
    state: State
    unit: str
    project: str
    form: Form | None = None
    past: PastProject | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    dropped: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()
    unchanged: int = 0
    kept: int = 0
    same_goal: bool = False
    redated: bool = False
    doubtful: bool = False
    twin: str = ""

    @property
    def change(self) -> Decimal | None:
        """What the project has more than last year, in 元."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def percent(self) -> Decimal | None:
        """The change in per cent of last year's amount, to one decimal; 100 where that was 0."""
        change = self.change
        if change is None:
            return None
        if not self.before:
            return _HUNDRED if change else change
        return round_half_up(change * _HUNDRED / self.before, 1)

    @property
    def copied(self) -> bool:
        """Goal and all indicators are last year's, but for the years in them."""
        rows = len(self.form.rows) if self.form else 0
        return self.same_goal and rows > 0 and rows == self.unchanged and not self.dropped


def year_changes(
    last_year: LastYear, forms: Sequence[Form], parts: Mapping[Source, Part], unpublished: Unpublished | None = None
) -> tuple[YearChange, ...]:
    """Return every project of this year and last, part by part: this year's in the order of the forms, then those that ended.

    Args:
        last_year: what is known of last year.
        forms: those of this year that count.
        parts: the department and year of every form.
        unpublished: projects that must not come back as ended because their forms were taken away.
    """
    known: dict[Key, list[PastProject]] = {}
    for each in last_year.projects:
        if all(each.key):
            known.setdefault(each.key, []).append(each)
    of_part: dict[Part, dict[Key | Source, Form]] = {}
    for form in forms:
        unit, name = form.text("/unit"), form.text("/project_name")
        key = past_key(unit, name) if unit and name else form.source
        held = of_part.setdefault(parts[form.source], {})
        if key not in held or (form.kind == "declaration" and held[key].kind != "declaration"):
            held[key] = form
    compared = {part: held for part, held in of_part.items() if any(_is_before(each, part[1]) for each in last_year.projects)}
    ended = _ended(last_year, compared, unpublished)
    found: list[YearChange] = []
    for part, held in compared.items():
        for key, form in held.items():
            before = [each for each in known.get(key, ()) if _is_before(each, part[1])] if isinstance(key, tuple) else []
            found.append(_beside(part, form, before))
        found += [YearChange(part, "结束", each.unit, each.project, past=each, before=each.amount) for each in ended.get(part, ())]
    return tuple(_with_twins(found))


def _with_twins(changes: Sequence[YearChange]) -> Iterator[YearChange]:
    """Yield the changes, beside a new project and an ended one of its unit that are probably one the name of the other."""
    sides: dict[tuple[Part, str, bool], dict[str, str]] = {}
    for each in changes:
        if each.state != "延续":
            side = each.part, body_key(each.unit), each.form is not None
            sides.setdefault(side, {})[lasting_name(each.project)] = each.project
    twins = {}
    for (part, unit, is_new), names in sides.items():
        other = sides.get((part, unit, not is_new), {})
        twins.update({(part, unit, is_new, name): other[twin] for name, twin in twins_of(names, other).items()})
    for each in changes:
        key = each.part, body_key(each.unit), each.form is not None, lasting_name(each.project)
        yield replace(each, twin=twins[key]) if each.state != "延续" and key in twins else each


def _is_before(past: PastProject, year: int | None) -> bool:
    return past.year is None or year is None or past.year + 1 == year


def _ended(
    last_year: LastYear, of_part: Mapping[Part, Mapping[Key | Source, Form]], unpublished: Unpublished | None
) -> dict[Part, list[PastProject]]:
    """Return last year's projects that no form of this year continues, each once, in the part it would belong to."""
    found: dict[Part, dict[Key, PastProject]] = {}
    units = {part: Counter(body_key(form.text("/unit")) for form in held.values()) for part, held in of_part.items()}
    for past in last_year.projects:
        possible = [part for part in of_part if all(past.key) and _is_before(past, part[1])]
        if past.year is None and possible:  # a list that names no year is of the year before the newest
            newest = max((part[1] or 0 for part in possible), default=0)
            possible = [part for part in possible if (part[1] or 0) == newest]
        if not possible or any(past.key in of_part[part] for part in possible):
            continue
        if unpublished is not None and unpublished.means(past.unit, past.project):
            continue
        own = [part for part in possible if past.department and part[0] == body_key(past.department)]
        home = own[0] if own else max(possible, key=lambda part: (units[part][past.key[0]], len(of_part[part])))
        found.setdefault(home, {}).setdefault(past.key, past)
    return {part: list(held.values()) for part, held in found.items()}


def _beside(part: Part, form: Form, before: Sequence[PastProject]) -> YearChange:
    unit, project = form.text("/unit"), form.text("/project_name")
    after = yearly_amount(form)
    if not before:
        return YearChange(part, "新增", unit, project, form, after=after)
    alike = [each for each in before if each.kind == form.kind] or list(before)
    if len(alike) > 1:
        return YearChange(part, "延续", unit, project, form, after=after, doubtful=True)
    past = alike[0]
    now = _indicators(form)
    then = dict(past.indicators)
    goal, own = form.text("/annual_goal"), form.year
    its = past.year if past.year is not None or own is None else own - 1
    kept = {name: text for name, text in now.items() if name in _bare_names(then)}
    old = _bare_names(then)
    return YearChange(
        part,
        "延续",
        unit,
        project,
        form,
        past,
        past.amount,
        after,
        dropped=tuple(name for name in then if bare(name) not in now) if now else (),
        lowered=tuple(f"{name}：{old[name]} → {text}" for name, text in kept.items() if _asks_less(old[name], text)),
        unchanged=sum(_yearless(old[name], its) == _yearless(text, own) for name, text in kept.items()),
        kept=len(kept),
        same_goal=bool(past.goal) and _yearless(past.goal, its) == _yearless(goal, own),
        redated=bare(past.goal) != bare(goal) or any(bare(old[name]) != bare(text) for name, text in kept.items()),
    )


def _yearless(text: str, year: int | None) -> str:
    """Return a text as compared between years: each year in it by how far it is from the year of the form."""
    return bare(text) if year is None else _YEAR.sub(lambda match: f"<{int(match[0]) - year}>", bare(text))


def _bare_names(indicators: Mapping[str, str]) -> dict[str, str]:
    return {bare(name): text for name, text in indicators.items()}


def _indicators(form: Form) -> dict[str, str]:
    found = {}
    for row in form.rows:
        name = row["level3"].value if "level3" in row else None
        target = row.get("target")
        if name and target is not None:
            found[bare(str(name))] = form.text(target.name) or target.raw.strip()
    return found


def _asks_less(before: str, after: str) -> bool:
    """Tell whether a target asks for less than it did: two numbers of one unit and one direction."""
    old, new = parse_target(before), parse_target(after)
    if old.number is None or new.number is None or old.unit != new.unit or old.operator != new.operator:
        return False
    if old.operator in _AT_MOST:
        return new.number > old.number
    return old.operator in ("≥", ">") and new.number < old.number
