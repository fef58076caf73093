// A link marked data-here opens its form where the reader stands, and the form is closed by Cancel,
// by Escape and by the way back. Without this file such a link leads to the form's own page.
(() => {
  "use strict";
  const { away, room, opened, openers, mark, fill, focusIn, place, putAway, read } = window.here;

  const { isTooOld, isStillTyped, saidBy, tell } = window.refusals;
  // While a form is on its way no key is a shortcut (keys.js): whoever types ahead sets nothing off.
  const way = document.documentElement.dataset, LONGEST = 20_000;
  const fetched = async (address, link) => {
    way.opens = address;
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(LONGEST) });
      return { answer, page: await read(answer), isWanted: way.opens === address && link.isConnected };
    } catch {
      return { isWanted: way.opens === address && link.isConnected };
    } finally {
      link.removeAttribute("aria-busy");
      if (way.opens === address) delete way.opens;
    }
  };
  const drawn = async (link, from) => {
    const address = link.getAttribute("href"), { answer, page, isWanted } = await fetched(address, link);
    if (!isWanted) return null;
    if (!page) return void location.assign(address);
    if (!page.getElementById("room") && isStillTyped()) {
      return void (isTooOld(page, answer) ? tell(room(), "signed-out") : tell(room(), "closed", saidBy(page)));
    }
    if (!answer.ok || answer.redirected || !page.querySelector("#room form[method=post]")) {
      return void window.arriving.show(page, answer.url);
    }
    const panel = document.createElement("section");
    panel.className = "here";
    Object.assign(panel.dataset, { address, from });
    panel.setAttribute("aria-labelledby", "here-head");
    return { panel, page };
  };
  // What is being sent is told first: a form that is fetched meanwhile would take the word of it.
  const open = async (pressed) => {
    const address = pressed.getAttribute("href");
    await Promise.allSettled([window.here.sent]);
    const link = pressed.isConnected ? pressed : openers(address)[0];
    if (link) return openNow(link, address);
  };
  const openNow = async (link, address) => {
    const within = link.closest(".here"), from = within?.dataset.from ?? address;
    if (!within && opened()?.dataset.from === from) return focusIn(opened());
    if (way.opens === address) return;
    const kept = !within && away.get(from), fresh = kept ? { panel: kept } : await drawn(link, from);
    if (!fresh) return;
    const { panel, page } = fresh;
    if (within) within.replaceWith(panel); else putAway();
    away.delete(from);
    if (page) fill(panel, page);
    for (const said of room().querySelectorAll(":scope > :is([role=status], [data-not-sent])")) said.remove();
    if (!within) place(panel, link);
    const state = { htmx: true, here: from };
    if (history.state?.here) history.replaceState(state, ""); else history.pushState(state, "");
    mark();
    focusIn(panel);
  };

  // Back over the step that opening took in the history, which takes the focus with it. A page that
  // was copied has the state and not the step: it isn't waited for long.
  const stepBack = () => new Promise((done) => {
    if (!history.state?.here) return done();
    window.addEventListener("popstate", () => window.setTimeout(done), { once: true });
    window.setTimeout(done, 1000);
    history.back();
  });
  const shut = async (panel) => {
    panel.remove();
    mark();
    await stepBack();
    openers(panel.dataset.from)[0]?.focus({ preventScroll: true });
  };
  const ask = document.getElementById("lose");
  const unlessTyped = (panel, go) => {
    if (!panel || !window.isTypedIn(panel)) return go();
    ask.onclose = () => { if (ask.returnValue === "lose") go(); else focusIn(panel); };
    ask.returnValue = "";
    ask.showModal();
  };

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-here]"), cancel = event.target.closest(".here a[data-cancel]");
    if (!room() || !(link && document.getElementById("tabs")) && !cancel) return;
    event.preventDefault();
    event.stopPropagation();
    const within = (link ?? cancel).closest(".here");
    unlessTyped(within, () => { if (cancel) shut(within); else open(link); });
  }, true);
  document.addEventListener("keydown", (event) => {
    const panel = event.key === "Escape" && event.target.closest(".here");
    if (!panel || event.defaultPrevented) return;
    event.preventDefault();
    unlessTyped(panel, () => shut(panel));
  });
  window.addEventListener("popstate", () => {
    const wanted = history.state?.here;
    if (!room()) return location.reload(); // A refusal took the place of the file: it is drawn anew.
    if (room().dataset.address !== location.pathname) return; // Another room: rooms.js keeps this one.
    if (opened() && opened().dataset.from !== wanted) putAway();
    if (wanted && !opened() && openers(wanted)[0]) open(openers(wanted)[0]);
  });
  window.opening = { stepBack };
})();
