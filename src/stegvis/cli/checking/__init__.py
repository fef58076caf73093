"""What can be wrong with an installation, one fact per function, each with its remedy."""
