"""Refresh or verify the vendored front-end files and fonts. Maintainers only; users need no npm.

python scripts/vendor_assets.py            fetch the versions below with npm and copy
python scripts/vendor_assets.py --check    compare the files' checksums, offline
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src" / "stegvis" / "web" / "static" / "web" / "vendor"
FONTS = ROOT / "src" / "stegvis" / "web" / "printing" / "fonts"
TESTS = ROOT / "tests" / "browser" / "vendor"

PACKAGES: list[tuple[str, str, str, Path, dict[str, str]]] = [
    (
        "@digdir/designsystemet-css",
        "1.22.0",
        "MIT",
        SHIPPED,
        {"dist/src/index.css": "designsystemet.css"},
    ),
    (
        "@digdir/designsystemet-theme",
        "1.11.0",
        "MIT",
        SHIPPED,
        {
            "src/themes/designsystemet.css": "designsystemet-theme.css",
            "LICENSE": "designsystemet.LICENSE",
        },
    ),
    (
        "@digdir/designsystemet-web",
        "1.22.0",
        "MIT",
        SHIPPED,
        {"dist/umd/index.js": "designsystemet-web.js"},
    ),
    (
        "htmx.org",
        "4.0.1",
        "0BSD",
        SHIPPED,
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE"},
    ),
    (
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        SHIPPED,
        {
            "files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
            "files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
            "files/inter-cyrillic-wght-normal.woff2": "inter-cyrillic.woff2",
            "LICENSE": "inter.LICENSE",
        },
    ),
    (
        "@fontsource/noto-sans-arabic",
        "5.3.0",
        "OFL-1.1",
        SHIPPED,
        {
            "files/noto-sans-arabic-arabic-400-normal.woff2": "noto-sans-arabic-400.woff2",
            "files/noto-sans-arabic-arabic-600-normal.woff2": "noto-sans-arabic-600.woff2",
            "LICENSE": "noto-sans-arabic.LICENSE",
        },
    ),
    (
        "@fontsource/noto-sans-ethiopic",
        "5.3.0",
        "OFL-1.1",
        SHIPPED,
        {
            "files/noto-sans-ethiopic-ethiopic-400-normal.woff2": "noto-sans-ethiopic-400.woff2",
            "files/noto-sans-ethiopic-ethiopic-600-normal.woff2": "noto-sans-ethiopic-600.woff2",
            "LICENSE": "noto-sans-ethiopic.LICENSE",
        },
    ),
    (
        "@expo-google-fonts/noto-sans",
        "0.4.2",
        "OFL-1.1",
        FONTS,
        {
            "400Regular/NotoSans_400Regular.ttf": "noto-sans-regular.ttf",
            "700Bold/NotoSans_700Bold.ttf": "noto-sans-bold.ttf",
            "LICENSE_FONT": "noto-sans.LICENSE",
        },
    ),
    (
        "@expo-google-fonts/noto-sans-arabic",
        "0.4.3",
        "OFL-1.1",
        FONTS,
        {
            "400Regular/NotoSansArabic_400Regular.ttf": "noto-sans-arabic.ttf",
            "LICENSE_FONT": "noto-sans-arabic.LICENSE",
        },
    ),
    (
        "@expo-google-fonts/noto-sans-ethiopic",
        "0.4.2",
        "OFL-1.1",
        FONTS,
        {
            "400Regular/NotoSansEthiopic_400Regular.ttf": "noto-sans-ethiopic.ttf",
            "LICENSE_FONT": "noto-sans-ethiopic.LICENSE",
        },
    ),
    (
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        TESTS,
        {"axe.min.js": "axe.min.js", "LICENSE": "axe.LICENSE"},
    ),
]


def digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch() -> None:
    """Fetch each package at its exact version and copy what we use of it."""
    listed: dict[Path, list[dict[str, str]]] = {}
    for name, version, licence, target, files in PACKAGES:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            command = ["npm", "pack", "--silent", f"{name}@{version}"]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
                for inside, outside in files.items():
                    member = package.extractfile(f"package/{inside}")
                    if member is None:
                        raise FileNotFoundError(f"{inside} in {name}")
                    (target / outside).write_bytes(member.read())
        for outside in files.values():
            row = {"file": outside, "package": name, "version": version, "licence": licence}
            listed.setdefault(target, []).append({**row, "sha256": digest(target / outside)})
    for target, rows in listed.items():
        (target / "vendor.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    (FONTS / "coverage.json").write_text(json.dumps(drawn()) + "\n", encoding="utf-8")


def drawn() -> list[list[int]]:
    """Which signs the fonts of printed pages draw, as first and last of each run of them."""
    runs: list[list[int]] = []
    signs: set[int] = set()
    for font in FONTS.glob("*.ttf"):
        signs |= TTFont(font).getBestCmap().keys()
    for sign in sorted(signs):
        if runs and runs[-1][1] == sign - 1:
            runs[-1][1] = sign
        else:
            runs.append([sign, sign])
    return runs


def faults() -> list[str]:
    """Files that are missing or no longer what was fetched."""
    found = []
    for folder in (SHIPPED, FONTS, TESTS):
        for row in json.loads((folder / "vendor.json").read_text(encoding="utf-8")):
            path = folder / row["file"]
            if not path.exists() or digest(path) != row["sha256"]:
                found.append(f"{path.relative_to(ROOT)} is not {row['package']} {row['version']}")
    if json.loads((FONTS / "coverage.json").read_text(encoding="utf-8")) != drawn():
        found.append("coverage.json does not say what the fonts draw")
    return found


if __name__ == "__main__":
    if sys.argv[1:] != ["--check"]:
        fetch()
    wrong = faults()
    print("\n".join(wrong) or "All vendored files are as fetched.")
    sys.exit(bool(wrong))
