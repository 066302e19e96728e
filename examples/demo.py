"""Resolve the bundled sample, or a file of your own, and show what was done.

    python examples/demo.py
    python examples/demo.py --data customers.csv --key id --kinds "first=given_name,tel=phone"

Writes golden.csv into the current folder.
"""

import argparse
import collections
import csv
import datetime as dt
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

import custmdm as cm
from custmdm import ledger
from custmdm.ledger import feed

Row = Mapping[str, str]

CHINA = cm.Context(country="CN")
CRM_ADDRESS = {"full": "address", "region": "province", "city": "city", "district": "district"}
ERP_ADDRESS = {
    "street": "street", "city": "city", "region": "state", "postcode": "postcode",
    "country": "country",
}  # fmt: skip
SHOP_ADDRESS = {
    "street": "street_address", "city": "town", "region": "region", "postcode": "zip",
    "country": "country_code",
}  # fmt: skip

CRM_PERSON = cm.FieldMapping(
    source="crm", key="id", record=cm.Person, updated_at="modified", context=CHINA,
    fields={
        "name": "full_name", "phones": ["mobile", "tel"], "emails": ["email"],
        "birth_date": "dob", "identifiers": ["id_card"], "addresses": [CRM_ADDRESS],
        "employer": "company_name",
    },
)  # fmt: skip
CRM_COMPANY = cm.FieldMapping(
    source="crm", key="id", record=cm.Organization, updated_at="modified", context=CHINA,
    fields={
        "name": "company_name", "phones": ["tel"], "emails": ["email"],
        "addresses": [CRM_ADDRESS],
    },
)  # fmt: skip
ERP_PERSON = cm.FieldMapping(
    source="erp", key="customer_no", record=cm.Person, updated_at="changed_on",
    fields={
        "name.given": "first_name", "name.family": "last_name", "phones": ["phone"],
        "emails": ["e_mail"], "birth_date": "birth_date", "identifiers": ["tax_id"],
        "addresses": [ERP_ADDRESS], "country": "country", "employer": "organisation",
    },
)  # fmt: skip
ERP_COMPANY = cm.FieldMapping(
    source="erp", key="customer_no", record=cm.Organization, updated_at="changed_on",
    fields={
        "name": "organisation", "legal_ids": ["tax_id"], "phones": ["phone"],
        "emails": ["e_mail"], "addresses": [ERP_ADDRESS], "country": "country",
    },
)  # fmt: skip


def shop_person(date_order: str | None) -> cm.FieldMapping[cm.Person]:
    """Return the mapping of the shop, whose customers write dates as in their country."""
    return cm.FieldMapping(
        source="shop", key="account", record=cm.Person, updated_at="updated",
        context=cm.Context(date_order=date_order),
        fields={
            "name": "name", "phones": ["phone"], "emails": ["email"], "birth_date": "birthday",
            "addresses": [SHOP_ADDRESS],
        },
    )  # fmt: skip


def read_sample(sample: cm.datasets.Sample) -> tuple[list[cm.Record[Any]], list[cm.Issue]]:
    """Return typed records of the three systems, and what was wrong in them."""
    us = [row for row in sample.shop if row["country_code"] == "US"]
    de = [row for row in sample.shop if row["country_code"] == "DE"]
    rest = [row for row in sample.shop if row["country_code"] not in ("US", "DE")]
    parts: list[tuple[cm.FieldMapping[Any], Sequence[Row]]] = [
        (CRM_PERSON, [row for row in sample.crm if row["type"] == "person"]),
        (CRM_COMPANY, [row for row in sample.crm if row["type"] == "company"]),
        (ERP_PERSON, [row for row in sample.erp if row["kind"] == "P"]),
        (ERP_COMPANY, [row for row in sample.erp if row["kind"] == "O"]),
        (shop_person("MDY"), us), (shop_person("DMY"), de), (shop_person(None), rest),
    ]  # fmt: skip
    records: list[cm.Record[Any]] = []
    issues: list[cm.Issue] = []
    for mapping, rows in parts:
        mapped = mapping.read(rows)
        records += mapped.records
        issues += mapped.issues
    return records, issues


