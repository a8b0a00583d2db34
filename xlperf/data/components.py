"""Components (组件) that are installed on top: what they are called to people, and the command that installs one here.

xlperf is in no package index: ``pip install "xlperf[…]"`` would find nothing, or another's work.  What is installed is what
the extra of that name in pyproject.toml requires, by the very Python that runs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from xlperf.data.lazy_patterns import lazy_pattern

COMPONENTS: Mapping[str, tuple[str, ...]] = {
    "legacy": ("xlrd>=2.0.1", "python-calamine>=0.4"),
    "protected": ("msoffcrypto-tool>=5.0",),
    "archives": ("py7zr>=1.0",),
    "pdf": ("pdfminer.six>=20231228",),
    "parquet": ("pyarrow>=14",),
    "docx": ("python-docx>=1.1",),
}
"""The packages of each extra, as pyproject.toml has them."""

_NAMED = lazy_pattern("组件“([a-z]+)”")
_PLAIN = lazy_pattern(r"[\w@+=:./\\-]+")


def component(extra: str) -> str:
    """Return the words for a component: the same on every machine, for they stand in workbooks too."""
    return f"组件“{extra}”"


def components_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the components that hints say are missing, in the order of ``COMPONENTS``."""
    named = {name for text in texts for name in _NAMED.findall(text)}
    return tuple(each for each in COMPONENTS if each in named)


def install_command(extras: Iterable[str], python: str = sys.executable) -> str:
    """Return the command that installs components for the Python at hand, ready to be copied.

    Args:
        extras: keys of ``COMPONENTS``.
        python: the program of that Python.
    """
    packages = " ".join(f'"{package}"' for extra in extras for package in COMPONENTS[extra])  # > outside quotes is the shell's
    program = python if _PLAIN.fullmatch(python) else f'"{python}"'
    return f"{program} -m pip install {packages}"
