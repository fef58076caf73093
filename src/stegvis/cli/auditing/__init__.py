"""Whether the log is what it was: its seals, and the newest of them remembered outside."""
