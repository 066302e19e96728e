"""Make synthetic customers of one country, and say who is who.

    python -m benchmarks.synthetic --records 100000 --out customers.csv

Seven rows in ten are customers as they first came; the others are the same customers once more,
with typing errors, day and month exchanged, initials, nicknames, names exchanged, missing values,
and values that changed: moved house, married, a new phone, another email.

What makes it hard is as in life. Names are skewed: the commonest surname has one customer in sixty,
most surnames are rare. Emails are mostly made of the name and a number, so namesakes have similar
ones and a few share one. A third of the customers live in a household: one surname, one postcode,
sometimes one phone. Some are twins (one birth date), some father and son (one name). Postcodes are
shared by two dozen neighbours. So a model that takes namesakes, families or neighbours for one
customer is seen to fail.

A repeated row keeps at least one of birth date, phone and email as it was, but for one in 2,000:
what nobody could tell measures nothing.

**Pairs per record.** Neighbourhoods, households and repeats have the same size in any table, so
their pairs grow with the table. Those of namesakes grow with its square, as long as names come from
the same pools. So they do up to `population` records, as in one country: a record has 2 namesakes
in a table of 100,000 and 22 in one of 1,000,000. From there on the pools of given names and of
surnames grow with the square root of the table, and each gets as much flatter: the chance that two
customers have one full name falls as the table grows, and the namesakes of a record stay as many.
The seven rules phone; email; both names; a name with the birth date; postcode with surname or birth
date make 3.4 pairs a record in a table of 100,000, 13 in one of 1,000,000, and 14 in one of
10,000,000.

A table that no memory holds is made in parts, `customers_in_parts`: as large as one whole, with
customers of its own, of the same names, neighbourhoods and phones.
"""

import argparse
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Rng = np.random.Generator
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
Days = npt.NDArray[np.datetime64]

COLUMNS = ["given_name", "surname", "birth_date", "postcode", "phone", "email"]
KINDS = {
    "given_name": "given_name", "surname": "family_name", "birth_date": "birth_date",
    "postcode": "postcode", "phone": "phone", "email": "email",
}  # fmt: skip

# The kinds of damage to a repeated row, and how often each happens to its field.
DAMAGE = {
    "given_name": {"missing": 0.01, "initial": 0.05, "nickname": 0.03, "typo": 0.06},
    "surname": {"missing": 0.005, "changed": 0.015, "typo": 0.06},
    "birth_date": {"missing": 0.04, "exchanged": 0.05, "typo": 0.05, "changed": 0.01},
    "postcode": {"missing": 0.02, "changed": 0.08, "typo": 0.03},
    "phone": {"missing": 0.08, "changed": 0.10, "typo": 0.03},
    "email": {"missing": 0.10, "changed": 0.10, "typo": 0.04},
}
# What a first row lacks.
LACKING = {"birth_date": 0.02, "postcode": 0.01, "phone": 0.05, "email": 0.08}
ANCHORS = ("birth_date", "phone", "email")

GIVEN = """
James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan
Joseph Jessica Thomas Sarah Charles Karen Daniel Nancy Matthew Lisa Anthony Emily Mark Anna
""".split()
NICKNAMES = {
    "James": "Jim", "Patricia": "Pat", "Robert": "Bob", "Jennifer": "Jenny", "Michael": "Mike",
    "William": "Bill", "Elizabeth": "Liz", "David": "Dave", "Barbara": "Barb", "Richard": "Rick",
    "Susan": "Sue", "Joseph": "Joe", "Jessica": "Jess", "Thomas": "Tom", "Charles": "Charlie",
    "Daniel": "Dan", "Matthew": "Matt", "Anthony": "Tony",
}  # fmt: skip
SURNAMES = """
Smith Johnson Williams Brown Jones Miller Davis Garcia Wilson Anderson Taylor Moore Martin Lee
Thompson White Harris Clark Lewis Robinson Walker Young King Wright
""".split()
AREA_CODES = (
    "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 253 301 302 303 304 305 "
    "307 308 309 310 312 313 314 315 316 317 318 319 401 402 404 405 406 407 408 409 410 412 413 "
    "414 415"
).split()
DOMAINS = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com",
           "comcast.net", "mail.com")  # fmt: skip
