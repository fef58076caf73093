"""Backup and restore: one archive with the database, the documents and what proves it whole.

The data keys are not in it: whoever has an archive alone can't read identity numbers in it, and
whoever restores it needs the keys of the installation it came from.
"""
