"""How quick the local pages are: from dropped files to an account, from a line to its words, each page.

    python bench/pages.py [REPORTS]

Makes a store of synthetic reports (100,000 unless given; see bench/store.py), starts `twosource serve` over
it, and asks it as a browser does: the example's reports and one more are sent as files, and the account is
asked for when the job is over; then every page is asked for in turn, and the words behind every line. The
clock holds the network of this machine, not the drawing in a browser. Prints one line of JSON a figure.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from store import LayOut, Texts, figure, fill, timed
from twosource.store import Store
from twosource.store.database import connect

EXAMPLE = Path(__file__).parents[1] / "examples" / "warehouse-fire"
EIGHTH = (
    "Halden Wire\n\nThe fire at the Marovets warehouse hurt at least 12 people on Tuesday, Northwire said."
)
RUN = "from twosource.cli.main import main; main()"
BOUNDARY = "twosource-bench"
TIMES = 40
WARM = 30
"""Seconds after which a server has its models at hand."""

STORE_PAGES = (
    "/",
    "/?page=9",
    "/?conflicts=1",
    "/?q={word}",
    "/?q={rare}",
    "/health",
    "/corrections",
    "/add",
)
STORY_PAGES = (
    *(
        "",
        "/compare",
        "/compare?only=all&one=A&other=B",
        "/quotes",
        "/origins",
        "/timeline",
        "/fix",
        "/export",
    ),
    *("{words}", "/report.html", "/export/xlsx"),
)


@dataclass(slots=True)
class Client:
    """Asks a server with its code, one connection for all."""

    connection: http.client.HTTPConnection
    code: str
    server: int

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, str, bytes]:
        """Return the status of an answer, where it sends, and its body."""
        headers = {"Authorization": f"Bearer {self.code}"}
        if body is not None:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.getheader("location", ""), answer.read()

    def got(self, path: str) -> bytes:
        """Return a page.

        Raises:
            RuntimeError: the server answers otherwise.
        """
        status, _, body = self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return body


@contextmanager
def serving(store: Path) -> Iterator[Client]:
    """Serve a store; give what asks it."""
    command = [sys.executable, "-c", RUN, "serve", "--no-open", "--store", str(store)]
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env) as run:
        try:
            line = run.stderr.readline() if run.stderr is not None else ""
            found = re.search(r"http://\S+", line)
            if found is None:
                raise RuntimeError(f"the server did not start: {line}")
            address = urlsplit(found[0])
            connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=120)
            yield Client(connection, address.fragment.removeprefix("t="), run.pid)
        finally:
            run.terminate()


def form() -> bytes:
    """Return eight files as a browser sends them."""
    files = [(path.name, path.read_bytes()) for path in sorted(EXAMPLE.iterdir())]
    head = '--{}\r\nContent-Disposition: form-data; name="files"; filename="{}"\r\n\r\n'
    parts = [
        head.format(BOUNDARY, name).encode() + data + b"\r\n"
        for name, data in (*files, ("halden-wire.txt", EIGHTH.encode()))
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def awake(client: Client) -> None:
    """Wait until a server answers: its address is known a moment before."""
    for _ in range(600):
        try:
            client.got("/")
        except OSError:
            client.connection.close()
            time.sleep(0.05)
        else:
            return


def spent(server: int) -> float | None:
    """Return the processor seconds of a server and its workers so far; `None` where /proc does not tell."""
    ticks, found = 0, {server}
    for path in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda one: int(one.parent.name)):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(path.parent.name) in found or int(fields[1]) in found:
            found.add(int(path.parent.name))
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else None


def added(name: str, client: Client) -> str:
    """Print how many seconds pass from eight files to their account; return where that is."""
    before, began = spent(client.server), time.perf_counter()
    _, job, _ = client.ask("/api/v1/reports", form())
    while True:
        document = json.loads(client.got(job))
        if document["state"] in {"done", "failed"}:
            break
        time.sleep(0.05)
    story = f"/stories/{document['stories'][0]}"
    client.got(story)
    told: dict[str, object] = {"figure": name, "s": round(time.perf_counter() - began, 2)}
    after = spent(client.server)
    if before is not None and after is not None:
        told["processor_s"] = round(after - before, 2)
    print(json.dumps(told), flush=True)
    return story


def main(reports: int) -> None:
    """Make the store, and measure."""
    texts = Texts()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.db"
        with Store(connect(path), marker=LayOut()) as store:
            for first in range(0, reports, 1_000):
                fill(store, texts, range(first, min(first + 1_000, reports)))
        load = os.getloadavg()[0]
        print(json.dumps({"figure": "store", "reports": reports, "load": round(load, 1)}), flush=True)
        with serving(path) as client:
            awake(client)
            measure(client, added("eight files to their account, the server just started", client), texts)
        with serving(Path(folder) / "new.db") as client:
            awake(client)
            time.sleep(WARM)
            client.connection.close()  # the server ends one that is quiet
            added("eight files to their account", client)
        print(json.dumps({"figure": "load at the end", "load": round(os.getloadavg()[0], 1)}), flush=True)


def measure(client: Client, story: str, texts: Texts) -> None:
    """Print how long every page takes, and the words behind the lines of the account."""
    account = client.got(story).decode()
    marks = re.findall(r'class="mark" href="[^"]*?/source\?([^"#]*at=[^"#]*)#at"', account)
    values = {
        "word": texts.words[10],
        "rare": texts.words[9_000],
        "words": f"/source?{marks[0].replace('&amp;', '&')}",
    }
    for page in STORE_PAGES:
        asked = page.format(**values)
        figure(f"page {page}", timed(lambda asked=asked: client.got(asked), TIMES))
    for page in STORY_PAGES:
        asked = story + page.format(**values)
        size = len(client.got(asked))
        figure(
            f"page of a story {page}", timed(lambda asked=asked: client.got(asked), TIMES), kB=size // 1000
        )
    left = iter([f"/api/v1{story}/passage?{mark.replace('&amp;', '&')}" for mark in marks])
    figure("a line to its words", timed(lambda: client.got(next(left)), len(marks)), lines=len(marks))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("reports", type=int, nargs="?", default=100_000, help="reports in the store")
    main(asked.parse_args().reports)
