"""Core rooms: what every other room stands on.

audit < organisations < accounts < access < codes < jobs < documents < notices.
The modules beside them (clock, tenancy, encryption, public_ids, database) are the ground.
"""
