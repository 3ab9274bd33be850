"""What never reaches a page: wrong names, other sites, strangers, what is too large or takes too long."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from twosource.errors import UsageError
from twosource.web.guard import HEADERS, POLICY, Guard
from twosource.web.server import Listening, checked
from twosource.web.session import MAX_WRONG, Sessions
from twosource.web.settings import Limits, Settings

HOST = ("host", "127.0.0.1:8000")
OWN = ("origin", "http://127.0.0.1:8000")
SAME = ("sec-fetch-site", "same-origin")


class Recorder:
    """An application that notes what reaches it, and reads the body."""

    def __init__(self) -> None:
        self.bodies: list[int] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer 200."""
        size = 0
        while True:
            message = await receive()
            size += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        self.bodies.append(size)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"reached"})


def ask(
    headers: Iterable[tuple[str, str]],
    *,
    method: str = "GET",
    path: str = "/",
    entered: bool = True,
    settings: Settings | None = None,
) -> tuple[int, dict[str, str], Recorder]:
    """Return the status and headers of an answer, and what the application got."""
    settings = settings or Settings(Path("x.db"), port=8000)
    sessions, recorder = Sessions(), Recorder()
    given = list(headers)
    if entered:
        given.append(("cookie", f"{settings.cookie()}={sessions.enter(sessions.code)}"))
    raw, _, query = path.encode("latin-1").partition(b"?")
    scope = {
        "type": "http",
        "method": method,
        "path": raw.decode("latin-1"),
        "raw_path": raw,
        "query_string": query,
        "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in given],
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Guard(recorder, settings, sessions)(scope, receive, send))
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, recorder


HOSTS = {
    "its own": (["127.0.0.1:8000"], 200),
    "its name": (["localhost:8000"], 200),
    "another": (["evil.example"], 421),
    "another with its port": (["evil.example:8000"], 421),
    "missing": ([], 421),
    "doubled": (["127.0.0.1:8000", "127.0.0.1:8000"], 421),
    "doubled with another": (["127.0.0.1:8000", "evil.example"], 421),
    "wrong port": (["127.0.0.1:8001"], 421),
    "no port": (["127.0.0.1"], 421),
    "a dot behind": (["localhost.:8000"], 421),
    "of the other family": (["[::1]:8000"], 421),
    "in another form": (["2130706433:8000"], 421),
    "everything": (["0.0.0.0:8000"], 421),
    "upper case": (["LOCALHOST:8000"], 421),
    "with a user": (["x@127.0.0.1:8000"], 421),
    "rebound": (["127.0.0.1.evil.example:8000"], 421),
    "empty": ([""], 421),
}


@pytest.mark.parametrize(("hosts", "status"), HOSTS.values(), ids=HOSTS)
def test_only_its_names_are_answered(hosts: list[str], status: int) -> None:
    """A request under another name is refused before any route, with or without a session."""
    for entered in (True, False):
        got, _, recorder = ask([("host", h) for h in hosts], path="/static/x", entered=entered)
        assert got == status
        assert bool(recorder.bodies) == (status == 200)


POSTS = {
    "a form of ours": ([OWN, SAME], 200),
    "a form under no-referrer": ([("origin", "null"), SAME], 200),
    "an old browser": ([OWN], 200),
    "under the other name": ([("origin", "http://localhost:8000")], 403),
    "nothing said": ([], 403),
    "from nowhere": ([("origin", "null")], 403),
    "from nowhere, another site": ([("origin", "null"), ("sec-fetch-site", "cross-site")], 403),
    "another site": ([("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")], 403),
    "another site that hides": ([("sec-fetch-site", "cross-site")], 403),
    "another port": ([("origin", "http://127.0.0.1:9999"), ("sec-fetch-site", "same-site")], 403),
    "another port, old browser": ([("origin", "http://127.0.0.1:9999")], 403),
    "another scheme": ([("origin", "https://127.0.0.1:8000")], 403),
    "typed": ([OWN, ("sec-fetch-site", "none")], 403),
    "a lie about the site": ([("origin", "http://evil.example"), SAME], 403),
    "two origins": ([OWN, ("origin", "http://evil.example")], 403),
    "two sites": ([OWN, SAME, ("sec-fetch-site", "cross-site")], 403),
    "plain text": ([("origin", "http://evil.example"), ("content-type", "text/plain")], 403),
}


@pytest.mark.parametrize(("headers", "status"), POSTS.values(), ids=POSTS)
@pytest.mark.parametrize("path", ["/add", "/corrections", "/session", "/api/v1/reports"])
def test_other_sites_change_nothing(headers: list[tuple[str, str]], status: int, path: str) -> None:
    """A POST counts only from a page of the server itself."""
    assert ask([HOST, *headers], method="POST", path=path)[0] == status


