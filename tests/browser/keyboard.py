"""Going through a page with the keyboard alone."""

from tests.browser.conftest import DESK, PHONE

MARK = """() => {
  const seen = new Set(), stops = [];
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, "
    + "[tabindex='0']";
  for (const el of document.querySelectorAll("[data-stop]")) delete el.dataset.stop;
  for (const el of document.querySelectorAll(all)) {
    const shut = el.closest("details:not([open])");
    if (el.matches(":disabled") || !el.checkVisibility()) continue;
    if (el.tabIndex < 0 && el.ariaHidden === "true") continue;
    if (shut && el.parentElement !== shut) continue;
    if (el.type === "radio") { if (seen.has(el.name)) continue; seen.add(el.name); }
    stops.push(el.outerHTML.slice(0, 90));
    el.dataset.stop = stops.length - 1;
  }
  return stops;
}"""
FOLLOW = """() => {
  const walk = window.walk = [];
  window.follow?.abort();
  window.follow = new AbortController();
  document.addEventListener("focusin", ({ target: el }) => {
    const style = getComputedStyle(el);
    const group = el.type === "radio" && document.querySelector(`[name="${el.name}"][data-stop]`);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    walk.push({
      stop: Number((group || el).dataset.stop ?? -1),
      html: el.outerHTML.slice(0, 90),
      ring: ring || style.boxShadow !== "none",
    });
  }, { signal: window.follow.signal });
}"""
TO_THE_TOP = "() => { document.body.tabIndex = -1; document.body.focus(); }"
PARTS = """() => [...document.querySelectorAll("input")]
  .reduce((sum, el) => sum + ({ date: 4, time: 3 }[el.type] ?? 0), 0)"""
"""Tab stops inside the fields for a day and for a time: each number, and the button that picks."""
OTHERS = 4
"""How many stops more than the marked ones a page may have."""


def faults(page):
    """Tab reaches all there is to press or fill in, leaves it, and is back at the start in the end.

    Whatever has focus shows it. After the last stop the browser begins anew, so a walk that never
    comes back to its first stop was held somewhere.
    """
    page.evaluate(TO_THE_TOP)
    stops = page.evaluate(MARK)
    page.evaluate(FOLLOW)
    for _press in range(len(stops) + page.evaluate(PARTS) + OTHERS):
        page.keyboard.press("Tab")
    walk = page.evaluate("() => window.walk")
    for at in walk:
        at["html"] = at["html"] if at["stop"] < 0 else stops[at["stop"]]
    found = [f"no focus to be seen on {at['html']}" for at in walk if not at["ring"]]
    reached = {at["stop"] for at in walk}
    missed = [html for number, html in enumerate(stops) if number not in reached]
    found += [f"Tab never reaches {html}" for html in missed]
    if walk and all(at["stop"] != walk[0]["stop"] for at in walk[1:]):
        found.append(f"Tab never leaves {walk[-1]['html']}")
    return list(dict.fromkeys(found))


def is_gone_through(page):
    """Nothing is wrong for somebody who has the keyboard alone."""
    found = faults(page)
    assert not found, "\n".join([page.url, *found])


def first_stop_skips(page):
    """The first Tab offers the content, and Enter goes there."""
    page.evaluate(TO_THE_TOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def is_for_everybody(page, axe):
    """Nothing for axe to find, nothing to scroll sideways, nothing out of the keyboard's reach."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url
        is_gone_through(page)
