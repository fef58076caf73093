// The form that is open in a room: drawn from its own page, and set in where its link stands. One at
// a time; what is typed in it is kept in this page only, like what rooms.js keeps. Whoever opens it
// (opening.js), sends it (sending.js) and shows what came of it (arriving.js) finds it here.
(() => {
  "use strict";
  const away = new Map(); // By the address of the link that opened it.
  const room = () => document.getElementById("room");
  const opened = () => room()?.querySelector(".here");
  const path = (address) => new URL(address, location.href).pathname;
  const openers = (address) => [...document.querySelectorAll("[data-here]")].filter((one) => one.getAttribute("href") === address);
  const mark = () => {
    const open = opened()?.dataset.from;
    for (const link of document.querySelectorAll("[data-here]")) {
      const address = link.getAttribute("href");
      if (!link.closest(".here")) link.setAttribute("aria-expanded", String(address === open));
      window.markUnsaved(link, away.has(address));
    }
  };

  // An id that the room has already is another one in the form, and so is all that points at it.
  const POINTERS = ["for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage"];
  const rename = (part) => {
    const taken = [...part.querySelectorAll("[id]")].filter((one) => document.getElementById(one.id));
    const named = new Map(taken.map((one) => [one.id, `here-${one.id}`]));
    for (const one of taken) one.id = named.get(one.id);
    if (!named.size) return;
    for (const one of part.querySelectorAll("*")) {
      for (const { name, value } of [...one.attributes]) {
        if (value.startsWith("#") && named.has(value.slice(1))) one.setAttribute(name, `#${named.get(value.slice(1))}`);
        if (!POINTERS.includes(name)) continue;
        one.setAttribute(name, value.split(/\s+/).map((id) => named.get(id) ?? id).join(" "));
      }
    }
  };
  const fill = (panel, page) => {
    const { address } = panel.dataset, from = page.getElementById("room");
    const title = page.createElement("h2"), heading = from.querySelector("h1");
    title.append(...heading.childNodes);
    heading.replaceWith(title);
    from.querySelector(".crumbs")?.remove();
    for (const form of from.querySelectorAll("form[method=post]:not([action])")) form.setAttribute("action", address);
    for (const link of from.querySelectorAll('a[href^="?"]')) {
      link.setAttribute("href", path(address) + link.getAttribute("href"));
      link.dataset.here = "";
    }
    panel.replaceChildren();
    rename(from);
    title.id = "here-head";
    panel.replaceChildren(...document.adoptNode(from).childNodes);
    window.htmx.process(panel); // Only if it is in the page; else it is done where it is put there.
  };
  const focusIn = (panel) => {
    const first = panel.querySelector(".summary, [autofocus]")
      ?? panel.querySelector("form :is(input:not([type=hidden]), select, textarea)") ?? panel.querySelector("a, button");
    first?.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
    first?.scrollIntoView({ block: "nearest" });
  };

  // Where the reader stands: in the card that the link is in, or at the top of the room when the
  // link is above it, or its card too narrow (in pixels) for the form.
  const NARROW = 360, NARROW_FOR_TWO = 720;
  const place = (panel, link) => {
    const card = link?.closest("#room .card"), head = room().querySelector(":scope > .head");
    const wanted = panel.querySelector(".with-aside") ? NARROW_FOR_TWO : NARROW;
    const isNarrow = card && card.clientWidth < Math.min(wanted, room().clientWidth * 0.6);
    if (card && !isNarrow) card.append(panel);
    else if (head) head.after(panel);
    else room().prepend(panel);
    window.htmx.process(panel);
  };
  const putAway = () => {
    const panel = opened();
    if (!panel) return;
    if (window.isTypedIn(panel)) away.set(panel.dataset.from, panel);
    panel.remove();
    mark();
  };
  // What is sent is saved: nothing in it is left to lose, and its key is spent.
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const settle = (form, panel) => {
    form.reset();
    for (const one of form.querySelectorAll('[name="key"], [name$="-key"]')) one.value = newKey();
    form.querySelector(".summary")?.remove();
    delete form.dataset.typed;
    if (panel && away.get(panel.dataset.from) === panel) away.delete(panel.dataset.from);
    panel?.remove();
  };
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  window.here = { away, room, opened, path, openers, mark, fill, focusIn, place, putAway, settle, read };
  document.addEventListener("htmx:after:swap", mark);
  window.addEventListener("beforeunload", (event) => { if (away.size) event.preventDefault(); });
})();
