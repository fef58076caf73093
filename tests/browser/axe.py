"""What axe-core finds wrong with a page, against WCAG 2.2 A and AA."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"


def faults(page):
    """Each rule that is broken, with the pieces of the page that break it."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, WCAG)
    assert found["passes"]
    return [
        f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(n["html"] for n in fault["nodes"])
        for fault in found["violations"]
    ]
