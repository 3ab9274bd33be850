"""`twosource mcp`: accounts and the words behind them for agents, over stdio."""

from __future__ import annotations

from pathlib import Path

import click

from twosource.cli.stored import store_option_of

EPILOG = """\b
Examples
  twosource mcp
  twosource mcp --store desk.db

\b
In the settings of a client:
  {"mcpServers": {"twosource": {"command": "twosource", "args": ["mcp", "--store", "desk.db"]}}}
"""


@click.command(epilog=EPILOG)
@store_option_of(
    "Keep reports in this store; TWOSOURCE_STORE unless given, and without either only in memory."
)
def mcp(path: Path | None) -> int:
    """Serve agents over stdio by the Model Context Protocol: add texts, get accounts, open the words.

    Tools: add_texts, list_stories, get_account, search, open_words. Words of reports are given as quotations,
    marked as such; nothing is fetched. Needs the extra: pip install 'twosource[mcp]'.
    """
    from twosource.mcp import serve

    serve(path)
    return 0
