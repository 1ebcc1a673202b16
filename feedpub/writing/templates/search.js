// Searches the articles with Pagefind, whose index is in bundles of issue days; the newest is read first. Articles are
// indexed as feedpub/writing/search.py cuts them: in pairs of Chinese characters, which are joined again to be shown.

const PACKED = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PAIR = new RegExp(`^([${PACKED}])([${PACKED}]?)(.*)$`, "su");
const QUERY = new RegExp(`[${PACKED}]+|[^${PACKED}\\s]+`, "gu");
const IS_PACKED = new RegExp(`^[${PACKED}]`, "u");
const AT_ONCE = 20; // results
const BUNDLES_AT_ONCE = 6; // that are read for one press of the button, if they have too few results
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

// One reader of bundles for each year that is searched ("": all), with how many of them it has read.
const readers = new Map();
function readerOf(year) {
  if (!readers.has(year)) readers.set(year, openReader(bundles.filter(([name]) => name.startsWith(year))));
  return readers.get(year);
}

async function openReader(all) {
  if (!all.length) return null;
  const folder = name => new URL(`search/${name}/`, document.baseURI).href;
  const [name, tag] = all[0];
  const { createInstance } = await import(`${folder(name)}pagefind.js`);
  const language = form.dataset.stemmed;
  // A weight of 0 keeps results in the order of the bundles, and of the dates within each.
  const options = tag => ({ indexWeight: 0, metaCacheTag: tag });
  const engine = inLanguage(language, () => createInstance({ ...options(tag), basePath: folder(name), noWorker: true }));
  const rest = all.slice(1);
  return {
    search: (terms, filters) => engine.search(terms, { filters, sort: { at: "desc" } }),
    left: () => rest.length,
    async readOn() {
      const [name, tag] = rest[0];
      await engine.mergeIndex(folder(name), { ...options(tag), language });
      rest.shift();
    },
  };
}

// What is searched: pairs that cover each run of Chinese, and other words as they are.
function termsOf(query) {
  const terms = [];
  for (const [part] of query.matchAll(QUERY)) {
    const letters = [...part];
    if (!IS_PACKED.test(part)) terms.push(part.replaceAll('"', ""));
    else if (letters.length < 2) terms.push(part);
    else for (let i = 0; i < letters.length; i += 2) terms.push(letters.slice(Math.min(i, letters.length - 2)).slice(0, 2).join(""));
  }
  return terms.filter(Boolean);
}

// The text of pieces, and where each begins in it.
function joined(pieces) {
  let text = "", open = false; // whether the piece before was a word that needs a space
  const starts = [];
  for (const piece of pieces) {
    const pair = PAIR.exec(piece);
    if (open && (!pair || open === "run")) text += " ";
    starts.push(text.length);
    text += pair ? pair[1] + pair[3] : piece;
    open = pair ? (pair[2] || pair[3] ? false : "run") : "word";
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

// A result, or null where the pairs of a run are in the article, but not the run.
function resultOf(data, runs) {
  const pieces = data.content.split(/\s+/);
  const ends = [pieces.indexOf("¶"), pieces.indexOf("¶", pieces.indexOf("¶") + 1)];
  const spans = [[0, ends[0]], [ends[0] + 1, ends[1]], [ends[1] + 1, pieces.length]];
  const [title, people, body] = spans.map(([from, to]) => {
    const part = pieces.slice(from, to), whole = joined(part);
    const locations = data.locations.filter(one => one >= from && one < to).map(one => one - from);
    return { text: whole.text, marks: marksOf(whole, part, runs, locations) };
  });
  if (!runs.every(run => [title, people, body].some(part => part.text.includes(run)))) return null;
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

let current = 0; // the search that is running; an older one stops
let goOn = () => {};

async function search() {
  const mine = ++current, wanted = new FormData(form);
  const [query, section, year, reporter] = ["q", "section", "year", "reporter"].map(key => (wanted.get(key) ?? "").trim());
  const terms = termsOf(query), runs = [...query.matchAll(QUERY)].map(([part]) => part).filter(part => IS_PACKED.test(part));
  list.replaceChildren();
  list.hidden = more.hidden = true;
  document.title = query ? `${query} · ${title}` : title;
  if (!terms.length && !section && !year && !reporter) return say("");
  const filters = Object.fromEntries(Object.entries({ section, reporter }).filter(([, value]) => value));
  let seen = 0;
  goOn = async () => {
    more.hidden = true;
    say("running");
    const goal = list.children.length + AT_ONCE;
    try {
      const reader = await readerOf(year);
      const ask = async () => (reader ? (await reader.search(terms.length ? terms.join(" ") : null, filters)).results : []);
      let found = await ask(), read = 1;
      while (mine === current) {
        const some = await Promise.all(found.slice(seen, seen + goal - list.children.length).map(one => one.data()));
        if (mine !== current) return;
        seen += some.length;
        list.append(...some.map(data => resultOf(data, runs)).filter(Boolean));
        if (list.children.length >= goal || (seen === found.length && (!reader?.left() || read++ >= BUNDLES_AT_ONCE))) break;
        if (seen === found.length) {
          await reader.readOn();
          found = await ask();
        }
      }
      if (mine !== current) return;
      const rest = seen < found.length || !!reader?.left();
      list.hidden = !list.children.length;
      more.hidden = !rest;
      say(list.children.length ? (rest ? "soFar" : "found") : rest ? "noneYet" : "nothing", list.children.length);
    } catch (error) {
      console.warn(error);
      readers.clear();
      if (mine === current) say("failed");
    }
  };
  await goOn();
}

// What is searched is in the address, so that it can be linked.
function fromAddress() {
  const asked = new URLSearchParams(location.search);
  for (const one of form.elements) if (one.name) one.value = asked.get(one.name) ?? "";
  search();
}

function toAddress() {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  const address = `${location.pathname}${asked.size ? `?${asked}` : ""}`;
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
