"""The pages over a real store: what they show, what they change, what they refuse."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import html as parser

from twosource.account.schemas import schema
from twosource.exports.formats import FORMATS, write
from twosource.fetch import FetchError
from twosource.read import read, read_streams
from twosource.store.store import open as open_store
from twosource.watch import fetch_report
from twosource.web import jobs
from twosource.web.render import assets

# Libraries are imported in the threads of the server, where what the reader suppresses is not suppressed.
pytestmark = pytest.mark.filterwarnings("ignore")

VIEWS = [
    "",
    "/compare",
    "/compare?only=all&one=A&other=B",
    "/quotes",
    "/origins",
    "/timeline",
    "/fix",
    "/export",
]
PLAIN = [
    "/",
    "/?q=fire",
    "/?conflicts=1&origins=1&since=2001-01-01",
    "/add",
    "/health",
    "/corrections",
    "/enter",
]


def tree(answer: Any) -> Any:
    """Return the tree of a page, having made sure that it is one."""
    assert answer.status_code == 200, answer.text[:300]
    return parser.document_fromstring(answer.content)


def done(site: Any, job: str) -> dict[str, Any]:
    """Return a job once it is over."""
    for _ in range(2_400):  # two minutes: much longer than any job takes on a loaded machine
        found: dict[str, Any] = site.client.get("/api/v1" + job.partition("#")[0]).json()
        if found["state"] in {"done", "failed"}:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def first_words(site: Any) -> str:
    """Return the address of the first words that the account links to."""
    page = tree(site.client.get(f"/stories/{site.story}"))
    return str(page.xpath("//*[@class='conflicts']//a[@class='mark']/@href")[0])


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_page(site: Any, view: str) -> None:
    """Each view is a page of its own, with one heading of the first level, and no script or style inside."""
    page = tree(site.client.get(f"/stories/{site.story}{view}"))
    assert len(page.xpath("//h1")) == 1
    assert [s.get("src") for s in page.xpath("//script")] == [
        a.address for a in assets().values() if "javascript" in a.type
    ]
    assert not page.xpath("//style|//@style|//@onclick|//iframe|//object|//base")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_answers(site: Any, path: str) -> None:
    """The pages of the store answer with one heading each."""
    assert len(tree(site.client.get(path)).xpath("//h1")) == 1


def test_links_lead_somewhere(site: Any) -> None:
    """Every link of every view leads to a page, and every anchor to an element of it."""
    pages: dict[str, Any] = {}

    def got(address: str) -> Any:
        if address not in pages:
            pages[address] = tree(site.client.get(address))
        return pages[address]

    broken = []
    for view in VIEWS:
        for link in sorted(set(got(f"/stories/{site.story}{view}").xpath("//main//a/@href"))):
            address, _, anchor = str(link).partition("#")
            if link.startswith("/api/") or link.endswith("report.html") or "/export/" in link:
                assert site.client.get(link).status_code == 200
            elif anchor and not got(address or f"/stories/{site.story}{view}").xpath(f"//*[@id='{anchor}']"):
                broken.append(link)
            elif address:
                got(address)
    assert broken == []


def test_words_are_marked_in_their_text(site: Any) -> None:
    """A mark of the account leads to its words in the report, set off, with their claim above."""
    address = first_words(site)
    page = tree(site.client.get(address.partition("#")[0]))
    start, end = map(int, re.findall(r"at=(\d+)-(\d+)", address)[0])
    report = re.findall(r"report=(\w+)", address)[0]
    text = site.client.get(f"/api/v1/reports?id={report}").json()["text"]
    mark = page.xpath("//mark[@id='at']")[0]
    for link in mark.xpath(".//a"):
        link.drop_tree()
    assert mark.text_content() == text[start:end]
    assert page.xpath("//p[@class='passage']")


def test_residue_is_shown_with_its_reason(site: Any) -> None:
    """What was set aside stands in the reader with why."""
    page = tree(site.client.get(first_words(site).partition("#")[0]))
    assert page.xpath("//div[@class='part residue']/span[@class='why']")


def test_the_first_screen_says_the_three_things(site: Any) -> None:
    """Ten seconds: the number of origins, a conflict with its values, and who is quoted stand at the top."""
    page = tree(site.client.get(f"/stories/{site.story}"))
    counts = page.xpath("//ul[@class='counts']")[0].text_content()
    assert re.search(r"\d+ independent origins? recorded", counts)
    cards = [card.text_content() for card in page.xpath("//div[contains(@class,'card')]")]
    assert re.search(r"14 fire.*a dozen.*Seventeen", cards[1], re.DOTALL)
    assert "director of the Saint Barbara hospital" in cards[1]
    assert "“" in cards[2]


def test_the_comparison_says_what_each_does(site: Any) -> None:
    """Reports that clash with the words on the left state otherwise, others attribute or are silent."""
    page = tree(site.client.get(f"/stories/{site.story}/compare?only=conflicts"))
    cells = [cell.text_content().strip() for cell in page.xpath("//table[@class='grid']//td")]
    assert any(cell.startswith("states otherwise: ") for cell in cells)
    heads = page.xpath("//thead//th[@scope='colgroup']/@colspan")
    assert sum(map(int, heads)) == len(page.xpath("//thead//th[@scope='col']")) - 1
    silence = tree(site.client.get(f"/stories/{site.story}/compare?only=silence"))
    assert "silent" in [cell.text_content() for cell in silence.xpath("//table[@class='grid']//td")]


def test_every_format_is_taken_along(site: Any) -> None:
    """The page of exports has every format, each a file of its own, as the library writes it."""
    links = tree(site.client.get(f"/stories/{site.story}/export")).xpath("//main//td//a/@href")
    made = [link for link in links if "/export/" in link]
    assert {link.rpartition("/")[2].partition("?")[0] for link in made} == set(FORMATS)
    names = set()
    with open_store(site.settings.store, read_only=True) as store:
        account = store.account(site.story)
        for link in made:
            answer = site.client.get(link)
            names.add(answer.headers["content-disposition"])
            form, _, table = link.rpartition("/")[2].partition("?table=")
            assert answer.content == write([account], form, table=table or "claims"), link
    assert len(names) == len(made)
    assert all(re.fullmatch(r'attachment; filename="twosource-[A-Za-z0-9.-]+"', name) for name in names)


@pytest.mark.parametrize("path", ["export/docx", "export/csv?table=nothing", "export/csv?table=%3Cb%3E"])
def test_a_format_that_there_is_not_is_refused(site: Any, path: str) -> None:
    """Another format or table is refused with the names of those there are."""
    answer = site.client.get(f"/stories/{site.story}/{path}")
    assert answer.status_code == 400
    assert "There are" in answer.text
    assert "<b>" not in answer.text


def test_the_api_gives_documents_of_the_schemas(site: Any) -> None:
    """Accounts and reports of the API are valid; its description names every route."""
    account = site.client.get(f"/api/v1/stories/{site.story}").json()
    Draft202012Validator(schema("account")).validate(account)
    report = account["reports"][0]["id"]
    Draft202012Validator(schema("report")).validate(site.client.get(f"/api/v1/reports?id={report}").json())
    described = site.client.get("/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        if (
            "{" not in path
            and "get" in methods
            and "id" not in [p["name"] for p in methods["get"]["parameters"]]
        ):
            assert site.client.get(path).status_code == 200
    hits = site.client.get('/api/v1/search?q="warehouse* OR" AND').json()["hits"]
    assert hits == []
    assert site.client.get("/api/v1/search?q=warehouse").json()["hits"]


def test_nothing_is_changed_by_get(site: Any, example_store: Path) -> None:
    """No GET writes: the store has the same bytes of reports and corrections after all pages were asked."""
    before = site.client.get("/api/v1/corrections").json()
    for path in (*PLAIN, *(f"/stories/{site.story}{view}" for view in VIEWS)):
        site.client.get(path)
    assert site.client.get("/api/v1/corrections").json() == before
    for path in ("/corrections/undo", "/add/example", "/health/retry", "/session"):
        assert site.client.get(path).status_code in {404, 405}


UNKNOWN = ["/stories/nope", "/stories/nope/compare", "/jobs/99", "/static/app.js", "/nope"]


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_there_is_not_found(site: Any, path: str) -> None:
    """Unknown ids and files are 404, with a way back."""
    assert site.client.get(path).status_code == 404


BAD = ["at=0-99999999", "at=5-2"]


@pytest.mark.parametrize("at", BAD)
def test_stretches_outside_the_text_are_refused(site: Any, at: str) -> None:
    """A stretch that leaves the text is refused on the page and in the API."""
    report = site.client.get(f"/api/v1/stories/{site.story}").json()["reports"][0]["id"]
    assert site.client.get(f"/stories/{site.story}/source?report={report}&{at}").status_code == 400
    assert site.client.get(f"/api/v1/stories/{site.story}/passage?report={report}&{at}").status_code == 400


def test_files_become_an_account(empty_site: Any) -> None:
    """Files that were sent are read, one that is none is told of, and the account is there."""
    site = empty_site
    assert "Put in several" in site.client.get("/").text
    one = b"The bridge at Halden was closed on Tuesday, Mayor Odd Lund said.\n\nTwelve people were hurt."
    two = (
        b"<html><body><p>The bridge at Halden was closed on Tuesday.</p><p>Nine were hurt.</p></body></html>"
    )
    files = [("files", ("a.txt", one)), ("files", ("b.html", two)), ("files", ("c.zip", b"PK\3\4\0\0"))]
    answer = site.post("/add", files=files)
    job = answer.headers["location"].partition("#")[0]
    assert 'http-equiv="refresh"' in site.client.get(job).text or done(site, job)
    found = done(site, job)
    stages = {item["name"]: item["stage"] for item in found["items"]}
    assert stages == {"a.txt": "ok", "b.html": "partial", "c.zip": "set aside"}
    assert found["accounts"]
    events = site.client.get(job + "/events").text
    assert json.loads(events.removeprefix("data: "))["state"] == "done"
    assert "c.zip" in site.client.get("/health").text
    again = done(site, site.post("/add", files=files[:1]).headers["location"])
    assert again["items"][0]["stage"] == "duplicate"


def test_a_pasted_text_becomes_a_report(empty_site: Any) -> None:
    """A text that was pasted keeps the outlet and day given with it."""
    form = {
        "text": "The bridge at Halden was closed, the mayor said.",
        "outlet": "The Halden Post",
        "published": "2031-03-04",
    }
    found = done(empty_site, empty_site.post("/add", data=form).headers["location"])
    report = empty_site.client.get(f"/api/v1/reports?id={found['items'][0]['report']}").json()
    assert (report["outlet"], report["published"]["value"]) == ("The Halden Post", "2031-03-04")
    assert empty_site.post("/add", data={"text": " "}).status_code == 400


def test_addresses_are_fetched_and_private_ones_refused(
    empty_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that was given is fetched when its turn comes; one of a private network is set aside."""
    page = SimpleNamespace(
        report=read({"text": "The bridge at Halden was closed, the mayor said."}).reports[0]
    )

    def fetched(fetcher: Any, url: str) -> Any:
        return page if url == "https://news.example/a" else fetch_report(fetcher, url)

    monkeypatch.setattr(jobs, "fetch_report", fetched)
    given = {"addresses": "https://news.example/a\nhttp://127.0.0.1:9/x\nfile:///etc/passwd"}
    found = done(empty_site, empty_site.post("/add", data=given).headers["location"])
    assert [item["stage"] for item in found["items"]] == ["ok", "set aside", "set aside"]
    assert len(empty_site.client.get("/api/v1/failures").json()["failures"]) == 2


