"""`python -m checker`: the same as the `checker` program."""

import sys

from checker.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
