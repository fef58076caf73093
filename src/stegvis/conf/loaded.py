"""What a web process has loaded when it begins to serve."""

import gc

from django.urls import get_resolver

ALLOCATIONS = 10_000
"""So many more objects than were let go before the collector looks among the young ones: a page
makes tens of thousands, nearly all of which go by themselves."""


def keep_what_is_loaded() -> None:
    """Load every address, and let the garbage collector leave what is there alone.

    Some hundred thousand objects that never go were walked several times for each page.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)
