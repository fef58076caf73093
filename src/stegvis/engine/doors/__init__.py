"""Doors: which education opens most places that nothing but education stands in the way of."""