def test_what_a_host_asked_for_is_kept_over_a_restart(
    empty_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that is put in keeps to a host's wish for quiet that an earlier job was told."""
    held: list[dict[str, float]] = []

    def fetched(fetcher: Any, url: str) -> Any:
        held.append(dict(fetcher.manners.holds))
        fetcher.manners.holds["news.example"] = fetcher.clock.now() + 3_600
        raise FetchError("held_back", url)

    monkeypatch.setattr(jobs, "fetch_report", fetched)
    for _ in range(2):  # each job has a fetcher of its own, as after a restart
        done(
            empty_site,
            empty_site.post("/add", data={"addresses": "https://news.example/a"}).headers["location"],
        )
    assert held[0] == {}
    assert set(held[1]) == {"news.example"}


def test_read_streams_goes_on_after_a_failure() -> None:
    """A stream that is no text is a failure, and the others are read."""
    from io import BytesIO

    found = read_streams(
        [("a.txt", BytesIO(b"One line.")), ("b.bin", BytesIO(b"\x7fELF\0\0")), ("c", BytesIO(b""))]
    )
    assert [r.source.name for r in found.reports] == ["a.txt"]
    assert [f.name for f in found.failures] == ["b.bin", "c"]


def test_corrections_take_effect_at_once_and_are_undone(own_site: Any) -> None:
    """Names, splits and merges show in the account that follows, are logged, and an undo takes them back."""
    site = own_site
    before = site.client.get(f"/api/v1/stories/{site.story}").json()
    name = before["parties"][0]["name"]
    answer = site.post(
        "/corrections", data={"kind": "prefer", "story": site.story, "one": name, "other": "Zed Zarn"}
    )
    assert answer.headers["location"] == f"/stories/{site.story}?done=1"
    names = {p["name"] for p in site.client.get(f"/api/v1/stories/{site.story}").json()["parties"]}
    assert "Zed Zarn" in names
    page = tree(site.client.get(answer.headers["location"]))
    assert page.xpath("//form[@class='notice']//button")
    assert site.post("/corrections/undo", data={"number": "1", "story": site.story}).status_code == 303
    assert site.client.get(f"/api/v1/stories/{site.story}").json() == before
    part = [r["id"] for r in before["reports"][:2]]
    assert (
        site.post("/corrections", data={"kind": "split", "story": site.story, "report": part}).status_code
        == 303
    )
    lines = site.client.get("/api/v1/stories").json()["stories"]
    assert sorted(line["reports"] for line in lines) == [2, 5]
    other = next(line["id"] for line in lines if line["id"] != site.story)
    assert (
        site.post("/corrections", data={"kind": "merge", "story": site.story, "other": other}).status_code
        == 303
    )
    assert len(site.client.get(f"/api/v1/stories/{site.story}").json()["reports"]) == 7
    kinds = [one["kind"] for one in site.client.get("/api/v1/corrections").json()["corrections"]]
    assert kinds == ["prefer", "undo", "split", "merge"]


def test_a_copy_is_settled_on_the_page(own_site: Any) -> None:
    """A form settles that a report is a copy of another: the account shows it at once, an undo ends it."""
    site = own_site
    before = site.client.get(f"/api/v1/stories/{site.story}").json()
    page = tree(site.client.get(f"/stories/{site.story}/fix"))
    form = page.xpath("//form[@id='copies']")[0]
    ids = form.xpath(".//select[@name='one']/option/@value")
    assert ids == form.xpath(".//select[@name='other']/option/@value")
    free = [r["id"] for r in before["reports"] if r["copy_of"] is None]
    report, of = free[0], free[-1]
    given = {"kind": "copy", "story": site.story, "one": report, "other": of, "note": "told by the desk"}
    done = site.post("/corrections", data=given).headers["location"]
    lines = {r["id"]: r for r in site.client.get(f"/api/v1/stories/{site.story}").json()["reports"]}
    assert lines[report]["copy_of"] == of
    notice = tree(site.client.get(done)).xpath("//form[@class='notice']")[0].text_content()
    assert "copy" in notice
    assert lines[report]["label"] in notice
    assert "told by the desk" in site.client.get("/corrections").text
    assert site.post("/corrections/undo", data={"number": "1", "story": site.story}).status_code == 303
    assert site.client.get(f"/api/v1/stories/{site.story}").json() == before
    given["kind"] = "not-copy"
    copied = next(r for r in before["reports"] if r["copy_of"] is not None)
    given |= {"one": copied["id"], "other": copied["copy_of"]}
    assert site.post("/corrections", data=given).status_code == 303
    lines = {r["id"]: r for r in site.client.get(f"/api/v1/stories/{site.story}").json()["reports"]}
    assert lines[copied["id"]]["copy_of"] != copied["copy_of"]


WRONG = {
    "no kind": {"one": "a", "other": "b"},
    "one name": {"kind": "same", "one": "a", "other": ""},
    "all reports": {"kind": "split"},
    "nothing to undo": {"kind": "undo", "one": "77"},
    "no such story": {"kind": "merge", "other": "nope"},
    "no such report": {"kind": "copy", "one": "nope", "other": "nor this"},
}


@pytest.mark.parametrize("form", WRONG.values(), ids=WRONG)
def test_wrong_corrections_are_refused(own_site: Any, form: dict[str, str]) -> None:
    """A correction that says too little, or names what is not there, is refused and not written down."""
    answer = own_site.post("/corrections", data={"story": own_site.story} | form)
    assert answer.status_code in {400, 404}
    assert own_site.client.get("/api/v1/corrections").json()["corrections"] == []


def test_the_api_corrects(own_site: Any) -> None:
    """The API settles and undoes as the pages do, and refuses what is no correction."""
    body = {"kind": "same", "what": ["Dornholt", "the company"], "story": own_site.story}
    made = own_site.post("/api/v1/corrections", json=body)
    assert (made.status_code, made.json()["kind"]) == (201, "same")
    assert own_site.post("/api/v1/corrections", json={"kind": "undo", "what": ["1"]}).status_code == 201
    for bad in (
        {"kind": "same"},
        {"kind": "same", "what": "x"},
        {"kind": "same", "what": [1, 2]},
        [],
        "x",
        None,
    ):
        assert own_site.post("/api/v1/corrections", json=bad).status_code == 400


def streamed(size: int, whole: bytes = b"x" * 1000) -> Any:
    """Yield a body of a size that no header tells."""
    for _ in range(0, size, len(whole)):
        yield whole


def parts(number: int) -> bytes:
    """Return a form of so many fields, each of a few bytes."""
    return (
        b"".join(b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n\r\n' % n for n in range(number))
        + b"--b--\r\n"
    )


def test_large_bodies_are_refused(own_site: Any) -> None:
    """Bodies beyond the limit are refused as they come, forms of too many parts and deep JSON as well."""
    site, form = (
        own_site,
        {"origin": "http://127.0.0.1:8000", "content-type": "multipart/form-data; boundary=b"},
    )
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'

    def body() -> Any:
        yield head
        yield from streamed(1_000_000)

    assert site.client.post("/add", headers=form, content=body()).status_code == 413
    assert site.client.post("/corrections", headers=form, content=body()).status_code == 413
    assert site.client.post("/add", headers=form, content=parts(2_500)).status_code == 400
    files = b"".join(head.replace(b"a.txt", b"%d.txt" % n) + b"x\r\n" for n in range(60)) + b"--b--\r\n"
    assert site.client.post("/add", headers=form, content=files).status_code == 400
    json_ = {"origin": "http://127.0.0.1:8000", "content-type": "application/json"}
    for deep in (b"[" * 20_000, b'{"a":' * 20_000, b'{"text": ' + b"[" * 41 + b"]" * 41 + b"}"):
        answer = site.client.post("/api/v1/reports", headers=json_, content=deep)
        assert answer.status_code == 400
        assert len(answer.content) < 500
    assert site.client.get("/").status_code == 200


def test_read_only_changes_nothing(read_only_site: Any) -> None:
    """A server that only reads refuses every change, and offers none."""
    site = read_only_site
    for path in (
        "/add",
        "/add/example",
        "/corrections",
        "/corrections/undo",
        "/health/retry",
        "/api/v1/reports",
    ):
        assert site.post(path, data={"number": "1"}).status_code == 403
    assert "read only" in site.client.get("/add").text
    assert tree(site.client.get(f"/stories/{site.story}")).xpath("//h1")


def test_an_id_may_hold_anything(empty_site: Any) -> None:
    """A story and reports whose given ids hold slashes, dots and marks have pages as others have."""
    site = empty_site
    story = "politics/2031/../~2F%2e?#&"
    lines = "\n".join(
        json.dumps(
            {
                "id": f"{story}/{n}",
                "story": story,
                "text": f"Bridge closed\n\nThe bridge was closed by {n} men.",
            }
        )
        for n in ("nine", "ten")
    )
    answer = site.post("/add", files=[("files", ("a.jsonl", lines.encode(), "application/jsonl"))])
    assert done(site, answer.headers["location"])["stories"] == [story]
    home = tree(site.client.get("/"))
    address = home.xpath("//ol[@class='storylist']//a/@href")[0]
    for view in VIEWS:
        assert tree(site.client.get(address + view)).xpath("//h1")
    page = tree(site.client.get(address))
    words = page.xpath("//a[@class='mark'][contains(@href, 'at=')]/@href")[0]
    assert tree(site.client.get(words.partition("#")[0])).xpath("//mark[@id='at']")
    assert site.client.get(f"/api/v1{address}").json()["story"]["id"] == story
    name = site.client.get(f"{address}/export/markdown").headers["content-disposition"]
    assert name == 'attachment; filename="twosource-politics-2031-2F-2e.md"'
