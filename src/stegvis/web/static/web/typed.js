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
  window.isTypedIn = (part) => part.matches("[data-typed]") || Boolean(part.querySelector("[data-typed], form .summary"))
    || [...part.querySelectorAll(FIELDS)].some(changed);
})();
