"""Run xlperf as ``python -m xlperf``."""

from xlperf.cli.main import main

if __name__ == "__main__":
    main()
