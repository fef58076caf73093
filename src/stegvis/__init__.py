"""Stegvis: an open work-integration platform for Nordic municipalities."""
