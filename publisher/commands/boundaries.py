"""`boundaries`: real polygons in place of the map's schematic cells, and the way back."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from publisher.boundaries.cells import write_cells
from publisher.boundaries.file import BoundariesRefused, Trouble
from publisher.boundaries.install import LARGE, Boundaries, install_boundaries, read_boundaries
from publisher.commands import Commands, city_folder
from publisher.words import word

MOST = 20  # troubles or notes that are printed


def print_troubles(troubles: Sequence[Trouble], lang: str) -> None:
    """The first troubles or notes, one a line, and how many more there are."""
    for trouble in troubles[:MOST]:
        print(f"- {word(lang, f'boundaries.{trouble.rule}', **trouble.values)}", file=sys.stderr)
    if len(troubles) > MOST:
        print(word(lang, "boundaries.more", count=len(troubles) - MOST), file=sys.stderr)


def say_installed(args: argparse.Namespace, boundaries: Boundaries, sizes: dict[str, int]) -> None:
    """What is on the map now, and what to know of it."""
    counts = {
        level: f"{len(shapes)}/{len(boundaries.names[level])}" for level, shapes in boundaries.shapes.items()
    }
    done = word(
        args.lang,
        "boundaries.installed" if sizes else "boundaries.checked",
        folder=city_folder(args) / "geo",
        attribution=boundaries.attribution[args.lang],
        **counts,
    )
    print(done)
    if boundaries.left_out:
        print(word(args.lang, "boundaries.left_out", count=boundaries.left_out))
    for file, size in sizes.items():
        if size > LARGE:
            print(word(args.lang, "boundaries.large", file=file, kb=size // 1000))
    print_troubles(boundaries.notes, args.lang)


def boundaries_command(args: argparse.Namespace) -> int:
    """Install the boundaries in the files, or say what is wrong and change nothing."""
    if args.schematic != (not args.files):
        print(word(args.lang, "boundaries.files_or_schematic"), file=sys.stderr)
        return 2
    city_dir = city_folder(args)
    if not (city_dir / "city.toml").is_file():
        known = ", ".join(sorted(path.parent.name for path in city_dir.parent.glob("*/city.toml")))
        print(word(args.lang, "boundaries.no_city", value=args.city, known=known), file=sys.stderr)
        return 2
    given = None
    if args.attribution:
        given = {"id": args.attribution, "en": args.attribution_en or args.attribution}
    try:
        if args.schematic:
            write_cells(city_dir)
            print(word(args.lang, "boundaries.restored", folder=city_dir / "geo"))
            return 0
        boundaries = read_boundaries(city_dir, args.files, given)
        sizes = {} if args.dry_run else install_boundaries(city_dir, boundaries)
    except BoundariesRefused as refused:
        print(word(args.lang, "boundaries.refused", count=len(refused.troubles)), file=sys.stderr)
        print_troubles(refused.troubles, args.lang)
        return 1
    except OSError as error:
        print(word(args.lang, "boundaries.not_written", reason=error.strerror or error), file=sys.stderr)
        return 1
    say_installed(args, boundaries, sizes)
    return 0


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "boundaries", help="install real boundaries (GeoJSON), or go back to schematic cells"
    )
    command.add_argument(
        "files", type=Path, nargs="*", metavar="FILE",
        help="GeoJSON of the kelurahan; kecamatan are made of them unless a file draws them",
    )  # fmt: skip
    command.add_argument("--city", default=argparse.SUPPRESS, help="folder under data/")
    command.add_argument(
        "--attribution", help="source and licence to show under the map, unless the file carries it"
    )
    command.add_argument("--attribution-en", help="the same in English")
    command.add_argument("--dry-run", action="store_true", help="check only")
    command.add_argument("--schematic", action="store_true", help="go back to schematic cells")
    command.set_defaults(run=boundaries_command)