DOMAIN_WEIGHTS = (0.42, 0.19, 0.12, 0.10, 0.07, 0.05, 0.03, 0.02)
WORDS = "sunny happy blue river golf coffee cat dog music rider tiger runner star garden".split()


def customers(
    n_records: int, seed: int = 0, *, population: int = 1_000_000
) -> tuple[pd.DataFrame, Ints]:
    """Return a table of customers, and the entity of each of its rows.

    Args:
        n_records: the number of rows.
        seed: the same seed gives the same table.
        population: the number of records up to which namesakes grow as in one country; see the
            module. Give one number for tables of several sizes, and from it on pairs a record stay
            as they are.

    Returns:
        A frame with unique_id and the six columns of text, None where a value is missing, the rows
        in random order; and the number of the customer of each row.
    """
    rng = np.random.default_rng(seed)
    n_repeats = round(0.3 * n_records)
    return _table(
        _world(n_records - n_repeats, _Country.of(n_records, population), rng), n_repeats, rng
    )


def customers_in_parts(
    n_records: int, seed: int = 0, *, population: int = 1_000_000, rows: int = 500_000
) -> Iterator[tuple[pd.DataFrame, Ints]]:
    """Yield a table of customers in parts, so that no memory need hold it.

    All of its rows are customers of one country, as those of `customers` are; but the rows of one
    customer are in one part, so who wants them in random order shuffles the parts together.

    Args:
        n_records: the number of rows of all parts.
        seed: the same seed gives the same parts.
        population: as in `customers`.
        rows: the number of rows of a part.
    """
    country = _Country.of(n_records, population).settled(np.random.default_rng([seed, 0]))
    n_customers = 0
    for number, start in enumerate(range(0, n_records, rows), start=1):
        rng = np.random.default_rng([seed, number])
        n = min(rows, n_records - start)
        n_repeats = round(0.3 * n)
        world = _world(n - n_repeats, country, rng)
        frame, entity = _table(world, n_repeats, rng)
        frame["unique_id"] += start
        yield frame, entity + n_customers
        n_customers += n - n_repeats
        # Those who came again may have got as many phones more.
        country.first_phone += n


def full_names(n: int, seed: int = 0) -> tuple[Objects, Objects]:
    """Return the given names and the surnames of n people of one country, however large.

    Their namesakes grow with the square: ten million have 1.2 billion pairs of them.
    """
    rng = np.random.default_rng(seed)
    country = _Country.of(n, population=max(n, 1))
    return country.given_names.draw(rng, n), country.surnames.draw(rng, n)


def _table(world: dict[str, Any], n_repeats: int, rng: Rng) -> tuple[pd.DataFrame, Ints]:
    """Return customers as they came first and again, in random order, and who each row is."""
    n = len(world["given_name"])
    n_records = n + n_repeats
    first: dict[str, Objects] = {}
    for name in COLUMNS:
        first[name] = world[name].copy()
        first[name][rng.random(n) < LACKING.get(name, 0.0)] = None
    person = rng.integers(0, n, n_repeats) if n else np.zeros(0, np.int64)
    again = _repeats(world, first, person, rng)
    order = rng.permutation(n_records)
    columns = {name: np.concatenate([first[name], again[name]])[order] for name in COLUMNS}
    frame = pd.DataFrame({"unique_id": np.arange(n_records), **columns})
    return frame, np.concatenate([np.arange(n), person])[order]


# --- the customers, each as it truly is ---


