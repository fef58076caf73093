// Writing without leaving the room: a link marked data-here opens its form where the reader stands.
// The form's own page is fetched and its room set in beneath the link; what is sent from there puts
// the fresh room in the old one's place, says that it is done, and leads the focus to what is new.
// Without this file such a link leads to the form's page. What is typed is kept in this page only,
// like what rooms.js keeps: closed by the way back or by another form, it is there to go on with.
(() => {
  "use strict";
  const away = new Map();
  const main = () => document.getElementById("content");
  const room = () => document.getElementById("room");
  const opened = () => room()?.querySelector(".here");
  const path = (address) => new URL(address, location.href).pathname;
  const openers = (address) => [...document.querySelectorAll("[data-here]")].filter((one) => one.getAttribute("href") === address);
  const mark = () => {
    const open = opened()?.dataset.address;
    for (const link of document.querySelectorAll("[data-here]")) {
      const address = link.getAttribute("href");
      link.setAttribute("aria-expanded", String(address === open));
      link.toggleAttribute("data-unsaved", away.has(address));
    }
  };

  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const fill = (panel, page) => {
    const address = panel.dataset.address, from = page.getElementById("room");
    const title = page.createElement("h2"), heading = from.querySelector("h1");
    title.id = "here-head";
    title.append(...heading.childNodes);
    heading.replaceWith(title);
    from.querySelector(".crumbs")?.remove();
    for (const form of from.querySelectorAll("form[method=post]:not([action])")) form.setAttribute("action", address);
    for (const link of from.querySelectorAll('a[href^="?"]')) link.setAttribute("href", path(address) + link.getAttribute("href"));
    panel.replaceChildren(...document.adoptNode(from).childNodes);
    window.htmx.process(panel);
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
    const card = link.closest("#room .card"), head = room().querySelector(":scope > .head");
    const wanted = panel.querySelector(".with-aside") ? NARROW_FOR_TWO : NARROW;
    const isNarrow = card && card.clientWidth < Math.min(wanted, room().clientWidth * 0.6);
    if (card && !isNarrow) card.append(panel);
    else if (head) head.after(panel);
    else room().prepend(panel);
  };
  // While a form is on its way no key is a shortcut (keys.js): whoever types ahead sets nothing off.
  const way = document.documentElement.dataset;
  const open = async (link) => {
    const address = link.getAttribute("href");
    if (opened()?.dataset.address === address) return focusIn(opened());
    if (way.opens === address) return;
    let panel = away.get(address);
    if (!panel) {
      way.opens = address;
      const answer = await fetch(address).catch(() => null), page = answer?.ok && await read(answer);
      if (way.opens !== address) return;
      delete way.opens;
      if (!page || answer.redirected || !page.querySelector("#room form[method=post]")) return location.assign(address);
      panel = document.createElement("section");
      panel.className = "here";
      panel.dataset.address = address;
      panel.setAttribute("aria-labelledby", "here-head");
      fill(panel, page);
    }
    putAway();
    away.delete(address);
    room().querySelector("[role=status]")?.remove();
    place(panel, link);
    const state = { htmx: true, here: address };
    if (history.state?.here) history.replaceState(state, ""); else history.pushState(state, "");
    mark();
    focusIn(panel);
  };
  const putAway = () => {
    const panel = opened();
    if (!panel) return;
    if (window.isTypedIn(panel)) away.set(panel.dataset.address, panel);
    panel.remove();
    mark();
  };
  // Back over the step that opening took in the history, which takes the focus with it.
  const stepBack = () => new Promise((done) => {
    if (!history.state?.here) return done();
    window.addEventListener("popstate", () => window.setTimeout(done), { once: true });
    history.back();
  });
  const shut = async (panel) => {
    panel.remove();
    mark();
    await stepBack();
    openers(panel.dataset.address)[0]?.focus({ preventScroll: true });
  };
  const ask = document.getElementById("lose");
  const leave = (panel) => {
    if (!window.isTypedIn(panel)) return shut(panel);
    ask.onclose = () => { if (ask.returnValue === "lose") shut(panel); else focusIn(panel); };
    ask.returnValue = "";
    ask.showModal();
  };

  const tell = (form) => {
    const words = document.getElementById("not-sent").content.cloneNode(true);
    form.querySelector("[data-not-sent]")?.remove();
    form.append(words);
  };
  const send = async (form, submitter) => {
    const panel = form.closest(".here"), body = new FormData(form, submitter);
    if (!body.has("next")) body.append("next", location.pathname + location.search);
    const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const sent = form.enctype === "multipart/form-data" ? body : new URLSearchParams(body);
    const answer = await fetch(address, { method: "POST", body: sent }).catch(() => null);
    const page = answer?.ok && await read(answer);
    delete form.dataset.sent;
    if (answer && !answer.ok) {
      form.dataset.whole = "";
      return form.requestSubmit(submitter);
    }
    if (!page?.getElementById("room")) return tell(form);
    const isAgain = panel && (!answer.redirected || path(answer.url) === path(panel.dataset.address));
    if (!isAgain) return arrive(page, answer.url, form);
    fill(panel, page);
    panel.dataset.typed = "";
    focusIn(panel);
  };

  // The room as it is now, with the focus on what wasn't there before, or on what was changed.
  const entries = () => [...room().querySelectorAll("[data-entry]")];
  const arrive = async (page, url, form) => {
    const panel = form.closest(".here"), at = new URL(url), height = window.scrollY;
    const before = new Set(entries().map((one) => one.dataset.entry));
    const from = (panel ? openers(panel.dataset.address)[0] : form)?.closest("[data-entry]")?.dataset.entry;
    panel?.remove();
    let other = opened()?.dataset.address;
    putAway();
    if (!away.has(other)) other = null;
    const isSame = at.pathname === location.pathname;
    const state = { htmx: true };
    if (!isSame && history.state?.here) history.replaceState(state, "", at);
    else if (!isSame) history.pushState(state, "", at);
    else if (!other) await stepBack();
    document.title = page.title;
    main().replaceChildren(...document.adoptNode(page.getElementById("content")).childNodes);
    window.htmx.process(main());
    const link = other && openers(other)[0];
    if (link) { place(away.get(other), link); away.delete(other); }
    mark();
    window.scrollTo({ top: isSame ? height : 0, behavior: "instant" });
    const fresh = entries().find((one) => !before.has(one.dataset.entry)) ?? entries().find((one) => one.dataset.entry === from);
    announce(isSame ? fresh : null);
  };
  // A word that is there when a reader begins to listen isn't read out: it comes a moment after.
  const announce = (entry) => {
    const status = room().querySelector(":scope > [role=status]"), fault = room().querySelector(".summary");
    const words = status ? [...status.childNodes] : [];
    status?.replaceChildren();
    if (entry && status) entry.closest(".card")?.prepend(status);
    window.setTimeout(() => status?.append(...words), 80);
    const target = fault ?? entry ?? status;
    if (!target) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    window.setTimeout(() => {
      status?.scrollIntoView({ block: "nearest" });
      target.scrollIntoView({ block: "nearest" });
    }, 90);
  };

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-here]"), cancel = event.target.closest(".here a[data-cancel]");
    if (!room() || !(link && document.getElementById("tabs")) && !cancel) return;
    event.preventDefault();
    event.stopPropagation();
    if (cancel) leave(cancel.closest(".here")); else open(link);
  }, true);
  document.addEventListener("keydown", (event) => {
    const panel = event.key === "Escape" && event.target.closest(".here");
    if (!panel || event.defaultPrevented) return;
    event.preventDefault();
    leave(panel);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "whole" in form.dataset) return;
    if (!form.closest("#room") || !document.getElementById("tabs")) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  window.addEventListener("popstate", () => {
    const wanted = history.state?.here;
    if (room()?.dataset.address !== location.pathname) return; // Another room: rooms.js keeps this one.
    if (opened() && opened().dataset.address !== wanted) putAway();
    if (wanted && !opened() && openers(wanted)[0]) open(openers(wanted)[0]);
  });
  document.addEventListener("htmx:after:swap", mark);
  window.addEventListener("beforeunload", (event) => { if (away.size) event.preventDefault(); });
})();
