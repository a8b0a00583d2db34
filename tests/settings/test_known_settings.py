"""Settings that were used once are known again; new ones are told in words."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from xlperf.settings.known_settings import PLACE, changes_told, is_known, remember


def _settings(folder: Path, text: str) -> Path:
    path = folder / "xlperf.toml"
    path.write_text(text, "utf-8")
    return path


def test_settings_are_known_by_their_very_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Used once they are known wherever they stand; changed they are new, and what was known before stays known."""
    monkeypatch.setenv(PLACE, str(tmp_path / "state"))
    for text in ("year = 2026\n", "year = 2027\n"):
        path = _settings(tmp_path, text)
        assert not is_known(path)
        remember(path)
        remember(path)
        assert is_known(path)
    assert is_known(_settings(tmp_path, "year = 2026\n"))
    assert len((tmp_path / "state" / "known-settings.txt").read_text("ascii").splitlines()) == 2


def test_a_thousand_settings_are_known_and_the_oldest_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list does not grow for ever."""
    monkeypatch.setenv(PLACE, str(tmp_path))
    held = tmp_path / "known-settings.txt"
    held.write_text("".join(f"{each}\n" for each in range(1000)), "ascii")
    remember(_settings(tmp_path, "year = 2026\n"))
    assert held.read_text("ascii").split()[:-1] == [str(each) for each in range(1, 1000)]


@pytest.mark.parametrize(
    ("platform", "own", "other"), [("win32", "APPDATA", "XDG_CONFIG_HOME"), ("linux", "XDG_CONFIG_HOME", "APPDATA")]
)
def test_the_usual_place_is_each_systems_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, own: str, other: str
) -> None:
    """Of the variable of this system, or below the home of the person."""
    monkeypatch.delenv(PLACE)
    monkeypatch.setattr("xlperf.settings.known_settings.sys", SimpleNamespace(platform=platform))
    monkeypatch.setenv(own, str(tmp_path / "own"))
    monkeypatch.setenv(other, str(tmp_path / "other"))
    path = _settings(tmp_path, "year = 2026\n")
    remember(path)
    assert [each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("known-settings.txt")] == [
        "own/xlperf/known-settings.txt"
    ]
    monkeypatch.delenv(own)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert not is_known(path)
    remember(path)
    assert (tmp_path / "home/.config/xlperf/known-settings.txt").is_file()


def test_who_has_no_folder_of_their_own_is_told_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing breaks."""

    def nobody() -> Path:
        raise RuntimeError

    for name in (PLACE, "APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    path = _settings(tmp_path, "year = 2026\n")
    remember(path)
    assert not is_known(path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"year": 2026}, "本批次的年度 2026"),
        ({"unknown": True}, "unknown 是"),
        ({"unknown": False}, "unknown 否"),
        ({"unknown": ["甲", "乙", "丙", "丁", "戊"]}, "unknown 甲、乙、丙、丁、戊"),
        ({"unknown": ["甲", "乙", "丙", "丁", "戊", "己"]}, "unknown 甲、乙、丙、丁、戊等 6 项"),
        ({"unknown": [{"label": "优"}, {"least": 90}]}, "unknown 优、"),
        ({"unknown": {"一": 1, "二": 2}}, "unknown 一、二"),
        ({"unknown": "长" * 60}, f"unknown {'长' * 60}"),
        ({"unknown": "长" * 61}, f"unknown {'长' * 60}…"),
        ({"mail": "无"}, "邮件 无"),
        ({"mail": {"unknown": "甲"}}, "unknown 甲"),
    ],
)
def test_what_settings_change_is_told_in_a_few_words(data: dict[str, object], told: str) -> None:
    """The title of the key, and its value: yes or no, the first five of a list, the first sixty characters."""
    assert changes_told(data) == [told]
