// Copies feed addresses. Without it the buttons stay hidden, and the links beside them serve.
"use strict";

const said = document.getElementById("said");
const SHOWN = 8000; // milliseconds; what failed stays, to be copied by hand
let over;

// Browsers have navigator.clipboard only on https and localhost.
function copyOld(text) {
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOld(text);
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = button.dataset.copy;
    const done = await copy(address);
    button.focus();
    said.textContent = `${done ? said.dataset.copied : said.dataset.failed} ${address}`;
    clearTimeout(over);
    if (done) {
      over = setTimeout(() => said.replaceChildren(), SHOWN);
    }
  });
}
