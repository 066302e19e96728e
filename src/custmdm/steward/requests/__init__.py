"""Change requests: somebody proposes, others approve, and only then does anything change.

A request is a value, and so is each step: :func:`decide` takes the request as it is, what somebody
wants and who may do what, and returns the request after it with the events that led there. The host
stores the events; :func:`replay` makes the request of them again. What was applied ends in the
ledger, by :func:`carry_out`.
"""

from custmdm.steward.requests._carry_out import Outcome as Outcome
from custmdm.steward.requests._carry_out import carry_out as carry_out
from custmdm.steward.requests._carry_out import to_ledger as to_ledger
from custmdm.steward.requests._commands import Actor as Actor
from custmdm.steward.requests._commands import Amend as Amend
from custmdm.steward.requests._commands import Apply as Apply
from custmdm.steward.requests._commands import Approve as Approve
from custmdm.steward.requests._commands import Command as Command
from custmdm.steward.requests._commands import Expire as Expire
from custmdm.steward.requests._commands import Facts as Facts
from custmdm.steward.requests._commands import Reject as Reject
from custmdm.steward.requests._commands import Submit as Submit
from custmdm.steward.requests._commands import Withdraw as Withdraw
from custmdm.steward.requests._decide import decide as decide
from custmdm.steward.requests._events import Accepted as Accepted
from custmdm.steward.requests._events import Amended as Amended
from custmdm.steward.requests._events import Applied as Applied
from custmdm.steward.requests._events import Approved as Approved
from custmdm.steward.requests._events import Conflicted as Conflicted
from custmdm.steward.requests._events import Expired as Expired
from custmdm.steward.requests._events import Rejected as Rejected
from custmdm.steward.requests._events import RequestEvent as RequestEvent
from custmdm.steward.requests._events import Revision as Revision
from custmdm.steward.requests._events import Stale as Stale
from custmdm.steward.requests._events import Submitted as Submitted
from custmdm.steward.requests._events import Withdrawn as Withdrawn
from custmdm.steward.requests._json import event_from_json as event_from_json
from custmdm.steward.requests._json import event_to_json as event_to_json
from custmdm.steward.requests._json import policy_from_json as policy_from_json
from custmdm.steward.requests._json import policy_to_json as policy_to_json
from custmdm.steward.requests._json import request_from_json as request_from_json
from custmdm.steward.requests._json import request_to_json as request_to_json
from custmdm.steward.requests._policy import Grant as Grant
from custmdm.steward.requests._policy import Level as Level
from custmdm.steward.requests._policy import Policy as Policy
from custmdm.steward.requests._policy import RiskRule as RiskRule
from custmdm.steward.requests._proposals import Add as Add
from custmdm.steward.requests._proposals import Erase as Erase
from custmdm.steward.requests._proposals import Merge as Merge
from custmdm.steward.requests._proposals import Move as Move
from custmdm.steward.requests._proposals import PinValue as PinValue
from custmdm.steward.requests._proposals import Proposal as Proposal
from custmdm.steward.requests._proposals import Split as Split
from custmdm.steward.requests._proposals import StateValue as StateValue
from custmdm.steward.requests._proposals import Unmerge as Unmerge
from custmdm.steward.requests._proposals import UnpinValue as UnpinValue
from custmdm.steward.requests._state import Approval as Approval
from custmdm.steward.requests._state import Request as Request
from custmdm.steward.requests._state import replay as replay
from custmdm.steward.requests._text import describe as describe

__all__ = [
    "Accepted",
    "Actor",
    "Add",
    "Amend",
    "Amended",
    "Applied",
    "Apply",
    "Approval",
    "Approve",
    "Approved",
    "Command",
    "Conflicted",
    "Erase",
    "Expire",
    "Expired",
    "Facts",
    "Grant",
    "Level",
    "Merge",
    "Move",
    "Outcome",
    "PinValue",
    "Policy",
    "Proposal",
    "Reject",
    "Rejected",
    "Request",
    "RequestEvent",
    "Revision",
    "RiskRule",
    "Split",
    "Stale",
    "StateValue",
    "Submit",
    "Submitted",
    "Unmerge",
    "UnpinValue",
    "Withdraw",
    "Withdrawn",
    "carry_out",
    "decide",
    "describe",
    "event_from_json",
    "event_to_json",
    "policy_from_json",
    "policy_to_json",
    "replay",
    "request_from_json",
    "request_to_json",
    "to_ledger",
]
