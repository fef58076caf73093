// Whether something is typed that hasn't been sent: asked by those that keep it (rooms.js, here.js).
(() => {
  "use strict";
  const FIELDS = "form[method=post] :is(input:not([type=hidden]), textarea, select)";
  const changed = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (!field.matches("select")) return field.value !== field.defaultValue;
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return !field.multiple && field.selectedIndex !== Math.max(first, 0);
  };
  // What came back with a fault isn't saved either, though the fields stand as they were drawn.
  const unsaved = (part) => [
    ...(part.matches("[data-typed]") ? [part] : []), ...part.querySelectorAll("[data-typed], form .summary"),
    ...[...part.querySelectorAll(FIELDS)].filter(changed),
  ];
  // A note is kept as a draft by itself, as long as that is listened for and can be done.
  const isKept = (one) => {
    const form = one.closest("form") ?? one;
    return form.querySelector("[data-keeps][data-htmx-powered]") && form.querySelector("[data-not-kept]")?.hidden !== false;
  };
  window.isTypedIn = (part) => unsaved(part).length > 0;
  window.isLostWith = (part) => unsaved(part).some((one) => !isKept(one));

  // A link to something unsaved has a sign that is seen, and words for those who don't see it.
  window.markUnsaved = (link, isUnsaved) => {
    if (link.hasAttribute("data-unsaved") === isUnsaved) return;
    link.toggleAttribute("data-unsaved", isUnsaved);
    if (isUnsaved) link.append(document.getElementById("unsaved").content.cloneNode(true));
    else link.querySelector("[data-unsaved-words]")?.remove();
  };
})();
