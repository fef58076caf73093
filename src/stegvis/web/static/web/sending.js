// A form in a room is sent without leaving it, once: what comes back is shown, whatever it is, and
// is never asked for by sending the form again.
(() => {
  "use strict";
  const { room, path, fill, focusIn, read } = window.here;
  const LONGEST = 60_000;
  const tell = (form) => {
    const words = document.getElementById("not-sent").content.cloneNode(true);
    form.querySelector("[data-not-sent]")?.remove();
    form.append(words);
  };
  const posted = async (form, submitter) => {
    const body = new FormData(form, submitter), isUpload = form.enctype === "multipart/form-data";
    if (!body.has("next")) body.append("next", location.pathname + location.search);
    const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const signal = isUpload ? undefined : AbortSignal.timeout(LONGEST);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { method: "POST", body: isUpload ? body : new URLSearchParams(body), signal });
      return { answer, page: answer.status < 500 && await read(answer) };
    } catch {
      return {};
    } finally {
      form.removeAttribute("aria-busy");
      delete form.dataset.sent;
    }
  };
  const send = async (form, submitter) => {
    const panel = form.closest(".here"), where = room().dataset.address;
    const { answer, page } = await posted(form, submitter), { arrive, again, late, show } = window.arriving;
    if (!page) return tell(form);
    if (!answer.ok) return show(page, answer.redirected ? answer.url : location.href);
    if (!page.getElementById("room")) return tell(form);
    if (panel && !answer.redirected) {
      fill(panel, page);
      panel.dataset.typed = "";
      if (panel.isConnected) focusIn(panel);
      return;
    }
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
