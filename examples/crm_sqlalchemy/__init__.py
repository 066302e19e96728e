"""A reference host: the customers of a CRM, kept true inside its own database."""

from .consumer import Consumer as Consumer
from .host import BusyError as BusyError
from .host import Host as Host
from .host import OtherLinkerError as OtherLinkerError
from .host import RequestReusedError as RequestReusedError
from .rows import Customer as Customer
from .rows import Known as Known
from .rows import Record as Record
from .rows import Saved as Saved
from .rows import Verdict as Verdict
from .schema import open_database as open_database

__all__ = [
    "BusyError",
    "Consumer",
    "Customer",
    "Host",
    "Known",
    "OtherLinkerError",
    "Record",
    "RequestReusedError",
    "Saved",
    "Verdict",
    "open_database",
]
