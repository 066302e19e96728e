"""A program as a user writes it: never run, only checked by mypy and pyright, both strict."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_type

import attrs
import pandas as pd

import custmdm as cm
from custmdm.typing import BlockingKey, Comparator, Normalizer, SurvivorshipRule, Validator


def show(*values: object) -> None:
    """Stand for what a user does with values."""
    del values


# -- parts of one's own: plain functions and small frozen classes -------------------------------


def shout(text: str) -> str | None:
    """Normalize a tier."""
    return text.strip().upper() or None


def known_tier(value: str) -> Iterable[str]:
    """Say what is wrong with a tier."""
    return () if value in {"GOLD", "SILVER"} else ("tier.unknown",)


def same_length(left: str, right: str) -> float:
    """Compare two texts by their length."""
    return 1.0 if len(left) == len(right) else 0.0


@attrs.frozen
class Shared:
    """Compare by shared characters."""

    least: int = 2

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return 1.0 if len(set(left) & set(right)) >= self.least else 0.0


def initial(record: cm.Person) -> Iterable[str]:
    """Block on the first letter of the family name."""
    return (record.name.family[:1],) if record.name and record.name.family else ()


def initial_of_row(record: Mapping[str, str | None]) -> Iterable[str]:
    """Block on the first letter of a column."""
    return ((record["name"] or "?")[:1],)


def longest(claims: Sequence[cm.Claim[Any]]) -> Sequence[cm.Claim[Any]]:
    """Keep the longest value."""
    size = max(len(str(claim.value)) for claim in claims)
    return [claim for claim in claims if len(str(claim.value)) == size]


def golden_id(members: Sequence[cm.RecordId]) -> str:
    """Make a golden id."""
    return f"customer-{members[0]}"


def on_progress(stage: str, done: int, total: int) -> None:
    """Be told how far a run is."""
    if done > total:
        raise TimeoutError(stage)


comparators: list[Comparator] = [same_length, Shared(3), cm.compare.JaroWinkler()]
normalizers: list[Normalizer] = [shout, str.upper]
validators: list[Validator] = [known_tier]
blocking_keys: list[BlockingKey] = [initial, initial_of_row]
rules: list[SurvivorshipRule] = [longest, cm.survive.most_recent, cm.survive.BySource(("erp",))]

tier = cm.kinds.Kind(name="tier", normalize=shout, validators=(known_tier,), comparator=same_length)
strict_name = attrs.evolve(cm.kinds.get("person_name"), levels=(1.0, 0.95))


# -- one value --------------------------------------------------------------------------------

phone = cm.kinds.get("phone").standardize("手机：138 1234 5678", country="CN")
assert_type(phone, cm.Standardized)
assert_type(phone.value, str | None)
assert_type(phone.status, cm.Status)
assert_type(phone.reasons, tuple[str, ...])
assert_type(phone.parts, Mapping[str, str])


# -- rows to records --------------------------------------------------------------------------

rows: list[dict[str, str]] = [{"id": "1", "full_name": "张三", "mobile": "138 1234 5678"}]
mapping = cm.FieldMapping(
    source="crm",
    key="id",
    record=cm.Person,
    updated_at="modified",
    context=cm.Context(country="CN", date_order="YMD"),
    fields={
        "name": "full_name",
        "phones": ["mobile", "tel"],
        "birth_date": "dob",
        "addresses": [{"street": "street", "city": "city"}],
    },
)
assert_type(mapping, cm.FieldMapping[cm.Person])
mapped = mapping.read(rows)
assert_type(mapped.records, tuple[cm.Record[cm.Person], ...])
assert_type(mapped.issues, tuple[cm.Issue, ...])
assert_type(mapping.read_one(rows[0]).records[0].data, cm.Person)
mapping.read(pd.DataFrame(rows))
for issue in mapped.issues:
    show(issue.row, issue.path, issue.code, issue.severity, issue.text("zh"))


# -- the whole job on records -----------------------------------------------------------------

result = cm.resolve(mapped.records)
assert_type(result, cm.Resolution[cm.Person])
assert_type(result.golden[0].data, cm.Person)
assert_type(result.links, tuple[cm.Link, ...])
assert_type(result.clusters, tuple[cm.Cluster, ...])
assert_type(result.review, tuple[cm.Link, ...])
assert_type(result.issues, tuple[cm.Issue, ...])
assert_type(result.crosswalk, cm.Crosswalk)
assert_type(result.explain("crm:17", cm.RecordId("web", 9)), cm.Explanation)
for golden in result.golden:
    name, lineage = golden.data.name, golden.lineage
    show(
        golden.id, name.full if name else None, [claim.record for claim in lineage["name"].winners]
    )

organizations = [
    cm.Record(cm.RecordId("erp", 1), cm.Organization(name="ACME"), dt.datetime(2021, 5, 6)),
]
assert_type(cm.resolve(organizations).golden[0].data.legal_ids, tuple[str, ...])

# Records of several types: what comes out is any of them.
mixed: list[cm.Record[cm.Person] | cm.Record[cm.Organization]] = [*mapped.records, *organizations]
for record in cm.resolve(mixed, ids=golden_id, progress=on_progress, seed=3).golden:
    if isinstance(record.data, cm.Person):
        show(record.data.birth_date)


# -- a record type of one's own ---------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Lead:
    """A lead, as the CRM holds it."""

    company: str | None = cm.field(kind="organization_name")
    phones: tuple[str, ...] = cm.field(kind="phone", default=())
    rank: str | None = cm.field(kind=tier)
    addresses: tuple[cm.PostalAddress, ...] = cm.field(kind="postal_address", factory=tuple)
    campaign: str = ""


def by_campaign(lead: Lead) -> Iterable[str]:
    """Block on a field without a kind."""
    return (lead.campaign,)


leads = [cm.Record(cm.RecordId("crm", 1), Lead(company="ACME", campaign="spring"))]
of_leads = cm.resolve(leads)
assert_type(of_leads.golden[0].data.company, str | None)
assert_type(cm.standardize(leads).data[0].data, Lead)


# -- the whole job on tables ------------------------------------------------------------------

frame = pd.DataFrame({"rec_id": [1, 2], "name": ["Ann", "Anne"], "dob": ["03/04/1988", None]})
table = cm.resolve(
    frame,
    key="rec_id",
    kinds={"name": "person_name", "dob": "birth_date", "tier": tier},
    source="crm",
    updated_at="modified",
    context=cm.Context(country="AU", date_order="DMY"),
    progress=True,
)
assert_type(table.golden[0].data, Mapping[str, str | None])
out: pd.DataFrame = table.to_frame()
one_a_customer: pd.DataFrame = table.golden_frame()
pairs: pd.DataFrame = table.links_frame()
show(table, out, one_a_customer, pairs, result.to_frame("polars"), table.golden_rows())

done = cm.standardize(frame, kinds={"name": "person_name"}, key="rec_id")
assert_type(done.issues, tuple[cm.Issue, ...])
standard: pd.DataFrame = done.data

measured = cm.evaluate.clusters(table, {1: "ann", 2: "ann"})
show(measured.precision, measured.recall, measured.f1, measured.bcubed.f1)


# -- a Linker ---------------------------------------------------------------------------------

linker = cm.Linker(
    record=cm.Person,
    blocking=(
        cm.block.on("phones"),
        cm.block.on("name.family", "birth_date"),
        cm.block.on(("name", cm.block.Prefix(3)), "birth_date"),
        cm.block.sorted_neighborhood("name.family", ("birth_date", cm.block.year), window=4),
        initial,
    ),
    comparisons=(
        cm.compare.Comparison("name.family", cm.compare.JaroWinkler(), levels=(1.0, 0.92, 0.8)),
        cm.compare.Comparison("birth_date", same_length),
        cm.compare.Comparison("phones", Shared(4)),
    ),
    thresholds=cm.Thresholds(match=0.95, possible=0.5),
    survivorship={"name": cm.survive.BySource(("erp", "crm")), "birth_date": (longest,)},
    context=cm.Context(country="CN"),
)
fitted = linker.fit(mapped.records, seed=0)
assert_type(fitted, cm.Linker)
score = fitted.score(mapped.records[0], cm.Person(phones=("+8613812345678",)))
assert_type(score, cm.MatchScore)
prepared = fitted.prepare(mapped.records[0])
assert_type(prepared, cm.PreparedRecord)
assert_type(fitted.score(prepared, mapped.records[1]), cm.MatchScore)
for contribution in score.contributions:
    show(contribution.comparison, contribution.level, contribution.label, contribution.weight)
again = fitted.resolve(mapped.records, ids=golden_id, progress=on_progress)
assert_type(again.golden[0].data, cm.Person)
at_once = cm.Linker(record=cm.Person).fit_resolve(mapped.records, seed=1)
assert_type(at_once, tuple[cm.Linker, cm.Resolution[cm.Person]])

own: Mapping[str, object] = {"initial": initial, "length": same_length, "longest": longest}
text = fitted.to_json(parts=own)
assert_type(cm.Linker.from_json(text, record=cm.Person, parts=own), cm.Linker)

trusted = cm.survive.MostTrusted({"crm": cm.survive.Trust(90, 30), ("web", "dob"): 50}, default=5)
policy = cm.survive.Policy(
    {
        "dob": [trusted, cm.survive.oldest],
        "phones": cm.survive.Attribute(keep=3, primary=cm.survive.most_recent),
        "name": cm.survive.Attribute([longest], fill="missing"),
        "note": cm.survive.Follow("name"),
    }
)
at_noon = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
state = cm.survive.SurvivorState.of(cm.RecordId("crm", 1), {"dob": "1990-01-01"}).join(
    cm.survive.SurvivorState()
)
assert_type(state, cm.survive.SurvivorState)
pins = [cm.survive.Pin("dob", "1990-01-02", cm.survive.Until.change("crm"))]
survived = cm.survive.survive(state, policy, pins=pins, as_of=at_noon)
assert_type(survived.traces["dob"], cm.Trace[object])
assert_type(cm.survive.still_held(pins, state, state, as_of=at_noon), tuple[cm.survive.Pin, ...])
until: dt.datetime | None = cm.survive.valid_until(state, policy, as_of=at_noon)["dob"]
difference = cm.survive.what_if(again.states, old=again.policy, new=policy, as_of=at_noon)
show(
    difference.is_allowed, difference.changes["dob"].share, again.golden[0].trace("name").text("zh")
)

of_table = cm.Linker(
    kinds={"name": strict_name, "dob": "birth_date"},
    blocking=[initial_of_row, cm.block.on("dob")],
    survivorship={"dob": [longest, cm.survive.valid_first]},
)
fitted_table = of_table.fit(frame, key="rec_id", source="crm")
resolved = fitted_table.resolve(frame, key="rec_id", source="crm", updated_at="modified")
golden_name: str | None = resolved.golden[0].data["name"]
show(fitted_table.score({"name": "Ann"}, {"name": "Anne", "dob": None}).probability)

of_leads_again = cm.Linker(record=Lead, blocking=(by_campaign,)).fit(leads).resolve(leads)
assert_type(of_leads_again.golden[0].data.campaign, str)


# -- errors -----------------------------------------------------------------------------------

try:
    cm.Linker.from_json("{}")
except cm.ModelError as error:
    problem: ValueError = error
    show(problem)
except cm.CustmdmError as error:
    show(type(error))


# -- two tables, and what is known for certain -----------------------------------------------

known: list[cm.Constraint] = [cm.Always("crm:1", "web:9"), cm.OnePerSource()]
known.append(cm.Never(cm.RecordId("crm", 1), "crm:2"))
known.append(cm.IgnoreValue("phones", "+861062770334"))
known.append(cm.AliasValue("emails", "info@old.cn", same_as="info@new.cn"))
held = cm.resolve(mapped.records, constraints=known)
assert_type(held.golden[0].data, cm.Person)
two = cm.link(mapped.records, mapped.records, one_to_one=True, constraints=known)
assert_type(two, cm.Resolution[cm.Person])
of_tables = cm.link(
    frame,
    frame,
    key="rec_id",
    kinds={"name": "person_name", "dob": "birth_date"},
    right_columns={"name": "customer"},
    sources=("crm", "web"),
)
assert_type(of_tables, cm.Resolution[Mapping[str, str | None]])
links: pd.DataFrame = fitted_table.link(frame, frame, key="rec_id").links_frame()
assert_type(fitted.link(mapped.records, mapped.records), cm.Resolution[cm.Person])
plan = fitted.plan(mapped.records, pairs_per_second=1e6)
show(plan.seconds, plan.memory_mb, plan.refused, [rule.split for rule in plan.rules])
show(links, plan.pairs, plan.reach, [rule.matches_alone for rule in plan.rules], plan.to_frame())
try:
    fitted.resolve(mapped.records, constraints=[cm.Never("crm:1", "crm:2")])
except cm.ContradictionError as error:
    show(error.chains)


# -- how right it is --------------------------------------------------------------------------

wrong = cm.evaluate.errors(table, {1: "ann", 2: "ann"})
show([(e.left, e.right, e.reason) for e in (*wrong.false_merges, *wrong.misses)], wrong.to_frame())


# -- history ----------------------------------------------------------------------------------

may = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
run = cm.resolve(mapped.records, now=may)
run = cm.resolve(mapped.records, previous=run.crosswalk, now=may)
assert_type(run, cm.Resolution[cm.Person])
show(run.churn, run.churn.moved_share, run.crosswalk.redirects, run.crosswalk.parts)
history: list[cm.ledger.Event] = []
history.extend(
    cm.ledger.events_between(cm.ledger.LedgerState(), run.crosswalk, at=may, actor="job")
)
customers = cm.ledger.replay(history)
customers = customers.apply(
    cm.ledger.merge(customers, list(customers.golden_ids), at=may, actor="li", reason="same")
)
assert_type(cm.ledger.resolve_id(customers, "g1"), cm.ledger.IdStatus)
back: tuple[cm.ledger.Event, ...] = cm.ledger.unmerge(
    customers, cm.RecordId("crm", 1), mode="linear", at=may, actor="li"
)
rows_of_mine = [cm.ledger.Child("orders", 7, "g1", record=cm.RecordId("crm", 1), at=may)]
moving = cm.ledger.reparent(customers, customers.apply(back), rows_of_mine)
assert_type(moving.moved, tuple[cm.ledger.Placed, ...])
broken: int | None = cm.ledger.verify(history, cm.ledger.chain(history))
try:
    show(cm.ledger.events_from_json(cm.ledger.events_to_json(history)), broken)
except cm.LedgerError as error:
    show(error.number, error.rule, error.ids)

# -- one record at a time ----------------------------------------------------------------------

index = cm.LiveIndex(fitted, mapped.records, constraints=[cm.OnePerSource("crm")])
near: tuple[cm.Candidate, ...] = index.match(mapped.records[0])
show([(c.id, c.score.weight, c.decision is cm.Decision.MATCH, c.explain("zh")) for c in near])
changes = index.resolve(mapped.records, run.crosswalk, removed=[cm.RecordId("crm", 2)], now=may)
assert_type(changes, cm.ChangeSet)
show(changes.created, changes.absorbed, changes.merged, changes.split, changes.review)
show([golden.trace("name") for golden in changes.golden.values()], changes.base_version)
try:
    index.apply(changes)
except cm.StaleVersionError:
    show(index.version, len(index), cm.RecordId("crm", 2) in index)
assert_type(changes.crosswalk(run.crosswalk), cm.Crosswalk)
index.upsert(mapped.records)
index.remove([cm.RecordId("crm", 2)])


def look_up(keys: Sequence[str]) -> Iterable[cm.Record[cm.Person]]:
    """Return the records of the host that have any of some keys."""
    return [one for one in mapped.records if {*fitted.keys(one, secret=b"mine")} & {*keys}]


assert_type(fitted.match(mapped.records[0], look_up, secret=b"mine"), tuple[cm.Candidate, ...])

# -- previews, the change feed, looking back ---------------------------------------------------

preview = cm.ledger.preview_merge(customers, ["g1", "g2"], run.states, run.policy, as_of=may)
assert_type(preview, cm.ledger.Preview)
show(preview.text("zh"), preview.after[0].trace("name"), preview.redirects, preview.losses)
show(cm.ledger.preview_unmerge(customers, cm.RecordId("crm", 1), run.states, run.policy).conflicts)
feed = cm.ledger.feed
told_before = feed.Replica()
told = feed.diff(told_before, feed.Replica.of(run.golden, run.crosswalk))
assert_type(told, tuple[feed.FeedEvent, ...])
for one in told:
    if isinstance(one, feed.FieldChanged):
        show(one.golden_id, one.version, one.path, one.old, one.new)
replica: feed.Replica = feed.apply_events(told_before, told)
show(feed.event_from_json(feed.event_to_json(told[0])), feed.replica_to_json(replica))
believed = cm.ledger.History(
    history, [cm.ledger.Stated(cm.RecordId("crm", 1), {"city": "Leeds"}, may)]
)
show(cm.ledger.golden_at(believed, valid_at=may, known_at=may)["g1"].data["city"])
assert_type(cm.ledger.timeline(believed, "g1", "city"), tuple[cm.ledger.Slice, ...])

# -- change requests ---------------------------------------------------------------------------

requests = cm.steward.requests
road = requests.Policy(
    record=cm.Person,
    levels=[requests.Level("low", approvals=0), requests.Level("high", 2, approvers={"lead"})],
    rules=[requests.RiskRule("low", kinds={"state"}, paths={"phones"}, own=True)],
    grants=[requests.Grant("lead", {"submit", "approve", "apply"})],
)
li = requests.Actor("li", {"lead"}, customers=["g7"])
asked, steps = requests.decide(
    None,
    requests.Submit(
        id="1",
        request="r1",
        actor=li,
        at=may,
        proposals=[
            requests.Merge(("g1", "g2")),
            requests.PinValue("g1", cm.survive.Pin("gender", "female")),
            requests.StateValue("g1", cm.RecordId("self", "g1"), "phones", ["+8613812345678"]),
            requests.Split("g1", {"g9": [cm.RecordId("crm", 1)]}),
        ],
        versions=customers.versions,
        facts=requests.Facts(confirmed={"g1"}, value=10),
    ),
    road,
)
assert_type(asked, requests.Request)
assert_type(steps, tuple[requests.RequestEvent, ...])
try:
    asked, steps = requests.decide(
        asked, requests.Approve(id="2", request="r1", actor=li, at=may, revision=1), road
    )
except cm.NotAllowedError as refused:
    show(refused.rule, refused.request)
except (cm.RequestError, cm.StaleVersionError):
    show(requests.describe(asked, "zh", values=True), asked.stale, asked.revision.issues)
for step in steps:
    if isinstance(step, requests.Conflicted):
        show([(golden_id, stale.base) for golden_id, stale in step.stale.items()])
assert_type(
    requests.replay(map(requests.event_from_json, map(requests.event_to_json, steps))),
    requests.Request,
)
assert_type(requests.carry_out(asked, customers).events, tuple[cm.ledger.Event, ...])
show(requests.policy_from_json(requests.policy_to_json(road), record=cm.Person).levels[0].due)

# -- customers merged in the host's own tables -------------------------------------------------

schema = cm.steward.schema
shop = schema.HostSchema(
    "customers",
    tables=[
        schema.HostTable("customers"),
        schema.HostTable("tags", ("customer_id", "tag"), [schema.Unique("tag", where={"on": 1})]),
    ],
    references=[
        schema.Reference("tags", "customer_id", check="cascade"),
        schema.Reference("tags", ["about_id"], where={"about": "customer"}, as_text=True),
    ],
    redirect="merged_into",
)


def rows_of_table(
    table: str, columns: tuple[str, ...], values: Sequence[tuple[Any, ...]]
) -> Iterable[Mapping[str, Any]]:
    """Return the rows of a table whose columns hold any of some values."""
    return [{"id": 1, "merged_into": None}, {"id": 2, "merged_into": None}]


decided: list[schema.Choice] = [
    schema.Leave(schema.RowKey("tags", (2, "vip")), follow=True),
    schema.Assign(schema.RowKey("customers", 1), {"name": "Anna"}),
]
joined = schema.plan_merge(
    shop, winner=1, losers=[2], rows=rows_of_table, resolutions=decided, redirects={3: 1}
)
assert_type(joined, schema.MergePlan)
assert_type(joined.collisions, tuple[schema.Obstacle, ...])
for change in joined.changes:
    show(change.row, change.row_after, change.where, change.values, change.columns)
carried = schema.record_merge(shop, joined, rows=rows_of_table)
apart = schema.plan_undo(shop, carried, rows={"customers": [{"id": 1}]})
assert_type(apart, schema.UndoPlan)
assert_type(apart.edited, tuple[schema.Edited, ...])
show(schema.merge_plan_from_json(schema.merge_plan_to_json(carried)).ready, apart.came)
show(schema.host_schema_from_json(schema.host_schema_to_json(shop)).references_to("customers"))
