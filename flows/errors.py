"""The two ways a command can fail; both print one line that says what to do."""

from __future__ import annotations


class Problem(Exception):
    """Something went wrong that is not the user's call: exit status 1."""

    status = 1


class WrongUse(Problem):
    """The call, a file name or the configuration cannot be used as given: exit status 2."""

    status = 2
