"""Instruments as data: what a definition holds, how it is read and judged, those shipped."""
