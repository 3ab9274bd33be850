// Keys, the drawer with a source's words, dropped files, live progress. Every page works without it.
// All text goes in as text (textContent): nothing of a report is ever read as markup.
"use strict";

const make = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
};
const page = document.documentElement;
page.classList.add("has-script");

// -- Entering: the code behind #t= is exchanged for a cookie, and leaves the address bar -------------------
const entering = document.querySelector("[data-enter]");
if (entering && location.hash.startsWith("#t=")) {
  entering.elements.code.value = decodeURIComponent(location.hash.slice(3));
  history.replaceState(null, "", location.pathname);
  entering.submit();
} else if (location.hash.startsWith("#t=")) {
  history.replaceState(null, "", location.pathname);
}

// -- The drawer -----------------------------------------------------------------------------------------
let drawer = null;
let came = null;

const openSheet = (kind, label, ...content) => {
  closeSheet();
  came = document.activeElement;
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", closeSheet);
  const name = make("h2", { id: "sheet-name", tabindex: "-1" }, label);
  drawer = make("dialog", { class: kind, "aria-labelledby": "sheet-name" },
    make("div", { class: "sheet" }, make("div", { class: "top" }, name, close), ...content));
  const sheet = drawer;
  // A closed sheet hears of it later, when the next one may be open already: it must not close that one.
  sheet.addEventListener("close", () => { if (drawer === sheet) closeSheet(); });
  sheet.addEventListener("click", (event) => { if (event.target === sheet) closeSheet(); });
  document.body.append(drawer);
  drawer.showModal();
  name.focus();
};

const closeSheet = () => {
  if (!drawer) return;
  const old = drawer;
  drawer = null;
  old.close();
  old.remove();
  if (came && came.isConnected) came.focus();
};

const chainList = (chain) => make("ol", { class: "hops" }, ...chain.map((hop) => make("li", {},
  make("strong", {}, make("bdi", {}, hop.name)), " ", make("span", { class: "quiet" }, hop.role), " ",
  hop.words ? make("q", {}, make("bdi", {}, hop.words)) : "",
  hop.reason ? make("span", { class: "quiet" }, " ", hop.reason) : "")));

const showWords = async (link) => {
  const target = new URL(link.href);
  const story = target.pathname.replace(/\/source$/, "");
  const answer = await fetch(`/api/v1${story}/passage${target.search}`, { headers: { accept: "application/json" } });
  if (!answer.ok) { location.assign(link.href); return; }
  const found = await answer.json();
  openSheet("drawer", make("span", {}, make("span", { class: "letter" }, found.letter), " ", make("bdi", {}, found.label)),
    make("p", {}, make("bdi", {}, found.title)),
    make("p", { class: "quiet" }, make("bdi", {}, found.published), ` · version ${found.version}, added `,
      found.added.slice(0, 10), " · ", make("bdi", {}, found.source)),
    make("div", { class: "words", dir: "auto" }, found.before, make("mark", { class: "m-at" }, found.words), found.after),
    found.chain.length ? make("h3", {}, "How it came") : null,
    found.chain.length ? chainList(found.chain) : null,
    found.lineage ? make("p", { class: "quiet" }, `Where it comes from is ${found.lineage}.`) : null,
    make("p", {}, make("a", { href: target.pathname + target.search + target.hash }, "The whole text")));
};

const isWords = (link) => link && link.origin === location.origin && link.pathname.endsWith("/source")
  && link.search.includes("at=") && !link.closest("dialog");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (isWords(link)) { event.preventDefault(); showWords(link).catch(() => location.assign(link.href)); }
  if (event.target.closest("[data-help]")) showHelp();
});

// -- Keys -----------------------------------------------------------------------------------------------
const KEYS = [["j / k", "next, previous line"], ["Enter", "the words behind it"], ["s", "the words behind it"],
  ["c", "next conflict"], ["/", "search"], ["?", "these keys"], ["Esc", "close, and back to the line"]];

const showHelp = () => openSheet("", "Keys", make("dl", { class: "keys" },
  ...KEYS.flatMap(([key, what]) => [make("dt", {}, key), make("dd", {}, what)])));

const LINES = "li.claim, .storylist li, .hits li, .grid tbody tr, table.tellings tbody tr";
let line = null;
const wordsIn = (node) => node.querySelector("a.mark, .grid td a") || node.querySelector("a[href]");

