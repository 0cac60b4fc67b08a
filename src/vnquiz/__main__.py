"""`python -m vnquiz`."""

import sys

from vnquiz.cli.main import main

sys.exit(main())
