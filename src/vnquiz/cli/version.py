"""`vnquiz --version`."""

import platform

from vnquiz import __version__
from vnquiz.yamlfile.parsing import HAS_LIBYAML


def print_version() -> int:
    """Print the version and what vnquiz runs on."""
    parser = "libyaml" if HAS_LIBYAML else "the pure Python YAML parser, which is slower"
    print(f"vnquiz {__version__} (Python {platform.python_version()}, {parser})")
    return 0
