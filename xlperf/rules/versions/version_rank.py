"""What decides between two versions of a project, and the words for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from xlperf.data.names import MEMBER_MARK, bare
from xlperf.data.resources import load_json
from xlperf.forms.form import Form, Target
from xlperf.rules.versions.place_marks import PlaceMark, shows_how
from xlperf.rules.versions.version_marks import VersionMark, settled
from xlperf.rules.versions.version_orders import words_apart

SAME_BYTES = "内容完全相同"
BY_SETTINGS = "设置文件指定"
BY_RETURN = "是退回后改过交回的"
EXAMPLE = "是填报示例"
LEFT_OUT = "较新的“{file}”里没有这个项目"
SAME_CONTENT = "内容一致，取单独报送的 Excel 工作簿"


@dataclass(frozen=True, slots=True)
class Version:
    """One form among others of its project: what decides, in this order.

    ``beside`` counts the forms of its file; ``unmended`` is one that went back to its unit and says what it said then.
    """

    form: Form
    fixed: bool
    rounds: int
    place: PlaceMark
    mark: VersionMark
    modified: int
    sheet: VersionMark
    beside: int
    unmended: bool = False

    @property
    def rank(self) -> tuple[object, ...]:
        """What compares: the greater, the newer."""
        source = self.form.source
        named = self.fixed, self.rounds, not self.place, *self.mark.rank
        return *named, not self.unmended, self.modified, *self.sheet.rank, self.dated, source.file, source.position

    @property
    def dated(self) -> bool:
        """True for a form that tells its year: of two that nothing else tells apart it is the better filled one."""
        return self.form.year is not None

    @property
    def convenience(self) -> tuple[bool, bool, int]:
        """How well its file serves for notes and for going back: a workbook of its own, in no archive, with few other forms."""
        path = self.form.source.file
        kept = load_json("schemas", "version-marks.json")["own_formats"]
        return PurePosixPath(path).suffix.lower() in kept, MEMBER_MARK not in path, -self.beside


def held_against_each_other(versions: Sequence[Version]) -> list[Version]:
    """Return the versions with the marks of their names as they count among each other."""
    latest = max(each.modified for each in versions)
    marks, sheets = (settled(each, latest) for each in ([each.mark for each in versions], [each.sheet for each in versions]))
    return [replace(each, mark=mark, sheet=sheet) for each, mark, sheet in zip(versions, marks, sheets, strict=True)]


def most_convenient(newest: Version, versions: Sequence[Version]) -> Version:
    """Return, of the versions that say the same as the newest and by names no less new, the one whose file serves best.

    A unit's own workbook rather than the same form printed as a page, or in the department's own collection.
    """
    said = (newest.fixed, newest.rounds, not newest.place, newest.mark.rank, values_of(newest.form))
    same = [
        each
        for each in versions
        if (each.fixed, each.rounds, not each.place, each.mark.rank) == said[:-1] and values_of(each.form) == said[-1]
    ]
    return max(same, key=lambda each: (each.convenience, each.rank))


def reason_of(best: Version, other: Version) -> str:
    """Say what made one version count before another."""
    said = (
        (best.fixed != other.fixed, f"{BY_SETTINGS}（versions）"),
        (best.rounds != other.rounds, BY_RETURN),
        (not best.place and bool(other.place), f"另一份{other.place.said}" + (f"，{EXAMPLE}" if shows_how(other.place) else "")),
        *_said_by_names(best.mark, other.mark, "名称"),
        (best.unmended != other.unmended, "另一份是退回的副本，没有修改"),
        (best.modified != other.modified, "文件的修改时间较晚"),
        *_said_by_names(best.sheet, other.sheet, "工作表名称"),
        (best.dated != other.dated, "另一份没有填年度"),
        (best.form.source.file != other.form.source.file, "名称和时间分不出先后，取路径排在后面的"),
    )
    return next((reason for decides, reason in said if decides), "同一文件里排在后面")


def _said_by_names(mark: VersionMark, beaten: VersionMark, name: str) -> Iterator[tuple[bool, str]]:
    """Yield whether each thing that names say decides between two versions, and how that is told; in the order of their rank."""
    yield not mark.void and bool(beaten.void), f"另一份的{name}里有“{beaten.void}”"
    yield bool(mark.binding) != bool(beaten.binding), f"{name}里有“{mark.binding}”"
    yield len(mark.final) != len(beaten.final), f"{name}里有“{''.join(mark.final)}”"
    yield mark.when != beaten.when, f"{name}里的日期较晚（{_shown(mark.date)}）"
    later, earlier = words_apart(mark.order, beaten.order)
    yield bool(later), f"{name}里的“{later}”排在另一份的“{earlier}”之后"
    yield bool(mark.revised) != bool(beaten.revised), f"{name}里有“{mark.revised}”"
    yield mark.number != beaten.number, f"{name}里的版本号较大（{'.'.join(map(str, mark.number))}）"
    yield mark.date != beaten.date, f"{name}里的日期较晚（{_shown(mark.date)}）"
    yield bool(mark.copy) != bool(beaten.copy), f"另一份的{name}里有“{beaten.copy}”"


def _shown(date: tuple[int, ...]) -> str:
    return "-".join(f"{each:02}" for each in date[:3] if each)


def values_of(form: Form) -> tuple[tuple[str, str], ...]:
    """Return the values of a form as compared between versions."""
    pairs = ((each.name, each.value.text if isinstance(each.value, Target) else each.value) for each in form.fields)
    return tuple((name, bare(str(value))) for name, value in pairs if value is not None)
