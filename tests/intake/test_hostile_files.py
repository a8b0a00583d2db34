"""Everything hostile in one folder: each costs itself, with a true sentence, and the honest form among them is read."""

from __future__ import annotations

import pytest

from tests.intake.hostile_files import ALL, CONTAINERS, DOCUMENTS, Hostile
from tests.workbooks import write_declaration
from xlperf.forms.file_result import FileResult
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

HONEST = "好的.xlsx"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[FileResult]]:
    """Return what became of every file of the folder and of its members, read in a child within the fences of 30 s and 1 GiB."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _, _) in ALL.items():
        (folder / name).write_bytes(make())
    write_declaration(folder / HONEST)
    found: dict[str, list[FileResult]] = {}
    for each in run([folder], RunSettings(workers=2, judge=False)).files:
        found.setdefault(each.file.split(" › ")[0], []).append(each)
    assert sorted(each.name for each in folder.iterdir()) == sorted([*ALL, HONEST]), "nothing is unpacked beside the forms"
    return found


def test_there_are_enough_of_them() -> None:
    """Seventy containers and documents, and workbooks beside them."""
    assert len(CONTAINERS) + len(DOCUMENTS) >= 70
    assert len(ALL) >= 90


@pytest.mark.slow
@pytest.mark.parametrize(("name", "hostile"), ALL.items(), ids=list(ALL))
def test_it_is_refused_with_a_true_sentence(results: dict[str, list[FileResult]], name: str, hostile: Hostile) -> None:
    """No reader dies of it, neither by time nor by memory: the sentence says what is wrong."""
    _, reason, sentence = hostile
    refused = [each for each in results[name] if each.fate == "refused"]
    assert [each for each in refused if each.reason == reason and sentence in each.message], [
        (each.file, each.reason, each.message) for each in refused
    ]
    assert all(each.hint for each in refused)


@pytest.mark.slow
def test_the_honest_form_among_them_is_read(results: dict[str, list[FileResult]]) -> None:
    """One bad file costs exactly that file."""
    assert [each.fate for each in results[HONEST]] == ["read"]
