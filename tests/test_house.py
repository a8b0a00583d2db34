"""The tree as docs/architecture.md shows it: every room and file named there exists, every room is named, names are unique."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.words_in_code import COUNTED, HELD

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "xlperf"
PAGE = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
MODULES = sorted(each for each in PACKAGE.rglob("*.py") if "_data" not in each.parts)
ROOMS = sorted({each.parent for each in MODULES} - {PACKAGE})
MOST = 20
VAGUE = {"utils", "util", "helpers", "common", "misc", "tools", "base", "core", "stuff"}


def test_what_the_page_names_exists() -> None:
    """A path on the page leads somewhere, from the repository or from the package; a bare file name is that of one module."""
    names = {each.name for each in REPOSITORY.rglob("*") if ".git" not in each.parts and ".venv" not in each.parts}
    for named in re.findall(r"`([\w.*<>-]*(?:/[\w.*<>-]*)*)`", PAGE):
        if "<" in named or named[:1] in "/." or not ("/" in named or re.search(r"\.(?:py|json|toml|md|xlsx)$", named)):
            continue
        if "/" not in named:
            assert named in names or named in ("xlperf.toml", "styles.xml"), f"{named}: no such file"
        elif "*" in named:
            assert any(REPOSITORY.glob(named)), f"{named}: nothing of that kind"
        else:
            assert (REPOSITORY / named).exists() or (PACKAGE / named).exists(), f"{named}: no such file or folder"


def test_every_room_is_on_the_page() -> None:
    """A room that nobody finds on the page is not found at all."""
    missing = [each for each in ROOMS if f"| `xlperf/{each.relative_to(PACKAGE).as_posix()}/` |" not in PAGE]
    assert missing == []


def test_no_two_files_of_tests_have_one_name() -> None:
    """pytest refuses the second of two files of one name, and a run of one room does not show it."""
    counts = Counter(each.name for each in (REPOSITORY / "tests").rglob("test_*.py"))
    assert [name for name, count in counts.items() if count > 1] == []


def test_file_names_are_unique_and_say_something() -> None:
    """Whoever searches for a file by its name finds one, and no name says nothing."""
    counts = Counter(each.name for each in MODULES if each.name != "__init__.py")
    assert [name for name, count in counts.items() if count > 1] == []
    assert not VAGUE & {each.stem for each in MODULES}


def test_nothing_is_loose_at_the_top() -> None:
    """What belongs to one room stands in it."""
    assert {each.name for each in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py", "errors.py"}


def test_no_room_is_too_full_to_see() -> None:
    """About twenty files at most, sub-rooms aside."""
    full = {room.name: count for room in ROOMS if (count := len([each for each in MODULES if each.parent == room])) > MOST + 2}
    assert full == {}


def test_words_that_decide_a_reading_stand_in_data() -> None:
    """No module that reads or judges has more Chinese in its code than is told of it in tests/data/words_in_code.json."""
    grown = {module: count for module, count in COUNTED.items() if count > HELD.get(module, {"most": 0})["most"]}
    assert grown == {}, "put the words into templates/vocabulary.json (wordings) or schemas/rule-words.json (phrases)"


def test_what_is_told_of_words_in_code_is_true() -> None:
    """Each module that is told of has such words, and a reason is given for them."""
    assert [module for module in HELD if module not in COUNTED] == []
    assert [module for module, told in HELD.items() if len(told["why"]) < 10] == []
