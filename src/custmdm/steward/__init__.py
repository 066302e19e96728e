"""What people do with customers: they ask for changes, and others say yes."""

from custmdm.steward import requests as requests

__all__ = ["requests"]
