// Small comforts; every page works without them.
(() => {
  "use strict";
  const typing = (el) => el.matches("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.documentElement.dataset.shortcuts === "off") return;
    const target = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (typing(target)) target.focus(); else target.click();
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
  if (summary) summary.focus();
})();
