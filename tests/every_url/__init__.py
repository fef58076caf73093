"""Every address of the product, walked as everybody.

New addresses are found by themselves. An address about a row with a public id gets the id of a row
in `world.py` that fits it; when none does, the walk fails and says so, and the row is to be added
to `furnish` (about a person) or `furnish_tenant` (about nobody) there.
"""
