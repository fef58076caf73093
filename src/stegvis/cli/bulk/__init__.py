"""Matching over plain files, and populations to try it on. Django is never imported here."""
