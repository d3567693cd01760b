"""How does a command of ours run at a terminal, whatever letters it knows and whoever called it?"""

import argparse
import sys
from collections.abc import Callable
from contextvars import copy_context


def run(command: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """The exit status of the command, run in a context of its own: the city it shows is not shown to whoever
    called it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that knows fewer letters shows "?"
    return copy_context().run(command, args)
