"""What holds for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from xlperf.settings.known_settings import PLACE

# How long an example takes says how busy the machine is, not whether the code is right; benchmarks measure time.
# The same examples in every run: a commit that broke nothing must not be red because of another's bad luck.
# New ones are looked for with XLPERF_EXAMPLES=random.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("random", deadline=None)
settings.load_profile(os.environ.get("XLPERF_EXAMPLES", "same"))


@pytest.fixture(autouse=True)
def _remembers_nothing(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What xlperf remembers of settings is a new person's in every test, and never that of who runs the tests."""
    monkeypatch.setenv(PLACE, str(Path(tmp_path_factory.getbasetemp()) / "nothing-known" / tmp_path_factory.mktemp("state").name))
