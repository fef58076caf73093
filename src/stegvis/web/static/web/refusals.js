// What is said when the server doesn't take a form or doesn't open one. As long as anything in the
// file is typed and not sent, the page stays and the words of the refusal stand in it.
(() => {
  "use strict";
  const { room, path } = window.here;
  const isStillTyped = () => window.isTypedIn(room()) || window.here.away.size > 0 || window.rooms.isKeeping();
  // The session has ended, or the page is from before the last sign-in.
  const isTooOld = (page, answer) => {
    const link = document.getElementById("signed-out").content.querySelector("a").getAttribute("href");
    return page.querySelector("[data-too-old]") !== null || answer.redirected && path(answer.url) === path(link);
  };
  const saidBy = (page) => {
    const said = [...page.querySelectorAll("#content :is(h1, h1 + p)")].map((one) => one.textContent.trim());
    return said.map((one) => /[.!?]$/.test(one) ? one : `${one}.`).join(" ");
  };
  // In a form below what is written; in a room above it all, where the focus is taken.
  const tell = (part, which = "not-sent", said = "") => {
    const words = document.getElementById(which).content.cloneNode(true), line = words.querySelector("[data-not-sent]");
    const place = words.querySelector("[data-said]");
    if (place) place.textContent = said;
    part.querySelector(":scope > [data-not-sent]")?.remove();
    if (part.matches("form")) part.append(words); else part.prepend(words);
    line.scrollIntoView({ block: "nearest" });
  };
  window.refusals = { isTooOld, isStillTyped, saidBy, tell };
})();
