"""Claims for the tests of survivorship."""

import datetime as dt

from hypothesis import settings
from hypothesis import strategies as st

from custmdm.model import Claim, RecordId

EIGHT_HOURS = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2024, 5, 1, 12)

times = st.none() | st.sampled_from(
    [
        NOON,
        NOON.replace(tzinfo=dt.UTC),
        NOON.replace(tzinfo=EIGHT_HOURS),
        NOON + dt.timedelta(microseconds=1),
        dt.datetime.min,
        dt.datetime.max,
    ]
)
# Equal values of different types, and values that cannot be hashed, are told apart where needed.
values = st.sampled_from(["Ann", "Anna", "ANN", "", 1, True, 1.0, ("a", None), ["Ann"], {"a": 1}])
records = st.builds(RecordId, st.sampled_from(["crm", "erp", "web"]), st.integers(1, 3))
claims = st.builds(
    Claim,
    values,
    records,
    observed_at=times,
    valid=st.booleans(),
    trust=st.none() | st.sampled_from([0.1, 0.9]),
)

# For what is asked of each of many rules.
few = settings(max_examples=min(40, settings.default.max_examples))


def claim(value, source="crm", key=1, **others):
    """Return a claim of one source."""
    return Claim(value, RecordId(source, key), **others)
