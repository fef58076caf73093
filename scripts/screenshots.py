"""Take the documentation's pictures from a running demo: python scripts/screenshots.py [ADDRESS]

Start the demo first (./run) and leave it running; its sign-in links are fetched with
`stegvis demo links --json`. Needs Chromium (STEGVIS_CHROMIUM, or found on the path).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
KERSTIN, MARIA, OKSANA = "Kerstin Norling", "Maria Lund", "Oksana Kovalenko"
GROUP = "Promenad och hälsa"


@dataclass(frozen=True)
class Picture:
    """A page as one of the cast sees it: links to follow by their text, from the start page.

    Read in Swedish first, whose words the links have, and in `language` once there.
    """

    name: str
    reader: str
    size: ViewportSize
    clicks: tuple[str, ...] = ()
    language: str = "sv"


PICTURES = (
    Picture("my-day", KERSTIN, WIDE),
    Picture("my-day-phone", KERSTIN, PHONE),
    Picture("queue", MARIA, WIDE, ("Inkommande",)),
    Picture("person", KERSTIN, WIDE, ("Alla mina", OKSANA)),
    Picture("note", KERSTIN, WIDE, ("Alla mina", OKSANA, "Anteckna")),
    Picture("areas", KERSTIN, WIDE, ("Alla mina", OKSANA, "Livsområden")),
    Picture("plan", KERSTIN, WIDE, ("Alla mina", OKSANA, "Plan")),
    Picture("matching", KERSTIN, WIDE, ("Alla mina", OKSANA, "Se vad som passar")),
    Picture("meeting", KERSTIN, WIDE, ("Alla mina", OKSANA, "Boka ett möte")),
    Picture("attendance", KERSTIN, WIDE, ("Grupper", GROUP, "Anteckna närvaro")),
    Picture("exit", KERSTIN, WIDE, ("Alla mina", OKSANA, "Avsluta ärendet")),
    Picture("unit", MARIA, WIDE),
    Picture("board", MARIA, WIDE, ("En sida till nämnden",)),
    Picture("follow-ups", MARIA, WIDE, ("Så gick det efter avslutet",)),
    Picture("staff", MARIA, WIDE, ("Personalen",)),
    Picture("log-review", MARIA, WIDE, ("Granskning av loggen",)),
    Picture("import", MARIA, WIDE, ("Läs in en lista",)),
    Picture("own-page", OKSANA, PHONE),
    Picture("own-areas", OKSANA, PHONE, ("Var jag står i livet",)),
    Picture("own-knowers", OKSANA, PHONE, ("Vem får veta vad",)),
    Picture("own-page-arabic", "Amina Warsame", PHONE, language="ar"),
)


def links() -> dict[str, str]:
    """The cast's sign-in links by name."""
    command = [str(ROOT / "run"), "demo", "links", "--json"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {row["name"]: row["url"] for row in json.loads(listed)}


def sign_in(page: Page, link: str, address: str) -> None:
    """Press the button of a sign-in link."""
    page.goto(address + "/in/" + link.split("/in/")[1])
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_load_state()


def take(browser: Browser, picture: Picture, link: str, address: str) -> None:
    """One picture of the whole page."""
    page = browser.new_page(viewport=picture.size, locale="sv-SE")
    sign_in(page, link, address)
    for text in picture.clicks:
        page.get_by_role("link", name=text).first.click()
        page.wait_for_load_state("networkidle")  # A room of a file comes without a new page.
    if page.locator("html").get_attribute("lang") != picture.language:
        page.locator("summary", has_text="Svenska").click()
        page.locator(f"button[name=language][value={picture.language}]").click()
        page.wait_for_load_state()
    page.evaluate("window.scrollTo(0, 0)")  # What is taken whole is drawn as it stands scrolled.
    page.screenshot(path=IMAGES / f"{picture.name}.png", full_page=True)
    page.close()


def main(address: str) -> None:
    """Take them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    known = links()
    chromium = os.environ.get("STEGVIS_CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for picture in PICTURES:
            take(browser, picture, known[picture.reader], address)
            print(f"docs/images/{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
