"""Reference tables and the bundled sample."""
