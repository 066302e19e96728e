"""What others are told. Receivers run in the transaction: one that fails undoes it all."""

from django.dispatch import Signal

# sender: the model; winner, losers: keys; merge: the number of the merge; using: the database;
# rows: the tables and keys of all rows that have changed.
customer_merged = Signal()
customer_merge_undone = Signal()
