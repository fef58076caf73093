"""What the database itself holds fast: append-only tables, tenant walls, keys inside a tenant.

Derived from the models, taken down before and put up again after every migrate, verified by
`stegvis check`.
"""
