"""Who gets which place: at least cost, fairly, by both sides' wishes, or by lot. Integers only."""
