// Searches the articles with Pagefind, whose index is in bundles of issue days; the newest is read first. Articles are
// indexed as feedpub/writing/search.py cuts them: in pairs of Chinese characters, which are joined again to be shown.

const PACKED = "\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PAIR = new RegExp(`^([${PACKED}])([${PACKED}]?)(.*)$`, "su");
const QUERY = new RegExp(`[${PACKED}]+|[^${PACKED}\\s]+`, "gu");
const IS_PACKED = new RegExp(`^[${PACKED}]`, "u");
const WIDE = /[\u2010-\u2027\u2030-\u205e\u3001-\u303f\uff01-\uff20]$/; // marks that no space follows
const END = "__"; // a word that every article has, after its title and after the names of who wrote it
const AT_ONCE = 20; // results
const BUNDLES_AT_ONCE = 8; // that are read for one press of the button, if they have too few results
const BEFORE = 24, LENGTH = 96; // characters of an excerpt, before its first mark and in all

const at = name => document.getElementById(`_${name}`);
const form = at("search"), said = at("said"), list = at("results"), more = at("more");
const bundles = form.dataset.bundles.split(" ").filter(Boolean).map(row => row.split(":"));
const title = document.title;
const sections = new Map([...form.elements.section.options].map(one => [one.value, one.text]));
const dated = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
const say = (key, count) => { said.textContent = (said.dataset[key] ?? "").replace("{count}", count); };

// Pagefind would cut Chinese by the browser's list of words, which is not how it was indexed.
function inLanguage(language, work) {
  const root = document.documentElement, own = root.lang;
  root.lang = language;
  try { return work(); } finally { root.lang = own; }
}

let engine; // Pagefind, with the newest bundle
const opened = new Map(); // the bundles it has, or is about to have, by name

async function openBundle(name, tag) {
  const basePath = new URL(`search/${name}/`, document.baseURI).href;
  const options = { metaCacheTag: tag, mergeFilter: { bundle: name } };
  const language = form.dataset.stemmed;
  if (name !== bundles[0][0]) return engine.mergeIndex(basePath, { ...options, language });
  const { createInstance } = await import(`${basePath}pagefind.js`);
  engine = inLanguage(language, () => createInstance({ ...options, basePath, noWorker: true }));
}

function openOnce([name, tag]) {
  if (!opened.has(name)) opened.set(name, openBundle(name, tag));
  return opened.get(name);
}

// What a bundle has, the newest first. Pagefind's own order over several bundles would mean nothing.
async function searchIn(bundle, terms, filters) {
  await openOnce(bundles[0]);
  await openOnce(bundle);
  const found = await engine.search(terms, { filters: { ...filters, bundle: bundle[0] }, sort: { at: "desc" } });
  return found.results;
}

