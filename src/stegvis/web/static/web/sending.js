// A form in a room is sent without leaving it, once: what comes back is shown, whatever it is, and
// is never asked for by sending the form again.
(() => {
  "use strict";
  const { room, path, fill, focusIn, read } = window.here;
  const LONGEST = 60_000;
  const { isTooOld, isStillTyped, saidBy, tell } = window.refusals;
  // A page from before the last sign-in sends a token that no longer holds, and nothing is done. If
  // the same person is signed in again in the same role the form gets the new one, and is sent.
  const hasNewToken = async (form) => {
    const { knownAt, acting } = document.getElementById("signed-out").dataset;
    const answer = knownAt && await fetch(knownAt).catch(() => null);
    const page = answer?.ok && !answer.redirected && await read(answer).catch(() => null);
    if (!page || page.querySelector("[data-acting]")?.dataset.acting !== acting) return false;
    form.elements.csrfmiddlewaretoken.value = page.querySelector("[name=csrfmiddlewaretoken]").value;
    return true;
  };
  // What is on its way can't be changed: it would seem to be saved with the rest. Keys that are
  // pressed meanwhile set nothing off (keys.js).
  const way = document.documentElement.dataset;
  const held = (part) => {
    const had = document.activeElement;
    part.inert = true;
    way.sends = "1";
    return () => {
      part.inert = false;
      delete way.sends;
      if (part.contains(had) && document.activeElement === document.body) had.focus({ preventScroll: true });
    };
  };
  const posted = async (form, submitter) => {
    const body = new FormData(form, submitter), isUpload = form.enctype === "multipart/form-data";
    if (!body.has("next")) body.append("next", location.pathname + location.search);
    const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const signal = isUpload ? undefined : AbortSignal.timeout(LONGEST);
    form.setAttribute("aria-busy", "true");
    const release = held(form.closest(".here") ?? form);
    try {
      const answer = await fetch(address, { method: "POST", body: isUpload ? body : new URLSearchParams(body), signal });
      return { answer, page: answer.status < 500 && await read(answer) };
    } catch {
      return {};
    } finally {
      release();
      form.removeAttribute("aria-busy");
      delete form.dataset.sent;
    }
  };
  const send = async (form, submitter) => {
    const panel = form.closest(".here"), where = room().dataset.address;
    let { answer, page } = await posted(form, submitter);
    if (page && isTooOld(page, answer) && await hasNewToken(form)) ({ answer, page } = await posted(form, submitter));
    const { arrive, again, late, refused, show } = window.arriving;
    if (!page) return tell(form);
    if (isTooOld(page, answer)) return tell(form, "signed-out");
    if (!answer.ok && !page.getElementById("room") && isStillTyped()) return tell(form, "closed", saidBy(page));
    if (!answer.ok) return show(page, answer.redirected ? answer.url : location.href);
    if (!page.getElementById("room")) return tell(form);
    if (panel && !answer.redirected) {
      fill(panel, page);
      panel.dataset.typed = "";
      return panel.isConnected ? focusIn(panel) : refused(null, panel, where);
    }
    if (room()?.dataset.address !== where && !answer.redirected) return refused(page, form, where);
    if (room()?.dataset.address !== where) return late(page, form, panel, where);
    if (panel?.isConnected && path(answer.url) === path(panel.dataset.address)) return again(page, answer.url, panel);
    return arrive(page, answer.url, form, panel);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (!form.closest("#room") || !document.getElementById("tabs")) return;
    event.preventDefault();
    window.here.sent = send(form, event.submitter);
  });
})();
