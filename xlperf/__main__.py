"""Run xlperf, as ``python -m xlperf`` or as the command ``xlperf``."""

import contextlib
import gc
import os
import sys

from xlperf.errors import XlperfError

_FAILED = 2
"""Exit code of a run that could not be done."""


def main() -> None:
    """Run the command line; an interrupt while it is being loaded ends as one later does, with 130."""
    gc.disable()  # what is loaded stays: to look through it again and again takes a twentieth of loading it
    try:
        from xlperf.cli.main import main as run
    except KeyboardInterrupt:
        # Python notes an interrupt in the text of an exec (a dataclass being made) as unhandled for good, and would end
        # by that signal whatever was caught since; the next text that it runs clears the note.
        eval("0")
        sys.exit(130)
    except XlperfError as problem:  # somebody has changed what comes along, and it cannot be loaded
        sys.exit(_told(problem))
    gc.freeze()
    gc.enable()
    try:
        run()
    except SystemExit as ending:
        if ending.code in (0, 1):  # the work is done, and no child is left
            _leave(int(ending.code))
        raise


def _told(problem: XlperfError) -> int:
    with contextlib.suppress(UnicodeEncodeError):
        print(problem, file=sys.stderr)
    return _FAILED


def _leave(code: int) -> None:
    """End at once: to take every form, module and pattern apart first would cost a thirtieth of the run over a large folder.

    Returns where something that was printed does not go out, which the usual way tells.
    """
    with contextlib.suppress(OSError, ValueError):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