class _Country:
    """Hold what all customers of a table are drawn from.

    Attributes:
        given_names: the given names.
        surnames: the surnames.
        n_records: the number of rows of the table.
        neighbourhoods: the sums of their sizes, where they are drawn already.
        first_phone: the first phone that nobody has.
        boxes: the hashes of the mailboxes that somebody has, of a table made in parts.
    """

    def __init__(self, given_names: "_Names", surnames: "_Names", n_records: int) -> None:
        self.given_names = given_names
        self.surnames = surnames
        self.n_records = n_records
        self.neighbourhoods: npt.NDArray[np.float64] | None = None
        self.first_phone = 0
        self.boxes: npt.NDArray[np.uint64] | None = None

    @classmethod
    def of(cls, n_records: int, population: int) -> "_Country":
        scale = max(1.0, n_records / population) ** 0.5
        return cls(
            _Names(_given_pool(), round(1_500 * scale), 2.5 * scale),
            _Names(_surname_pool(), round(15_000 * scale), 6.5 * scale),
            n_records,
        )

    def settled(self, rng: Rng) -> "_Country":
        """Draw the neighbourhoods for all parts, and keep who has which mailbox."""
        self.neighbourhoods = self.neighbourhoods_by(rng)
        self.boxes = np.zeros(0, np.uint64)
        return self

    def neighbourhoods_by(self, rng: Rng) -> npt.NDArray[np.float64]:
        if self.neighbourhoods is not None:
            return self.neighbourhoods
        return np.cumsum(rng.gamma(2.0, size=int(np.clip(self.n_records / 25, 20, 90_000))))

    def is_taken(self, boxes: Objects) -> Flags:
        """Say which mailboxes a customer of an earlier part has."""
        if self.boxes is None:
            return np.zeros(len(boxes), dtype=bool)
        return np.isin(pd.util.hash_array(boxes), self.boxes)

    def take(self, boxes: Objects) -> None:
        """Keep mailboxes for those who have them."""
        if self.boxes is not None:
            self.boxes = np.concatenate([self.boxes, pd.util.hash_array(boxes)])


def _world(n: int, country: _Country, rng: Rng) -> dict[str, Any]:
    """Return the values of n customers, and what later values of theirs are drawn from."""
    given_names, surnames = country.given_names, country.surnames
    # Households are runs of rows: `place` counts within, and `head` is the first row of each.
    sizes = rng.choice([1, 2, 3, 4], size=n, p=[0.82, 0.11, 0.05, 0.02])
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), n)) + 1]
    starts = np.cumsum(sizes) - sizes
    head = np.repeat(starts, sizes)[:n]
    place = np.arange(n) - head
    in_household = (np.repeat(sizes, sizes)[:n] > 1) & (n > 1)

    surname = surnames.draw(rng, n)[head]
    own = (place == 1) & (rng.random(n) < 0.15)
    surname[own] = surnames.draw(rng, int(own.sum()))

    born = (1935 - 1970) * 365.25 + rng.beta(2.0, 2.0, n) * 68 * 365.25
    apart = rng.uniform(22, 38, n) * 365.25
    # A child, or a parent where the child would be too young to be a customer.
    other = np.where(born[head] + apart > 39 * 365.25, born[head] - apart, born[head] + apart)
    partner = (place == 1) & (rng.random(n) < 0.7)
    other = np.where(partner, born[head] + rng.normal(0, 4 * 365.25, n), other)
    born = np.floor(np.where(place == 0, born, other)).astype(np.int64)
    twin = np.flatnonzero((place > 0) & ~own & (rng.random(n) < 0.006))
    born[twin] = born[twin - 1]

    given = given_names.draw(rng, n)
    for _ in range(4):
        same = np.zeros(n, dtype=bool)
        for back in (1, 2, 3):
            same[back:] |= (place[back:] >= back) & (given[back:] == given[:-back])
        given[same] = given_names.draw(rng, int(same.sum()))
    junior = (place > 0) & ~own & ~partner & (rng.random(n) < 0.002)
    junior[twin] = False
    given[junior] = given[head[junior]]

    weights = country.neighbourhoods_by(rng)
    where = np.searchsorted(weights, rng.random(n) * weights[-1])[head]
    places = _Postcodes(len(weights))
    phones = _Phones(len(weights))
    phone = phones.of(country.first_phone + np.arange(n), where, rng)
    landline = in_household & (rng.random(n) < 0.5) & (rng.random(n) < 0.35)[head]
    phone[landline] = phone[head[landline]]
    day = born.astype("datetime64[D]")
    email = _emails(given, surname, day, rng, country)
    shared = (place > 0) & (rng.random(n) < 0.005)
    email[shared] = email[head[shared]]
    return {
        "given_name": given, "surname": surname, "birth_date": _iso(day), "postcode":
        places.of(where), "phone": phone, "email": email,
        "day": day, "where": where, "surnames": surnames, "places": places, "phones": phones,
        "first_free": country.first_phone + n,
    }  # fmt: skip


