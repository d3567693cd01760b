"""`python -m publisher`: from sheets to a published extract, and the synthetic city's sheets."""

import argparse
import os
import sys

from publisher.commands import boundaries, check, publish, revisions, sample
from publisher.words import LANGUAGES, word


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(prog="python -m publisher", description=__doc__)
    top.add_argument(
        "--lang", choices=LANGUAGES, default=os.environ.get("CAKUPAN_LANG", "id"), help="language of messages"
    )
    top.add_argument("--city", default="medan", help="folder under data/")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for family in (sample, check, publish, boundaries, revisions):
        family.add(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; answer its exit status."""
    args = parser().parse_args(argv)
    try:
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever read the lines has seen enough (`| head`); nothing is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print(word(args.lang, "interrupted"), file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