GETS = {
    "typed": ([("sec-fetch-site", "none")], 200),
    "a link of ours": ([SAME], 200),
    "an old browser": ([], 200),
    "a link of another site": (
        [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
        200,
    ),
    "a frame of another site": (
        [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
        403,
    ),
    "fetched by another site": ([("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], 403),
    "fetched by another port": ([("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")], 403),
}


@pytest.mark.parametrize(("headers", "status"), GETS.values(), ids=GETS)
def test_other_sites_read_nothing(headers: list[tuple[str, str]], status: int) -> None:
    """A page of another site can link here, and neither fetch nor frame anything."""
    assert ask([HOST, *headers], path="/stories/x")[0] == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"])
def test_other_methods_are_refused(method: str) -> None:
    """Only GET, HEAD and POST are answered; there is no preflight, so no CORS."""
    status, headers, recorder = ask([HOST, OWN, SAME], method=method)
    assert status == 405
    assert not recorder.bodies
    assert not [name for name in headers if name.startswith("access-control")]


ODD = [
    "/a%00b",
    "/..%2f..%2fetc/passwd",
    "/%5cevil",
    "//evil.example",
    "/x?q=%00",
    "/" + "a" * 9000,
    "/x?" + "q" * 9000,
]


@pytest.mark.parametrize("path", ODD, ids=[p[:20] for p in ODD])
def test_odd_addresses_are_refused(path: str) -> None:
    """Zero characters, ways up, backslashes and megabytes in an address come to nothing."""
    status, _, recorder = ask([HOST], path=path)
    assert status == 400
    assert not recorder.bodies


@pytest.mark.parametrize("path", ["/", "/stories/x", "/health", "/jobs/1", "/add"])
def test_strangers_are_sent_to_the_door(path: str) -> None:
    """Without a session a page leads to where the code is asked for, and the API answers 401."""
    status, headers, recorder = ask([HOST], path=path, entered=False)
    assert (status, headers["location"]) == (303, "/enter")
    assert ask([HOST], path="/api/v1" + path, entered=False)[0] == 401
    assert ask([HOST, OWN, SAME], path=path, method="POST", entered=False)[0] == 401
    assert not recorder.bodies


def test_a_program_gives_the_code() -> None:
    """A program that bears the code needs no cookie; a wrong code is none."""
    settings, sessions = Settings(Path("x.db"), port=8000), Sessions()
    for given, reached in (
        (sessions.code, True),
        ("wrong", False),
        (sessions.launch or "", False),
        ("", False),
    ):
        recorder = Recorder()
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/api/v1/reports",
            "raw_path": b"/api/v1/reports",
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8000"), (b"authorization", f"Bearer {given}".encode())],
        }

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None: ...

        asyncio.run(Guard(recorder, settings, sessions)(scope, receive, send))
        assert bool(recorder.bodies) is reached


@pytest.mark.parametrize("path", ["/", "/enter", "/nope", "/%5c", "/api/v1/x"])
@pytest.mark.parametrize("entered", [True, False])
def test_every_answer_bears_the_headers(path: str, entered: bool) -> None:
    """Pages, redirections and refusals bear the policy and its companions, and are not kept."""
    _, headers, _ = ask([HOST], path=path, entered=entered)
    assert dict(HEADERS).items() <= headers.items()
    assert headers["cache-control"] == "no-store"
    assert "unsafe" not in POLICY


LENGTHS = {
    "a word": ("many", 400),
    "negative": ("-1", 400),
    "2 GB": (str(2 << 30), 413),
    "absurd": ("9" * 400, 413),
}


@pytest.mark.parametrize(("length", "status"), LENGTHS.values(), ids=LENGTHS)
def test_what_says_it_is_too_large_is_not_read(length: str, status: int) -> None:
    """A length that is none, or too large, is refused without a byte read."""
    got, _, recorder = ask([HOST, OWN, SAME, ("content-length", length)], method="POST", path="/add")
    assert got == status
    assert not recorder.bodies


def test_wrong_codes_are_counted() -> None:
    """After ten wrong codes in a minute even the right one waits; the launch code opens once."""
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    launch = sessions.launch or ""
    assert sessions.enter(launch) is not None
    assert sessions.enter(launch) is None
    for _ in range(MAX_WRONG):
        sessions.enter("wrong")
    assert sessions.enter(sessions.code) is None
    now[0] = 61.0
    secret = sessions.enter(sessions.code)
    assert sessions.is_open(secret)
    assert not sessions.is_open("x")
    assert not sessions.is_open(None)
    sessions.leave(secret)
    assert not sessions.is_open(secret)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example"])
def test_others_reach_it_only_if_that_is_meant(host: str) -> None:
    """An address that others reach needs the flag, a name, and a password of some length."""
    good = Listening(host, names=("desk.example",), password="a long password", may_be_remote=True)
    assert checked(good) == good
    for bad in (
        Listening(host),
        Listening(host, names=("desk.example",), password="a long password"),
        Listening(host, names=("desk.example",), may_be_remote=True),
        Listening(host, names=("desk.example",), password="short", may_be_remote=True),
    ):
        with pytest.raises(UsageError):
            checked(bad)
    assert checked(Listening("127.0.0.1")).host == "127.0.0.1"


def test_a_slow_body_is_given_up() -> None:
    """A body that does not come is waited for no longer than the limit."""
    settings = Settings(Path("x.db"), port=8000, limits=Limits(seconds=0.05))
    sessions = Sessions()
    guard = Guard(Recorder(), settings, sessions)
    cookie = f"{settings.cookie()}={sessions.enter(sessions.code)}".encode()
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/add",
        "raw_path": b"/add",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8000"), (b"origin", b"http://127.0.0.1:8000"), (b"cookie", cookie)],
    }

    async def receive() -> Any:
        await asyncio.sleep(5)

    async def send(message: Any) -> None: ...

    with pytest.raises(Exception, match="too long"):
        asyncio.run(guard(scope, receive, send))