class _Names:
    """Draw names of a pool, the k-th in proportion to 1 / (k + shift): Zipf-Mandelbrot."""

    def __init__(self, pool: "itertools.chain[str]", size: int, shift: float) -> None:
        self.names = np.array(list(itertools.islice(pool, size)), dtype=object)
        self.sums = np.cumsum(1.0 / (np.arange(1, len(self.names) + 1) + shift - 0.5))

    def draw(self, rng: Rng, n: int) -> Objects:
        chosen: Objects = self.names[np.searchsorted(self.sums, rng.random(n) * self.sums[-1])]
        return chosen


def _given_pool() -> "itertools.chain[str]":
    starts = """Al Ad Am An Ar Bel Ben Bri Cal Cam Cas Cor Dar Del Dor El Em Er Fal Fin Gar Gal Hal
    Har Il Is Jan Jar Jor Kal Ker Kir Lan Lar Lor Mal Mar Mir Nal Nor Ol Or Pal Per Ral Ren Ros Sal
    Sel Sor Tal Tam Ter Val Ver Wil Win Yor Zan Zel""".split()
    middles = ["", "i", "a", "e", "o", "and", "in", "ian", "el", "eth", "is", "ev"]
    ends = "a ia ie en on el is la na ra ta ne ric vin than dan lyn son".split()
    return itertools.chain(GIVEN, _shuffled(starts, middles, ends, GIVEN))


def _surname_pool() -> "itertools.chain[str]":
    starts = """Ash Black Brad Bram Bur Cal Car Chat Cros Dal Den Dun East El Fair Far Fen Gar Glen
    Gran Had Hal Ham Hart Hay Hen High Hol Horn Hul Kel Ken Kir Lang Lin Lock Long May Mel Mid Mor
    Nor Oak Old Os Par Pen Pres Rad Red Rod Rose Row Sal San Sel Shel Sher Stan Stock Strat Sut Tal
    Thorn Til Up Wal War Wat Web Wes Whit Win Wood""".split()
    middles = ["", "ing", "er", "en", "le", "an"]
    ends = """ton ford ham ley worth field wood well man brook by den dale gate land low mer ridge
    shaw stead stone ter wick combe hurst bury croft more kins sey nell""".split()
    syllables = [c + v for c in "b d k l m n p r s t v z ch sh".split() for v in "aeiou"]
    openings = [s.capitalize() for s in syllables]
    tails = "ski ez nova rini los vard rian cek zur roff".split()
    english = _shuffled(starts, middles, ends, SURNAMES)
    foreign = _shuffled(openings, syllables, tails, SURNAMES)
    # Both run out after ten thousand and more; the longer goes on alone.
    mixed = itertools.chain.from_iterable(itertools.zip_longest(english, foreign))
    return itertools.chain(SURNAMES, filter(None, mixed))


def _shuffled(
    starts: list[str], middles: list[str], ends: list[str], known: list[str]
) -> list[str]:
    """Return all names of three parts but for those known, always in the same random order."""
    names = {a + b + c for a in starts for b in middles for c in ends} - set(known)
    order = np.random.default_rng(1).permutation(len(names))
    in_order = sorted(names)
    return [in_order[i] for i in order]


class _Postcodes:
    """Write the number of a neighbourhood as five digits, neighbours side by side."""

    def __init__(self, n: int) -> None:
        self.n = n

    def of(self, where: Ints) -> Objects:
        step = 98_000 // self.n
        # Each is made once and shared by its rows.
        texts = _objects([f"{1_001 + i * step:05d}" for i in range(self.n)])
        chosen: Objects = texts[where]
        return chosen


class _Phones:
    """Write phones: no two are equal, and most area codes are those of the neighbourhood."""

    def __init__(self, n_places: int) -> None:
        self.n_places = n_places

    def of(self, number: Ints, where: Ints, rng: Rng) -> Objects:
        area = where * len(AREA_CODES) // self.n_places
        area = np.where(
            rng.random(len(where)) < 0.2, rng.integers(0, len(AREA_CODES), len(where)), area
        )
        # The factor walks through all 7,999,993 local numbers before one comes again.
        local = (number * 3_571_429 + 1_234_567) % 7_999_993 + 2_000_000
        pairs = zip(area.tolist(), local.tolist(), strict=True)
        made = [f"{AREA_CODES[a]}-{m // 10_000}-{m % 10_000:04d}" for a, m in pairs]
        return _objects(made)


