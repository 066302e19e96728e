"""Benchmarks that run the public API as a user would."""
