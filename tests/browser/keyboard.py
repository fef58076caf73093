"""Going through a page with the keyboard alone."""

from tests.browser.conftest import DESK, PHONE

STOPS = """() => {
  const seen = new Set(), stops = [];
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, "
    + "[tabindex='0']";
  for (const el of document.querySelectorAll(all)) {
    const shut = el.closest("details:not([open])");
    if (el.disabled || !el.checkVisibility()) continue;
    if (shut && el.parentElement !== shut) continue;
    if (el.type === "radio") { if (seen.has(el.name)) continue; seen.add(el.name); }
    el.dataset.stop = stops.length;
    stops.push(el.outerHTML.slice(0, 90));
  }
  return stops;
}"""
TO_THE_TOP = "() => { document.body.tabIndex = -1; document.body.focus(); }"
HERE = """() => {
  const el = document.activeElement, style = getComputedStyle(el);
  const group = el.type === "radio" && document.querySelector(`[name="${el.name}"][data-stop]`);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { stop: (group || el).dataset.stop, ring: ring || style.boxShadow !== "none" };
}"""


def is_gone_through(page):
    """Tab reaches everything there is to press or fill in, each showing that it has focus."""
    page.evaluate(TO_THE_TOP)
    stops = page.evaluate(STOPS)
    reached = set()
    for _press in range(len(stops) + 4):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["stop"] is None:
            continue
        reached.add(int(here["stop"]))
        assert here["ring"], f"{page.url}: no focus to be seen on {stops[int(here['stop'])]}"
    missed = [stops[n] for n in range(len(stops)) if n not in reached]
    assert not missed, f"{page.url}: Tab never reaches {missed}"


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
