"""Run xlperf, as ``python -m xlperf`` or as the command ``xlperf``."""

import sys


def main() -> None:
    """Run the command line; an interrupt while it is being loaded ends as one later does, with 130."""
    try:
        from xlperf.cli.main import main as run
    except KeyboardInterrupt:
        # Python notes an interrupt in the text of an exec (a dataclass being made) as unhandled for good, and would end
        # by that signal whatever was caught since; the next text that it runs clears the note.
        eval("0")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
