// What an answer puts on the page: the fresh room around all that is still being written in it, a
// word that it is done, and the focus on what is new.
(() => {
  "use strict";
  const { room, opened, path, openers, mark, fill, focusIn, place, away, settle } = window.here;
  const main = () => document.getElementById("content");

  // The room as it is now, in which every form that is typed in stands as it was.
  const key = (one) => one.id || one.getAttribute("aria-labelledby") || one.dataset.entry || one.getAttribute("action")
    || `${one.tagName}.${one.className}`;
  const renew = (part, now) => {
    if (part.matches("form")) return;
    for (const one of [...part.children].filter(window.isTypedIn)) {
      const same = [...now.children].find((fresh) => key(fresh) === key(one));
      if (same) renew(one, same);
      if (same) same.replaceWith(one); else now.append(one);
    }
    part.replaceChildren(...now.childNodes);
  };
  const refresh = (page) => {
    const panel = opened(), now = document.adoptNode(page.getElementById("content"));
    panel?.remove();
    document.title = page.title;
    renew(main(), now);
    window.htmx.process(main());
    if (panel) place(panel, openers(panel.dataset.from)[0]);
    mark();
  };

  // A word that is there when a reader begins to listen isn't read out: it comes a moment after.
  const say = (part) => {
    const status = part.querySelector(":scope > [role=status]"), words = status ? [...status.childNodes] : [];
    status?.replaceChildren();
    window.setTimeout(() => status?.append(...words), 80);
    return status;
  };
  const announce = (entry) => {
    const status = say(room()), fault = room().querySelector(".summary");
    if (entry && status) entry.closest(".card")?.prepend(status);
    const target = fault ?? entry ?? status ?? room().querySelector("h1") ?? main();
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    window.setTimeout(() => {
      status?.scrollIntoView({ block: "nearest" });
      target.scrollIntoView({ block: "nearest" });
    }, 90);
  };

  // The room that was sent from, with the focus on what wasn't there before, or on what was changed;
  // or the other room that the form leads to.
  const entries = () => [...room().querySelectorAll("[data-entry]")];
  const arrive = async (page, url, form, panel) => {
    const at = new URL(url), height = window.scrollY, isSame = at.pathname === location.pathname;
    const before = new Set(entries().map((one) => one.dataset.entry));
    const from = (panel ? openers(panel.dataset.from)[0] : form)?.closest("[data-entry]")?.dataset.entry;
    settle(form, panel);
    if (!isSame) return move(page, at);
    if (!opened()) await window.opening.stepBack();
    refresh(page);
    window.scrollTo({ top: height, behavior: "instant" });
    announce(entries().find((one) => !before.has(one.dataset.entry)) ?? entries().find((one) => one.dataset.entry === from));
  };
  const move = (page, at) => {
    window.rooms.keep();
    if (history.state?.here) history.replaceState({ htmx: true }, "", at); else history.pushState({ htmx: true }, "", at);
    swap(page);
    announce(null);
  };
  const swap = (page) => {
    document.title = page.title;
    main().replaceChildren(...document.adoptNode(page.getElementById("content")).childNodes);
    window.htmx.process(main());
    mark();
    window.rooms.mark();
    window.scrollTo({ top: 0, behavior: "instant" });
  };

  // A form that leads to itself is open still, and the room behind it is as it is now.
  const again = async (page, url, panel) => {
    panel.dataset.address = path(url) + new URL(url).search;
    fill(panel, page);
    delete panel.dataset.typed;
    const behind = await fetch(location.href).catch(() => null);
    const room = behind?.ok && await window.here.read(behind).catch(() => null);
    if (!room || !room.getElementById("room")) return location.reload();
    refresh(room);
    say(panel);
    focusIn(panel);
  };

  // A form as the answer draws it: with its faults, or new with a key of its own to send it with.
  const twin = (form, page, where) => {
    const fresh = page?.querySelector(`#room[data-address="${CSS.escape(where)}"]`);
    const alike = (part) => [...part.querySelectorAll("form[method=post]")]
      .filter((one) => key(one) === key(form) && !one.closest(".here"));
    return fresh && alike(fresh)[alike(form.getRootNode()).indexOf(form)];
  };
  // The writer has gone to another room meanwhile: nothing there is touched, but the word is said.
  const refused = (page, form, where) => {
    const drawn = twin(form, page, where);
    (drawn ?? form).dataset.typed = "";
    if (drawn) form.replaceWith(document.adoptNode(drawn));
    mark();
    window.rooms.mark();
    room().querySelector(":scope > [data-refused]")?.remove();
    room().prepend(document.getElementById("refused").content.cloneNode(true));
  };
  const late = (page, form, panel, where) => {
    settle(form, panel);
    const drawn = !panel && twin(form, page, where);
    if (drawn) form.replaceWith(document.adoptNode(drawn));
    window.rooms.settle(where);
    const status = page.querySelector("#room > [role=status]");
    if (!status) return;
    room().querySelector(":scope > [role=status]")?.remove();
    room().prepend(document.adoptNode(status));
    say(room());
  };

  // A page that is no form of this room is shown as it came: asked for once, so logged once.
  const show = (page, url) => {
    const isRoom = page.getElementById("room");
    if (isRoom) window.rooms.keep();
    if (url !== location.href) history.pushState({ htmx: true }, "", url);
    if (isRoom) {
      swap(page);
      return announce(null);
    }
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    window.htmx.process(document.body);
    document.querySelector("h1, #content")?.scrollIntoView({ block: "nearest" });
  };
  window.arriving = { arrive, again, late, refused, show };
})();
