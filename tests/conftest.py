"""What holds for all tests."""

import signal

import pytest


@pytest.fixture(scope="session", autouse=True)
def a_hangup_ends_what_tests_start() -> None:
    """Let the processes that tests start end at SIGHUP, also where the tests were started so that they ignore it."""
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
