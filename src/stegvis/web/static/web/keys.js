// Keys for those who leave the mouse alone. Which there are, and what they do, stands in the help
// (#keys, drawn from web/keys.py): nothing is said twice. Every page works without them.
(() => {
  "use strict";
  const root = document.documentElement;
  const help = document.getElementById("keys");
  if (!help) return;
  const known = new Map();
  for (const line of help.querySelectorAll("[data-keys]")) known.set(line.dataset.keys, line.dataset.does);

  const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const rows = () => [...document.querySelectorAll("main table.rows tbody tr")]
    .filter((row) => row.querySelector(".who a") && row.checkVisibility());
  const marked = () => document.activeElement.closest("main table.rows tbody tr");
  const mark = (row) => {
    if (!row) return;
    row.querySelector(".who a").focus({ focusVisible: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows(), at = all.indexOf(marked());
    mark(at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by]);
  };
  const press = (keys) => {
    const target = document.querySelector(`[data-shortcut="${CSS.escape(keys)}"]`);
    if (!target) return false;
    target.focus();
    if (!target.matches(TYPED)) target.click();
    return true;
  };
  const does = {
    next: () => step(1),
    previous: () => step(-1),
    select: () => marked()?.querySelector("input[type=checkbox]")?.click(),
    note: (keys) => {
      const address = marked()?.dataset.note;
      if (address) window.location.assign(address); else press(keys);
    },
    together: () => document.querySelector("[data-together]")?.focus(),
    help: () => help.showModal(),
    press,
  };

  let before = "", since = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPED)) return;
    if (root.dataset.shortcuts === "off" || root.dataset.opens || root.dataset.sends || help.open) return;
    const both = before && event.timeStamp - since < 1500 ? `${before} ${event.key}` : "";
    const keys = known.has(both) ? both : event.key;
    before = event.key;
    since = event.timeStamp;
    const what = known.get(keys);
    if (!what) return;
    before = "";
    event.preventDefault();
    does[what](keys);
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
  toggle?.addEventListener("click", () => {
    const state = root.dataset.shortcuts === "off" ? "on" : "off";
    try { localStorage.setItem("shortcuts", state); } catch { /* kept for this page only */ }
    show(state);
  });
  for (const opener of document.querySelectorAll("[data-opens=keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => help.showModal());
  }
})();
