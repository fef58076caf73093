"""The demo: an invented association of four real municipalities, the same for a day and a seed.

All persons, staff and employers are invented; the numbers are official test numbers.
"""

from stegvis.cli.demo.building import build
from stegvis.cli.demo.links import DemoLink, sign_in_links

__all__ = ["DemoLink", "build", "sign_in_links"]
