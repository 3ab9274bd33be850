"""`twosource check`: is the store whole?"""

from __future__ import annotations

from pathlib import Path

import click

from twosource.cli.run import shown, tell, write
from twosource.cli.stored import opened, refreshed, store_option

DAMAGED = 7


@click.command(epilog="Example: twosource check --deep --store desk.db")
@store_option
@click.option("--deep", is_flag=True, help="Also work out each account anew, and compare.")
@click.option("--repair", is_flag=True, help="First make anew what was derived: layers, index, accounts.")
@click.option("-q", "--quiet", is_flag=True, help="Only what is damaged.")
def check(path: Path, deep: bool, repair: bool, quiet: bool) -> int:
    """Check the store: the file, each text, each extent against its text, holes, duplicates, the index.

    Nothing is changed without --repair, and texts and corrections not even then. The exit code is 7 if
    something is damaged.
    """
    count = 0
    with opened(path, read_only=not repair) as store:
        for made in store.repair() if repair else ():
            tell(f"made anew: {made}")
        if repair:
            refreshed(store, quiet)
        for damage in store.check(deep=deep):
            count += 1
            can = " (it can be made anew)" if damage.is_derived else ""
            write(f"damaged: {shown(damage.where)}: {shown(damage.what)}{can}\n")
    if not quiet:
        tell(f"{count} damaged" if count else "nothing is damaged")
    return DAMAGED if count else 0