const goTo = (node) => {
  if (!node) return;
  if (line) line.classList.remove("here");
  line = node;
  line.classList.add("here");
  line.scrollIntoView({ block: "center" });
  const first = wordsIn(line);
  if (first) first.focus({ preventScroll: true });
};

const step = (by, selector) => {
  const nodes = [...document.querySelectorAll(selector)].filter((node) => node.getClientRects().length);
  const at = nodes.indexOf(line);
  if (at >= 0) { goTo(nodes[Math.min(nodes.length - 1, Math.max(0, at + by))]); return; }
  if (!line) { goTo(by > 0 ? nodes[0] : nodes[nodes.length - 1]); return; }
  const after = nodes.find((node) => line.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  goTo(after || nodes[0]);
};

const CLASHES = ".conflicts li.claim, .grid tr:has(td.otherwise)";
const nextClash = () => {
  const nodes = [...document.querySelectorAll(CLASHES)];
  goTo(nodes[(nodes.indexOf(line) + 1) % nodes.length]);
};

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "Escape" && drawer) { event.preventDefault(); closeSheet(); return; }
  if (drawer || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.getElementById("q");
  const mark = line && wordsIn(line);
  const act = {
    j: () => step(1, LINES), k: () => step(-1, LINES), c: nextClash, "?": showHelp,
    s: () => mark && mark.click(), "/": () => search && search.focus(),
    Enter: () => { if (mark && document.activeElement === document.body) mark.click(); },
  }[event.key];
  if (!act) return;
  if (event.key !== "Enter") event.preventDefault();
  act();
});

// -- Dropped files ----------------------------------------------------------------------------------------
const dropForm = document.querySelector("[data-drop]");
const send = async (files) => {
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  const answer = await fetch("/add", { method: "POST", body });
  if (answer.ok) { location.assign(answer.url.replace(/(#live)?$/, "#live")); return; }
  openSheet("", "That could not be taken", make("p", {}, `The server answered ${answer.status}.`));
};
if (dropForm) {
  addEventListener("dragover", (event) => { event.preventDefault(); page.classList.add("dropping"); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) page.classList.remove("dropping"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    page.classList.remove("dropping");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
  dropForm.elements.files.addEventListener("change", () => dropForm.requestSubmit());
}

// -- A filter that needs no button -------------------------------------------------------------------------
for (const form of document.querySelectorAll("form.facets")) form.addEventListener("change", () => form.requestSubmit());

// -- Live progress -----------------------------------------------------------------------------------------
const job = document.querySelector("[data-job]");
const WORDS = { waiting: "The reports wait for their turn.", reading: "The reports are read one at a time; you may close this page, and it goes on.",
  accounts: "The reports are read; the accounts are being worked out.", failed: "It could not be done." };
const showJob = (found) => {
  job.querySelector("[data-items]").replaceChildren(...found.items.map((item) => make("tr", {},
    make("th", { scope: "row" }, make("bdi", {}, item.name)),
    make("td", { class: `stage ${item.stage.replace(" ", "-")}` }, item.stage),
    make("td", {}, make("bdi", {}, item.detail || "")))));
  const status = job.querySelector("[data-status]");
  const words = WORDS[found.state] || `Done in ${found.seconds} seconds.`;
  if (status.textContent !== words) status.textContent = words;
  if (found.state !== "done" && found.state !== "failed") return;
  job.querySelector("[data-title]").textContent = found.state === "done" ? "Read" : "Not read";
  if (found.problem) status.after(make("p", { class: "notice bad", role: "alert" }, found.problem));
  const stories = found.titles || [];
  job.querySelector("[data-done]").replaceChildren(...stories.map((story) => make("p", { class: "lead" },
    make("a", { href: story.address }, make("bdi", {}, story.title || story.id)))));
  const isClean = found.items.every((item) => item.stage !== "set aside");
  if (stories.length === 1 && isClean && !found.problem) location.replace(stories[0].address);
};
if (job && (location.hash === "#live" || !["done", "failed"].includes(job.dataset.state))) {
  const events = new EventSource(`/jobs/${job.dataset.job}/events`);
  events.addEventListener("message", (event) => {
    const found = JSON.parse(event.data);
    showJob(found);
    if (found.state === "done" || found.state === "failed") events.close();
  });
}
