"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says how busy the machine is, not whether the code is right; benchmarks measure time.
settings.register_profile("xlperf", deadline=None)
settings.load_profile("xlperf")
