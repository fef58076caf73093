// Small comforts; every page works without them.
(() => {
  "use strict";
  const menus = () => document.querySelectorAll("details.me[open], details.phone-menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("click", (event) => {
    const leave = event.target.closest("a[data-leave]");
    if (!leave) return;
    event.preventDefault();
    document.body.hidden = true;
    // Signed out too, without waiting for it: the Back button then shows nothing that is theirs.
    navigator.sendBeacon(leave.dataset.leave);
    window.location.replace(leave.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method !== "post") return;
    form.dataset.sent = "1";
    // A line that is lost, Esc or a file to keep leaves the page: its key makes a second press safe.
    window.setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-all]")) return;
    const picks = target.closest("table").querySelectorAll("tbody .pick input");
    for (const pick of picks) pick.checked = target.checked;
  });
  // A list that is narrowed: nothing empty in its address, and the focus isn't lost with a filter.
  document.addEventListener("htmx:config:request", ({ detail: { ctx: { request } } }) => {
    if (request.method !== "GET") return;
    for (const name of [...request.body.keys()]) {
      const said = request.body.getAll(name).filter((value) => value !== "");
      request.body.delete(name);
      for (const value of said) request.body.append(name, value);
    }
  });
  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement === document.body) document.querySelector("[data-refocus]")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    const chip = event.target.closest("a.chip");
    if (chip) { event.preventDefault(); chip.click(); }
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const told = (event, isKept) => {
    const form = event.target.closest?.("[data-keeps]")?.closest("form");
    if (form) form.querySelector("[data-not-kept]").hidden = isKept;
  };
  document.addEventListener("htmx:after:request", (event) => told(event, event.detail.ctx.response.status < 400));
  document.addEventListener("htmx:error", (event) => told(event, false));
  document.querySelectorAll("[data-at-end]").forEach((box) => { box.scrollLeft = box.scrollWidth; });
  const showTab = () => document.querySelector("[data-tab][aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  showTab();
  document.addEventListener("htmx:after:swap", showTab);
  document.addEventListener("input", (event) => {
    const list = document.querySelector(event.target.dataset.narrows || ":not(*)");
    if (!list) return;
    const wanted = event.target.value.trim().toLocaleLowerCase();
    for (const row of list.children) {
      const name = row.querySelector("a").textContent; // The links after it say the same in every row.
      row.hidden = !name.toLocaleLowerCase().includes(wanted);
    }
  });
  const summary = document.querySelector(".summary");
  if (summary) {
    summary.focus();
    // An address with a # takes the focus there once the page has loaded.
    window.addEventListener("load", () => summary.focus(), { once: true });
  }
})();
