"""docs/commands.md says what the commands say."""

from __future__ import annotations

from pathlib import Path

from xlperf.cli.command_page import command_page
from xlperf.cli.main import cli


def test_the_page_of_commands_is_not_stale() -> None:
    """An option that was added or renamed is noticed: python -m xlperf.cli.command_page > docs/commands.md."""
    page = Path(__file__).parents[2] / "docs" / "commands.md"
    assert page.read_text(encoding="utf-8") == command_page()


def test_every_command_has_its_section() -> None:
    """No command is left out of the page."""
    assert all(f"## xlperf {name}\n" in command_page() for name in cli.commands)
