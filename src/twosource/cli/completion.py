"""`twosource completion`: what makes a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from twosource.cli.run import write

EPILOG = """\b
Examples
  twosource completion bash > ~/.local/share/bash-completion/completions/twosource
  twosource completion zsh > ~/.zfunc/_twosource
  twosource completion fish > ~/.config/fish/completions/twosource.fish
"""


@click.command(epilog=EPILOG)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Write the script that makes SHELL complete commands and options.

    Put it where the shell looks for such scripts, as below, and begin a new shell.
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion is known for {shell}")
    write(found(context.find_root().command, {}, "twosource", "_TWOSOURCE_COMPLETE").source() + "\n")
    return 0
