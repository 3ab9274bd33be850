"""The example that ships with the package: seven invented reports of one invented fire."""

from __future__ import annotations

from pathlib import Path

__all__ = ["example_folder"]

NAME = "warehouse-fire"


def example_folder() -> Path:
    """Return the folder of the example's reports: in the installed package, else in the project.

    Raises:
        FileNotFoundError: neither has it.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "examples" / NAME, package.parents[1] / "examples" / NAME):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the example {NAME!r} is not part of this installation")
