"""The description of the JSON API in OpenAPI 3.1; the formats are those of the package's own schemas."""

from __future__ import annotations

from functools import cache
from typing import Any

from twosource import __version__
from twosource.account.schemas import schema
from twosource.web.actions import KINDS

__all__ = ["PATHS", "description"]

Object = dict[str, Any]

STORY = {"name": "story", "in": "path", "required": True, "schema": {"type": "string"}}
NUMBER = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}}


def _query(name: str, about: str, kind: str = "string", *, required: bool = False) -> Object:
    return {"name": name, "in": "query", "required": required, "description": about, "schema": {"type": kind}}


def _get(about: str, result: Object, *parameters: Object) -> Object:
    answers = {"200": {"description": "found", "content": {"application/json": {"schema": result}}}}
    return {"get": {"summary": about, "parameters": list(parameters), "responses": answers | _ERRORS}}


def _error(words: str) -> Object:
    return {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }


_ERRORS = {
    "400": _error("the request is off"),
    "401": _error("no code and no session"),
    "404": _error("there is nothing of that id"),
}


def _post(about: str, body: Object, status: str, result: Object) -> Object:
    answers = {status: {"description": "taken", "content": {"application/json": {"schema": result}}}}
    return {
        "post": {
            "summary": about,
            "requestBody": {"required": True, "content": body},
            "responses": answers | _ERRORS | {"413": _error("the body is too large")},
        }
    }


def _list(name: str) -> Object:
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": {"type": "object"}}},
        "required": [name],
    }


JSON_REPORT = {"application/json": {"schema": {"type": "object", "properties": {"text": {"type": "string"}}}}}
FILES = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
        }
    }
}
CORRECTION = {
    "application/json": {
        "schema": {
            "type": "object",
            "properties": {
                "kind": {"enum": list(KINDS)},
                "what": {"type": "array", "items": {"type": "string"}},
                "note": {"type": "string"},
                "story": {"type": "string"},
            },
            "required": ["kind", "what"],
        }
    }
}

PATHS: Object = {
    "/api/v1/stories": _get(
        "The stories, those with the latest reports first.",
        _list("stories"),
        _query("since", "an ISO day, on or after which a report was published"),
        _query("origins", "origins at least", "integer"),
        _query("conflicts", "1: only with a conflict"),
        _query("page", "from 1", "integer"),
        _query("limit", "stories on a page, at most 1000", "integer"),
    ),
    "/api/v1/stories/{story}": _get(
        "The account of a story.", {"$ref": "#/components/schemas/Account"}, STORY
    ),
    "/api/v1/stories/{story}/passage": _get(
        "The words of a telling with what stands around them, and how they came.",
        {"type": "object"},
        STORY,
        _query("report", "the report's id", required=True),
        _query("at", "START-END, in code points", required=True),
    ),
    "/api/v1/reports": _post(
        "Add a report of the input format, or files; answers with a job.",
        JSON_REPORT | FILES,
        "202",
        {"type": "object"},
    )
    | _get(
        "A report with its layers.",
        {"$ref": "#/components/schemas/Report"},
        _query("id", "the report's id", required=True),
    ),
    "/api/v1/jobs/{number}": _get("How far a job is.", {"type": "object"}, NUMBER),
    "/api/v1/search": _get(
        "The reports in which all words stand; words are never syntax.",
        _list("hits"),
        _query("q", "words; a row of words in quotation marks; the beginning of one with *"),
        _query("party", "words of a name"),
        _query("outlet", "words of an outlet's name"),
        _query("limit", "at most 200", "integer"),
    ),
    "/api/v1/source": _get(
        "The stored words that an id stands for.",
        _list("passages"),
        _query("id", "of a report, of a claim, or REPORT:START-END", required=True),
        _query("context", "characters before and after", "integer"),
    ),
    "/api/v1/explain": _get(
        "Why something is taken for what it is.",
        {"type": "object", "properties": {"reasons": {"type": "array", "items": {"type": "string"}}}},
        _query("id", "of a story, report, claim or origin", required=True),
    ),
    "/api/v1/failures": _get("The inputs that did not go in.", _list("failures")),
    "/api/v1/corrections": _get("Everything that was settled.", _list("corrections"))
    | _post("Settle something, or undo it.", CORRECTION, "201", {"type": "object"}),
}


@cache
def description() -> Object:
    """Return the OpenAPI document."""
    failure = {
        "type": "object",
        "properties": {"error": {"type": "object", "properties": {"code": {}, "why": {"type": "string"}}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Twosource",
            "version": __version__,
            "description": "Many outlets' reports of one event, one sourced account. Offsets are half-open, "
            "in Unicode code points. It never says what is true.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"code": []}],
        "paths": PATHS,
        "components": {
            "securitySchemes": {"code": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Account": schema("account"), "Report": schema("report"), "Error": failure},
        },
    }