def _emails(
    given: Objects, surname: Objects, day: Days, rng: Rng, country: _Country | None
) -> Objects:
    """Return emails, most of them of the name and a number; with a country hardly one twice."""
    n = len(given)
    year = day.astype("datetime64[Y]").astype(np.int64) + 1970
    number = np.where(rng.random(n) < 0.4, year % 100, rng.integers(1, 1_000, n))
    # A name alone is taken long since when somebody needs another address.
    tails = np.where(rng.random(n) < (0.3 if country else 0.0), "", number.astype(str))
    domains = np.array(DOMAINS, dtype=object)[rng.choice(len(DOMAINS), size=n, p=DOMAIN_WEIGHTS)]
    styles = rng.choice(6, size=n, p=[0.28, 0.2, 0.18, 0.1, 0.12, 0.12])
    words = _objects(WORDS)[rng.integers(0, len(WORDS), n)]
    made: list[str] = []
    for g, s, style, word, tail, domain in zip(
        given, surname, styles.tolist(), words, tails.tolist(), domains, strict=True
    ):
        g, s = g.lower(), s.lower()
        local = (f"{g}.{s}", f"{g}{s}", f"{g[0]}{s}", f"{s}.{g}", f"{g}_{s}",
                 f"{word}.{g[:3]}{s[0]}")[style]  # fmt: skip
        made.append(f"{local}{tail}@{domain}")
    emails = _objects(made)
    if country:
        # Who comes second takes a longer number, but for some, who type another's or share it.
        # Dots do not count: to the largest provider they are nothing.
        for _ in range(3):
            boxes = _boxes(emails)
            taken = pd.Series(boxes).duplicated().to_numpy() | country.is_taken(boxes)
            taken &= rng.random(n) < 0.97
            extra = rng.integers(10, 1_000, n)
            emails[taken] = [
                e.replace("@", f"{x}@")
                for e, x in zip(emails[taken], extra[taken].tolist(), strict=True)
            ]
        country.take(_boxes(emails))
    return emails


def _boxes(emails: Objects) -> Objects:
    return _objects([email.replace(".", "") for email in emails])


# --- the same customers once more ---


def _repeats(
    world: dict[str, Any], first: dict[str, Objects], person: Ints, rng: Rng
) -> dict[str, Objects]:
    """Return rows of customers who came again."""
    n = len(person)
    damage = {name: _draw_damage(DAMAGE[name], n, rng) for name in COLUMNS}
    _keep_an_anchor(damage, first, person, rng)
    out = {name: world[name][person] for name in COLUMNS}

    def rows(name: str, kind: str) -> Ints:
        return np.flatnonzero(damage[name] == kind)

    moved = rows("postcode", "changed")
    where = world["where"][person]
    where[moved] = rng.integers(0, world["places"].n, len(moved))
    out["postcode"] = world["places"].of(where)
    married = rows("surname", "changed")
    out["surname"][married] = world["surnames"].draw(rng, len(married))
    new = rows("phone", "changed")
    numbers = world["first_free"] + np.arange(len(new))
    out["phone"][new] = world["phones"].of(numbers, where[new], rng)
    new = rows("email", "changed")
    day = world["day"][person]
    out["email"][new] = _emails(out["given_name"][new], out["surname"][new], day[new], rng, None)
    out["birth_date"] = _damaged_dates(day, damage["birth_date"], rng)

    for name, edit in (("given_name", _name_typo), ("surname", _name_typo), ("email", _email_typo),
                       ("postcode", _digit_typo), ("phone", _digit_typo)):  # fmt: skip
        hit = rows(name, "typo")
        dice = rng.random((len(hit), 3)).tolist()
        out[name][hit] = [edit(v, d) for v, d in zip(out[name][hit], dice, strict=True)]
    hit = rows("given_name", "nickname")
    out["given_name"][hit] = [NICKNAMES.get(v, v) for v in out["given_name"][hit]]
    hit = rows("given_name", "initial")
    out["given_name"][hit] = [v[0] for v in out["given_name"][hit]]
    for name in COLUMNS:
        out[name][rows(name, "missing")] = None
    swapped = rng.random(n) < 0.01
    out["given_name"][swapped], out["surname"][swapped] = (
        out["surname"][swapped], out["given_name"][swapped],
    )  # fmt: skip
    return out


