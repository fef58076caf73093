// Changing rooms in a file loses nothing that is typed: a room with unsaved text is kept, as it was
// left, until one comes back to it. Kept in this page only, and nowhere else: whoever leaves the
// page is asked first.
(() => {
  "use strict";
  const kept = new Map();
  const room = () => document.getElementById("room");
  const keep = () => {
    if (!window.isTypedIn(room())) return;
    const left = document.createElement("div");
    left.append(...room().childNodes);
    kept.set(room().dataset.address, { left, title: document.title });
  };
  const mark = () => {
    for (const tab of document.querySelectorAll("[data-tab]")) {
      window.markUnsaved(tab, kept.has(tab.getAttribute("href")));
    }
  };
  const comeBack = (address) => {
    const { left, title } = kept.get(address);
    kept.delete(address);
    keep();
    room().replaceChildren(...left.childNodes);
    window.htmx.process(room());
    room().dataset.address = address;
    document.title = title;
    for (const tab of document.querySelectorAll("[data-tab]")) {
      if (tab.getAttribute("href") === address) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    mark();
  };
  // What was typed in a room that was left has been saved meanwhile: it is drawn anew.
  const settle = (address) => {
    if (kept.has(address) && !window.isTypedIn(kept.get(address).left)) kept.delete(address);
    mark();
  };
  window.rooms = { keep, mark, settle, isKeeping: () => kept.size > 0 };
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const address = tab.getAttribute("href"), isHere = room()?.dataset.address === address;
    if (isHere ? !window.isTypedIn(room()) : !kept.has(address)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isHere) return; // One is in it already, and drawing it anew would take what is typed.
    comeBack(address);
    history.pushState({ htmx: true }, "", address);
  }, true);
  // The way back and forth between rooms loses as little; to the room one is in, nothing is fetched.
  document.addEventListener("htmx:before:history:restore", (event) => {
    if (!room() || !document.getElementById("tabs")) return;
    const { path } = event.detail;
    if (path !== room().dataset.address && !kept.has(path)) return keep();
    event.preventDefault();
    if (path !== room().dataset.address) comeBack(path);
  });
  document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    if (ctx.sourceElement?.matches?.("[data-tab]")) keep();
  });
  document.addEventListener("htmx:after:swap", mark);
  // Sending leaves the page, and so does "Cancel" beside it; a link to a place in the page doesn't.
  let isMeant = false;
  document.addEventListener("submit", (event) => { isMeant = !event.defaultPrevented; });
  document.addEventListener("click", ({ target }) => { if (target.closest('form a:not([href^="#"])')) isMeant = true; });
  const isLost = () => room() && !isMeant && window.isLostWith(room());
  window.addEventListener("beforeunload", (event) => { if (kept.size || isLost()) event.preventDefault(); });
})();