def demo_sample() -> None:
    """Run the main job on the bundled sample."""
    sample = cm.datasets.sample()
    heading("What came in")
    for name in ("crm", "erp", "shop"):
        rows = getattr(sample, name)
        print(f"{name:>6}: {len(rows)} rows with the columns {', '.join(rows[0])}")
    heading("How the columns were mapped")
    for mapping in (CRM_PERSON, CRM_COMPANY, ERP_PERSON, ERP_COMPANY, shop_person(None)):
        show_mapping(mapping)
    records, issues = read_sample(sample)
    people = sum(isinstance(record.data, cm.Person) for record in records)
    print(f"mapped to {people} persons and {len(records) - people} organizations")
    show_issues(issues)
    result = cm.resolve(records, progress=True)
    show_result(result, sample.truth)
    show_golden(result)
    pair = next(link for link in result.links if link.left.source != link.right.source)
    heading("Why two records are one customer")
    print(result.explain(pair.left, pair.right))
    show_history(result, sample.truth)
    write_golden(result)


def demo_file(path: Path, key: str | None, kinds: Mapping[str, str]) -> None:
    """Run the main job on a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    heading("What came in")
    print(f"{path.name}: {len(rows)} rows with the columns {', '.join(rows[0] if rows else ())}")
    result = cm.resolve(rows, key=key, kinds=kinds, source="file", progress=True)
    show_issues(result.issues)
    show_result(result, None)
    show_golden(result)
    if result.links:
        heading("Why two records are one customer")
        print(result.explain(result.links[0].left, result.links[0].right))
    write_golden(result)


def show_mapping(mapping: cm.FieldMapping[Any]) -> None:
    """Print which columns of a source fill which fields."""
    filled = [f"{field} <- {_columns(columns)}" for field, columns in mapping.fields.items()]
    print(f"{mapping.source:>6} {mapping.record.__name__}: {'; '.join(filled)}")


def _columns(columns: str | Mapping[str, str] | Sequence[str | Mapping[str, str]]) -> str:
    if isinstance(columns, str):
        return columns
    return " + ".join(map(_columns, columns.values() if isinstance(columns, Mapping) else columns))


def show_issues(issues: Sequence[cm.Issue]) -> None:
    """Print how often each issue was found, with its text."""
    heading("Issues found")
    counts = collections.Counter(issue.code for issue in issues)
    example = {issue.code: issue for issue in issues}
    for code, count in counts.most_common(8):
        print(f"{count:>6}  {example[code].text()}  [{code}]")
    print(f"{len(issues):>6}  in all")


def show_result(result: cm.Resolution[Any], truth: Mapping[str, str] | None) -> None:
    """Print what was found, and how right it is where the truth is known."""
    heading("What was found")
    print(result)
    if truth is not None:
        found = cm.evaluate.clusters(result, truth)
        print(
            f"  against the known truth: precision {found.precision:.3f}, "
            f"recall {found.recall:.3f}, F1 {found.f1:.3f}"
        )


def show_golden(result: cm.Resolution[Any]) -> None:
    """Print three golden records of several sources, and where their values come from."""
    heading("Three golden records, and where each value comes from")
    by_sources = sorted(
        result.golden, key=lambda g: (-len({m.source for m in g.members}), len(g.members), g.id)
    )
    for golden in by_sources[:3]:
        print(f"{golden.id}, of {', '.join(map(str, golden.members))}")
        for path, lineage in golden.lineage.items():
            records_by_value: dict[str, list[str]] = {}
            for claim in lineage.winners:
                records_by_value.setdefault(_text(claim.value), []).append(str(claim.record))
            for value, records in records_by_value.items():
                print(f"    {path:<12} {value:<50} {', '.join(records)} ({lineage.rule})")
            for lost in lineage.removed:
                text = f"not {_text(lost.claim.value)}"
                print(f"    {'':<12} {text:<50} {lost.claim.record} ({lost.rule})")
        print()


def show_history(result: cm.Resolution[Any], truth: Mapping[str, str]) -> None:
    """Print a merge by hand, its trace, how it is undone, and what other systems are told."""
    found = _merge_to_show(result, truth)
    if found is None:
        return
    ids = [golden.id for golden in found.before]
    (after,) = found.after
    heading("A steward merges two customers that the matching left apart")
    print(_shortened(found.text(masked=False)))
    path = next(loss.path for loss in found.losses if loss.golden_id != after.id)
    print(f"\n{after.trace(path).text(masked=False)}")

    heading("The merge is undone")
    by: dict[str, Any] = {"at": dt.datetime(2026, 5, 1, tzinfo=dt.UTC), "actor": "steward"}
    before = ledger.LedgerState()
    before = before.apply(ledger.events_between(before, result.crosswalk, **by))
    merged = before.apply(ledger.merge(before, ids, **by))
    (old,) = set(ids) - {after.id}
    status = ledger.resolve_id(merged, old)
    print(f"{old} is {status.status}: it stands for {status.current}")
    undone = merged.apply(ledger.unmerge(merged, old, **by))
    print(f"{old} is {ledger.resolve_id(undone, old).status} again")
    print(f"everything is as it was: {undone == before}")

    heading("The change feed: what other systems are told")
    others = [golden for golden in result.golden if golden.id not in ids]
    told = feed.Replica.of(result.golden, result.crosswalk)
    steps = {"of the merge": (found.after, merged), "of its undoing": (found.before, undone)}
    for step, (customers, state) in steps.items():
        now = feed.Replica.of([*others, *customers], state.crosswalk())
        events = feed.diff(told, now)
        print(f"{step}, {len(events)} events about {len(now.customers):,} customers:")
        for event in events:
            print(f"  {event.golden_id} version {event.version}: {_told(event)}")
        told = feed.apply_events(told, [*reversed(events), *events])
        print(f"  told twice and backwards, a copy is up to date: {told == now}")


def _merge_to_show(result: cm.Resolution[Any], truth: Mapping[str, str]) -> ledger.Preview | None:
    """Return the preview of the likeliest merge left to a steward that loses one value or more.

    The steward of this demo knows the truth.
    """
    state, at = ledger.LedgerState(), dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    state = state.apply(ledger.events_between(state, result.crosswalk, at=at, actor="demo"))
    for link in sorted(result.review, key=lambda link: (-link.probability, link.left, link.right)):
        preview = ledger.preview_merge(
            state, [link.left, link.right], result.states, result.policy, as_of=at
        )
        (after,) = preview.after
        lost = any(loss.golden_id != after.id for loss in preview.losses)
        if lost and len({truth[str(member)] for member in after.members}) == 1:
            return preview
    return None


def _shortened(text: object, width: int = 150) -> str:
    lines = str(text).splitlines()
    return "\n".join(line if len(line) <= width else f"{line[:width]} ..." for line in lines)


def _told(event: feed.FeedEvent) -> str:
    match event:
        case feed.FieldChanged(path=path, old=old, new=new):
            now, before = (_text(value or "no value") for value in (new, old))
            return f"{path}, now {_shortened(now, 60)}, before {_shortened(before, 60)}"
        case feed.Merged(merged=merged):
            return f"{', '.join(merged)} was merged into it"
        case feed.Redirected(to=to):
            return f"redirects to {to}"
        case feed.Created(values=values):
            return f"is a customer, with {', '.join(values)}"
        case _:
            return type(event).__name__.lower()


def write_golden(result: cm.Resolution[Any]) -> None:
    """Write the golden records as golden.csv."""
    rows = result.golden_rows()
    path = Path("golden.csv")
    cm.to_csv(rows, path)
    print(f"\nwrote {len(rows)} customers to {path}")


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}")


def _text(value: object) -> str:
    if isinstance(value, (cm.PersonName, cm.PostalAddress)):
        value = value.full or attrs.astuple(value)
    if isinstance(value, tuple):
        value = ", ".join(_text(part) for part in value if part is not None)
    return str(value)


def parse_kinds(text: str) -> dict[str, str]:
    """Return the kinds given as ``first=given_name,tel=phone``."""
    kinds = {}
    for pair in text.split(","):
        column, equals, kind = pair.partition("=")
        if not equals:
            raise SystemExit(f"--kinds is written column=kind,column=kind; got {pair!r}")
        kinds[column.strip()] = kind.strip()
    return kinds


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="a CSV file of your own")
    parser.add_argument("--key", help="the column of its record keys")
    parser.add_argument("--kinds", help='the kind of each column: "first=given_name,tel=phone"')
    parser.add_argument("--verbose", action="store_true", help="show what the library logs")
    options = parser.parse_args()
    if options.verbose:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    if options.data is None:
        demo_sample()
        return
    if not options.kinds:
        parser.error("--data needs --kinds; the kinds are: " + ", ".join(cm.kinds.names()))
    try:
        demo_file(options.data, options.key, parse_kinds(options.kinds))
    except (cm.CustmdmError, OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"error: {error}") from None


if __name__ == "__main__":
    main()
