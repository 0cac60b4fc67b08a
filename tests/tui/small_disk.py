"""vnquiz on a disk that has room for no more than so many bytes in any file."""

import resource
import sys

from vnquiz.cli.main import main

if __name__ == "__main__":
    most = int(sys.argv.pop(1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    sys.exit(main())
