"""How does a file stay written when the power goes? Every write is forced to the disk, folder entries too."""

import os
import shutil
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Force the entries of `folder` to the disk: a rename is not kept before that."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Force the bytes of a file that another program wrote to the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def write_file(path: Path, content: bytes) -> None:
    """Write a new file and force its bytes to the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def move(source: Path, target: Path) -> None:
    """Rename in one step, in place of a file at `target` if there is one; kept once this returns."""
    os.replace(source, target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def put_copy(source: Path, target: Path) -> None:
    """Put a copy of a file at `target` in one step, in place of what is there; kept once this returns."""
    draft = target.with_name(f"{target.name}.draft")
    shutil.copyfile(source, draft)
    sync_file(draft)
    move(draft, target)
