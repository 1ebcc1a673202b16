"use strict";
// Only `feedpub serve --watch` puts this into pages. It reloads the page after a build, and shows in its corner what
// the last build found wrong. Everything is set as text, since problems quote bulletins.
{
  const EVERY = 1000; // milliseconds between two questions
  const CLOSED = "feedpub-corner-closed"; // the problems that somebody folded away
  const built = document.currentScript.dataset.build;
  let corner = null, shown = "", language = "en", ended = "The preview has ended";

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...children);
    return made;
  };

  const show = (title, problems) => {
    const now = JSON.stringify([title, problems]);
    if (now === shown) return;
    shown = now;
    corner?.remove();
    corner = null;
    if (!title) return;
    const rows = problems.map(problem => {
      const row = element("li", "", element("strong", problem.where), ` ${problem.text}`);
      row.className = problem.level;
      return row;
    });
    corner = element("details", "", element("summary", title), element("ul", "", ...rows));
    corner.id = "_feedpub-corner";
    corner.lang = language;
    corner.open = sessionStorage.getItem(CLOSED) !== now;
    corner.addEventListener("toggle", () => sessionStorage.setItem(CLOSED, corner?.open ? "" : now));
    document.body.append(corner);
  };

  const ask = async () => {
    if (document.hidden) return;
    try {
      const state = await (await fetch("/.preview/build.json")).json();
      if (state.build !== built) location.reload();
      else {
        ({ language, ended } = state);
        show(state.title, state.problems);
      }
    } catch {
      show(ended, []);
    }
  };

  const again = async () => {
    await ask();
    setTimeout(again, EVERY);
  };
  document.addEventListener("visibilitychange", ask);
  again();
}
