// Small comforts; every page works without them.
(() => {
  "use strict";
  const root = document.documentElement;
  const typing = (el) => el.matches("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (root.dataset.shortcuts === "off") return;
    const target = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (typing(target)) target.focus(); else target.click();
  });
  const toggle = document.querySelector("[data-shortcuts-on]");
  const show = (state) => {
    root.dataset.shortcuts = state;
    if (!toggle) return;
    toggle.hidden = false;
    toggle.textContent = state === "off" ? toggle.dataset.shortcutsOff : toggle.dataset.shortcutsOn;
  };
  const kept = () => { try { return localStorage.getItem("shortcuts") || "on"; } catch { return "on"; } };
  show(kept());
  if (toggle) toggle.addEventListener("click", () => {
    const state = root.dataset.shortcuts === "off" ? "on" : "off";
    try { localStorage.setItem("shortcuts", state); } catch { /* kept for this page only */ }
    show(state);
  });
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
    window.location.replace(leave.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post") form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
  document.querySelectorAll("[data-at-end]").forEach((box) => { box.scrollLeft = box.scrollWidth; });
  document.addEventListener("input", (event) => {
    const list = document.querySelector(event.target.dataset.narrows || ":not(*)");
    if (!list) return;
    const wanted = event.target.value.trim().toLocaleLowerCase();
    for (const row of list.children) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
  });
  const summary = document.querySelector(".summary");
  if (summary) {
    summary.focus();
    // An address with a # takes the focus there once the page has loaded.
    window.addEventListener("load", () => summary.focus(), { once: true });
  }
})();
