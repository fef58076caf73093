"""The pages of the situation room."""
