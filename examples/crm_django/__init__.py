"""A CRM on Django that warns of known customers, merges them in its own tables, and undoes it."""
