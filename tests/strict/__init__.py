"""What makes sloppiness a failure: guards around every test, each with a planted fault it finds."""