// What is searched: pairs that cover each run of Chinese, and other words as they are.
function termsOf(query) {
  const terms = [];
  for (const [part] of query.matchAll(QUERY)) {
    const letters = [...part];
    if (!IS_PACKED.test(part)) terms.push(part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
    else if (letters.length < 2) terms.push(part);
    else for (let i = 0; i < letters.length; i += 2) terms.push(letters.slice(Math.min(i, letters.length - 2)).slice(0, 2).join(""));
  }
  return terms.filter(Boolean);
}

// The text of pieces, and where each begins in it.
function joined(pieces) {
  let text = "", open = ""; // what the piece before was, if white space may have followed it
  const starts = [];
  for (const piece of pieces) {
    const pair = PAIR.exec(piece);
    if (open === (pair ? "run" : "word")) text += " ";
    starts.push(text.length);
    text += pair ? pair[1] + pair[3] : piece;
    open = !pair ? (WIDE.test(piece) ? "" : "word") : pair[2] || pair[3] ? "" : "run";
  }
  return { text, starts };
}

// Where to mark a text: runs of Chinese as they are searched, other words where Pagefind found them.
function marksOf({ text, starts }, pieces, runs, locations) {
  const marks = [];
  for (const run of runs) for (let i = text.indexOf(run); i >= 0; i = text.indexOf(run, i + run.length)) marks.push([i, i + run.length]);
  for (const one of locations) if (pieces[one] && !IS_PACKED.test(pieces[one])) marks.push([starts[one], starts[one] + pieces[one].length]);
  return marks.sort((a, b) => a[0] - b[0]);
}

function marked(text, marks, from, to) {
  const found = document.createDocumentFragment();
  let done = from;
  for (const [start, end] of marks) {
    if (start < done || start >= to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    found.append(text.slice(done, start), mark);
    done = end;
  }
  found.append(text.slice(done, Math.max(done, to)));
  return found;
}

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

// What an article must have: Pagefind also finds one that has the pairs of a run but not the run, or that has `3` where
// `320` is searched. Of words that have endings, the first half is enough.
function wantedOf(terms, runs) {
  const others = terms.filter(term => !IS_PACKED.test(term)).map(term => term.toLowerCase());
  const stemmed = form.dataset.stemmed !== "und";
  return [...runs, ...others.map(one => (stemmed ? one.slice(0, Math.max(3, one.length >> 1)) : one))];
}

// A result, or null where the article has not what is wanted.
function resultOf(data, runs, wanted) {
  const pieces = data.content.split(/\s+/);
  const ends = [pieces.indexOf(END), pieces.indexOf(END, pieces.indexOf(END) + 1)];
  const spans = [[0, ends[0]], [ends[0] + 1, ends[1]], [ends[1] + 1, pieces.length]];
  const [title, people, body] = spans.map(([from, to]) => {
    const part = pieces.slice(from, to), whole = joined(part);
    const locations = data.locations.filter(one => one >= from && one < to).map(one => one - from);
    return { text: whole.text, marks: marksOf(whole, part, runs, locations) };
  });
  const all = [title, people, body].map(part => part.text.toLowerCase());
  if (!wanted.every(one => all.some(text => text.includes(one)))) return null;
  const link = element("a", marked(title.text, title.marks, 0, title.text.length));
  link.href = data.raw_url.replace(/^\//, "");
  const time = element("time", dated.format(new Date(data.meta.day)));
  time.dateTime = data.meta.day;
  const slot = element("p", element("span", sections.get(data.filters.section?.[0]) ?? ""), " ", time);
  slot.className = "slot";
  if (people.text) slot.append(" ", element("span", marked(people.text, people.marks, 0, people.text.length)));
  const from = Math.max(0, (body.marks[0]?.[0] ?? 0) - BEFORE), to = Math.min(body.text.length, from + LENGTH);
  const excerpt = element("p", from ? "…" : "", marked(body.text, body.marks, from, to), to < body.text.length ? "…" : "");
  return element("li", slot, link, excerpt);
}

let current = 0; // the number of the search that is running; an older one stops
let goOn = () => {};

function search() {
  const mine = ++current, asked = new FormData(form);
  const [query, section, year, reporter] = ["q", "section", "year", "reporter"].map(key => asked.get(key).trim());
  const terms = termsOf(query), runs = [...query.matchAll(QUERY)].map(([part]) => part).filter(part => IS_PACKED.test(part));
  const wanted = wantedOf(terms, runs);
  const filters = Object.fromEntries(Object.entries({ section, reporter }).filter(([, value]) => value));
  const left = bundles.filter(([name]) => name.startsWith(year)), found = [];
  list.replaceChildren();
  list.hidden = more.hidden = true;
  document.title = query ? `${query} · ${title}` : title;
  if (!terms.length && !section && !year && !reporter) return say("");
  goOn = async () => {
    const goal = list.children.length + AT_ONCE;
    more.hidden = true;
    say("running");
    try {
      for (let count = 0; ;) {
        const some = await Promise.all(found.splice(0, goal - list.children.length).map(one => one.data().catch(() => null)));
        if (mine !== current) return;
        if (some.length && some.every(data => !data)) throw new Error("no result could be loaded");
        list.append(...some.map(data => data && resultOf(data, runs, wanted)).filter(Boolean));
        if (list.children.length >= goal) break;
        if (found.length) continue;
        if (!left.length || count++ >= BUNDLES_AT_ONCE) break;
        found.push(...await searchIn(left.shift(), terms.join(" ") || END, filters));
        if (mine !== current) return;
      }
      const rest = found.length || left.length, count = list.children.length;
      list.hidden = !count;
      more.hidden = !rest;
      say(count ? (rest ? "soFar" : "found") : rest ? "noneYet" : "nothing", count);
    } catch (error) {
      console.warn(error);
      opened.clear();
      if (mine === current) say("failed");
    }
  };
  return goOn();
}

// What is searched is in the address, so that it can be linked.
function fromAddress() {
  const asked = new URLSearchParams(location.search);
  for (const one of form.elements) if (one.name) one.value = asked.get(one.name) ?? "";
  search();
}

function toAddress() {
  const asked = String(new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim())));
  const address = location.pathname + (asked && `?${asked}`);
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  search();
}

form.addEventListener("submit", event => {
  event.preventDefault();
  toAddress();
});
form.addEventListener("change", event => { if (event.target.matches("select")) toAddress(); });
more.addEventListener("click", async () => {
  const known = list.children.length;
  await goOn();
  list.children[known]?.querySelector("a").focus();
});
addEventListener("popstate", fromAddress);
at("unscripted").hidden = true;
form.hidden = false;
fromAddress();
if (!location.search) form.elements.q.focus();
