"""The tools of the MCP server over stdio, by the official library (the extra `mcp`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from twosource import __version__
from twosource.errors import TwosourceError, UsageError
from twosource.mcp.desk import MAX_TEXT, MAX_TEXTS, NOTICE, Desk

__all__ = ["made", "serve"]

INSTRUCTIONS = (
    "Twosource reads many outlets' reports of one event and gives one sourced account: what is claimed, who "
    "said it first, through whom it came, on how many independent origins it rests, where tellings differ. "
    "Add the texts, get the account, open the words behind what you use, and cite the outlets. " + NOTICE
)


@dataclass(frozen=True)
class Text:
    """One report: its `text`, and what is known of it; `published` is an ISO date or time."""

    text: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    byline: str | None = None
    id: str | None = None
    story: str | None = None


def serve(path: Path | None = None) -> None:
    """Serve the tools over stdio until the client closes the connection.

    Args:
        path: the store; in memory unless given.

    Raises:
        UsageError: the library is not installed.
        StoreError: the store can't be opened.
    """
    desk = Desk(path)
    try:
        made(desk).run("stdio")
    finally:
        desk.close()


def made(desk: Desk) -> Any:
    """Return the server with its tools. They run one at a time, in the thread of the server.

    Raises:
        UsageError: the library is not installed.
    """
    try:
        library = import_module("mcp.server")
        errors = import_module("mcp.server.mcpserver.exceptions")
    except ImportError:
        why = "the package mcp is not installed"
        raise UsageError("not_installed", "mcp", why, "pip install 'twosource[mcp]'") from None
    server = library.MCPServer("twosource", version=__version__, instructions=INSTRUCTIONS)

    def answered(call: Any, *values: Any) -> dict[str, Any]:
        """Return the answer; an error of ours reaches the client as one line, without a trace."""
        try:
            found: dict[str, Any] = call(*values)
        except TwosourceError as error:
            raise errors.ToolError(str(error)) from None
        return found

    @server.tool(description=f"Add up to {MAX_TEXTS} reports of at most {MAX_TEXT:,} characters each.")  # type: ignore[untyped-decorator]
    async def add_texts(texts: list[Text]) -> dict[str, Any]:
        return answered(desk.add_texts, [asdict(text) for text in texts])

    @server.tool(description="List the stories, with how many reports, origins, claims and conflicts.")  # type: ignore[untyped-decorator]
    async def list_stories(limit: int = 20) -> dict[str, Any]:
        return answered(desk.list_stories, limit)

    @server.tool(  # type: ignore[untyped-decorator]
        description="Get the account of a story: origins, and claims with standing, differences and words. "
        "`standing` keeps claims that are independent, repeated, unestablished or single."
    )
    async def get_account(story: str, limit: int = 40, standing: str | None = None) -> dict[str, Any]:
        return answered(desk.get_account, story, limit, standing)

    @server.tool(description="Find reports in which all words of the query stand.")  # type: ignore[untyped-decorator]
    async def search(
        query: str, party: str | None = None, outlet: str | None = None, limit: int = 20
    ) -> dict[str, Any]:
        return answered(desk.search, query, party, outlet, limit)

    @server.tool(  # type: ignore[untyped-decorator]
        description="Open the stored words behind a claim (its id), a report (its id) or REPORT:START-END."
    )
    async def open_words(id: str, context: int = 300) -> dict[str, Any]:
        return answered(desk.open_words, id, context)

    return server
