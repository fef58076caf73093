"""The web server and, beside it, the worker: two processes that start and stop together."""
