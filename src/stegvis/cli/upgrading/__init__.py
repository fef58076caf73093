"""Bringing a database to this version, and refusing when something would be lost."""
