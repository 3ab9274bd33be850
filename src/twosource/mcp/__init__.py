"""The MCP server: accounts, and the words behind them, for agents."""

from __future__ import annotations

from twosource.mcp.desk import Desk
from twosource.mcp.server import serve

__all__ = ["Desk", "serve"]