def _draw_damage(shares: dict[str, float], n: int, rng: Rng) -> Objects:
    kinds = np.array([*shares, ""], dtype=object)
    return kinds[np.searchsorted(np.cumsum(list(shares.values())), rng.random(n), side="right")]


def _keep_an_anchor(
    damage: dict[str, Objects], first: dict[str, Objects], person: Ints, rng: Rng
) -> None:
    """Let every row keep one of birth date, phone and email, but for a few."""
    shown = {name: pd.notna(first[name][person]) for name in ANCHORS}
    kept = np.zeros(len(person), dtype=bool)
    for name in ANCHORS:
        kept |= (damage[name] == "") & shown[name]
    bare = ~kept & (rng.random(len(person)) >= 0.03)
    for name in rng.permutation(np.array(ANCHORS)).tolist():
        mended = bare & shown[name]
        damage[name][mended] = ""
        bare &= ~mended


def _damaged_dates(day: Days, damage: Objects, rng: Rng) -> Objects:
    month_of = day.astype("datetime64[M]")
    year = day.astype("datetime64[Y]").astype(np.int64) + 1970
    month = month_of.astype(np.int64) % 12 + 1
    number = (day - month_of).astype(np.int64) + 1
    swap = (damage == "exchanged") & (number <= 12) & (number != month)
    year, month, number = year, np.where(swap, number, month), np.where(swap, month, number)
    # Where the day cannot be a month, another slip.
    slip = (damage == "typo") | ((damage == "exchanged") & ~swap)
    kind = np.where(slip, rng.integers(0, 5, len(day)), -1)
    sign = np.where(rng.random(len(day)) < 0.5, 1, -1)
    year = year + np.select([kind == 0, kind == 1], [sign, 10 * sign], 0)
    month = np.where(kind == 2, (month - 1 + sign) % 12 + 1, month)
    number = np.where(kind == 3, (number - 1 + sign) % 28 + 1, number)
    number = np.where(kind == 4, (number - 1 + 10 * sign) % 28 + 1, number)
    number = np.where((month == 2) | (kind == 2), np.minimum(number, 28), number)
    made = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")
    made = made + (number - 1)
    other = damage == "changed"
    made[other] = made[other] + rng.integers(-7_000, 7_000, int(other.sum()))
    return _iso(made)


# --- typing errors: d holds three numbers below 1 ---


def _name_typo(text: str, d: list[float]) -> str:
    """Return a name with one slip, seldom in its first letter."""
    at = min(1 + int(d[0] * (len(text) - 1)), len(text) - 1) if d[2] > 0.05 else 0
    letter = "aeiourstnlmdchpgy"[int(d[2] * 17)]
    letter = letter.upper() if at == 0 else letter
    if len(text) > 2 and d[1] < 0.3:
        return text[:at] + text[at + 1 :]
    if d[1] < 0.55:
        return text[:at] + letter + text[at + 1 :]
    if d[1] < 0.75 or at + 1 >= len(text):
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _email_typo(text: str, d: list[float]) -> str:
    local, _, domain = text.partition("@")
    return f"{_name_typo(local, [d[0], d[1], max(d[2], 0.06)])}@{domain}"


def _digit_typo(text: str, d: list[float]) -> str:
    """Return digits with one of the last four wrong, or two of them exchanged."""
    at = len(text) - 1 - int(d[0] * 4)
    if d[1] < 0.5 and at + 1 < len(text) and text[at] != text[at + 1]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + str((int(text[at]) + 1 + int(d[2] * 9)) % 10) + text[at + 1 :]


def _iso(day: Days) -> Objects:
    return np.datetime_as_string(day).astype(object)


def _objects(values: list[str]) -> Objects:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def main() -> None:
    """Write a table as CSV, the customer of each row last, as `cluster`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    frame, entity = customers(arguments.records, arguments.seed)
    frame.assign(cluster=entity).to_csv(arguments.out, index=False)


if __name__ == "__main__":
    main()
