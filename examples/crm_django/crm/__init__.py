"""The CRM as it was: models that know nothing of merges."""
