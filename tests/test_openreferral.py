"""Open Referral UK: the nine addresses answer as the standard says, and with the truth."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import open_referral
import pytest
from conftest import PROJECT, TODAY, ServeEntries, Site, build_py, built, serving

from ourpatch import fields
from ourpatch.sharing.openreferral.records import RECORDS

BASE = "/openreferral/v3"
CARE = "Care Quality Commission 1-1234567890"
LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms")

Documents = list[tuple[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def official() -> None:
    """The official files, without which nothing can be held to them."""
    if not open_referral.OFFICIAL.is_dir():
        pytest.skip(
            f"{open_referral.OFFICIAL} is not here, so the official schemas were not asked."
        )


@pytest.fixture(scope="module")
def good_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A patch of every good file of the reader's tests: the least, everything, and odd ones."""
    entries = tmp_path_factory.mktemp("good") / "entries"
    shutil.copytree(
        PROJECT / "tests" / "entries" / "good", entries, ignore=shutil.ignore_patterns("*.txt")
    )
    with serving(built(entries)) as found:
        yield found


def ask(site: Site, path: str = "", **given: Any) -> dict[str, Any]:
    """What an address answers, which must be well."""
    reply = site.get(f"{BASE}{path}" + (f"?{urlencode(given)}" if given else ""))
    assert 200 == reply.status, reply.text
    found: dict[str, Any] = reply.json
    return found


def every(site: Site, kind: str, **given: Any) -> list[dict[str, Any]]:
    """All that a list holds, page by page."""
    page = ask(site, f"/{kind}", **given)
    found = list(page["contents"])
    for number in range(2, page["total_pages"] + 1):
        found += ask(site, f"/{kind}", **given, page=number)["contents"]
    assert page["total_items"] == len(found)
    return found


def names(site: Site, kind: str = "services", **given: Any) -> list[str]:
    """The names of all services in a list, in its order."""
    found = every(site, kind, **given)
    return [each["service"]["name"] if "service" in each else each["name"] for each in found]


def whole(site: Site, name: str) -> dict[str, Any]:
    """All there is to tell about the service of a name."""
    (id,) = {each["id"] for each in every(site, "services") if each["name"] == name}
    return ask(site, f"/services/{id}")


def everything_of(site: Site) -> Documents:
    """Every document that a site has, each with the path that the standard has for it."""
    found: Documents = [("/", ask(site)), ("/", ask(site, "/"))]
    for kind in LISTS:
        first = ask(site, f"/{kind}", per_page=30)
        pages = [
            ask(site, f"/{kind}", per_page=30, page=n + 1) for n in range(first["total_pages"])
        ]
        found += [(f"/{kind}", page) for page in (first, *pages)]
        ids = [each["id"] for page in pages for each in page["contents"]]
        found += [(f"/{kind}/{{id}}", ask(site, f"/{kind}/{id}")) for id in ids]
        found.append((f"/{kind}", ask(site, f"/{kind}", page=99)))
    found += [(f"/{kind}", ask(site, f"/{kind}", full="true")) for kind in LISTS[:2]]
    return found


# ── the schemas, the official ones and ours ─────────────────────────────────────────────────────


HOSTILE = ('=HYPERLINK("http://x")', 'Ŵyn & "Co"', "<script>alert(1)</script>", "ŵ" * 100)


@pytest.fixture(scope="module")
def hostile_site(serve_entries: ServeEntries) -> Site:
    """A patch of names that somebody might trip over, and of texts as long as they come."""
    entries = {
        f"hostile-{number}": {
            "name": name,
            "summary": name,
            "description": f"{name}\n\n" + "Ŵ & <b> \" ' \\ \U0001f9f6 " * 120,
            "contact": {"website": "https://ŵyn.example/tŷ?q=â|b#[x]", "email": "ŵ@ŵyn.example"},
            "place": {"venue": name, "address": name, "postcode": "BT1 1AA", "public": "yes"},
            "covers": {"districts": [name[:40]]},
        }
        for number, name in enumerate(HOSTILE)
    }
    return serve_entries("hostile", entries)


@pytest.mark.parametrize("patch", ["site", "good_site", "long_site", "empty_site", "hostile_site"])
def test_every_answer_is_good_open_referral(
    patch: str, request: pytest.FixtureRequest, official: None
) -> None:
    """Each document of each patch passes the official schema and our own rules."""
    documents = everything_of(request.getfixturevalue(patch))
    wrong = {
        f"{path} {document.get('id', '')}": found
        for path, document in documents
        if (found := open_referral.faults(path, document))
    }

    assert {} == wrong


def test_a_real_list_becomes_good_open_referral(tmp_path: Path, official: None) -> None:
    """All the charities of Trafford, untidy as they are, pass the same schemas and rules."""
    real = PROJECT.parent / "shared" / "real" / "trafford_charities.csv"
    if not real.is_file():
        pytest.skip(f"{real} is not here, so no real list was put through.")
    plan, entries = PROJECT / "tests" / "importing" / "trafford_charities.yml", tmp_path / "entries"
    told = build_py("import", real, "--map", plan, "--into", entries, "--today", TODAY)
    assert 0 == told.returncode, told.stderr
    with serving(built(entries)) as site:
        page = ask(site, "/services", per_page=500)
        services = every(site, "services", per_page=500, full="true")
        places = every(site, "service_at_locations", per_page=500, full="true")

    assert len(services) > 600
    assert [] == open_referral.faults("/services", page)
    for path, things in (("/services/{id}", services), ("/service_at_locations/{id}", places)):
        assert {} == {
            thing["id"]: found for thing in things if (found := open_referral.faults(path, thing))
        }


def test_nothing_is_said_under_a_name_of_our_own(good_site: Site, official: None) -> None:
    """Every name is one of the UK profile, or one of the standard that it is made from."""
    strange = set()
    for path, document in everything_of(good_site):
        if path in ("/services/{id}", "/service_at_locations/{id}"):
            kind = "service" if path.startswith("/services") else "service_at_location"
            schema = open_referral.read(f"schema/compiled/{kind}.json")
            strange |= set(beyond(kind, document, schema))

    assert strange == {
        f"{kind}.{name}" for kind, names in open_referral.BEYOND.items() for name in names
    }


def beyond(kind: str, thing: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    """The names in a document that its schema does not have."""
    for name, value in thing.items():
        inside = schema.get("properties", {}).get(name)
        if inside is None:
            yield f"{kind}.{name}"
            continue
        listed = value if isinstance(value, list) else [value]
        for each in listed:
            if isinstance(each, dict):
                called = {"addresses": "address"}.get(name, name.removesuffix("s"))
                yield from beyond(called, each, inside.get("items", inside))


MOCKS = {
    "api_details": "/",
    "service_list": "/services",
    "service_full": "/services/{id}",
    "taxonomy_list": "/taxonomies",
    "taxonomy": "/taxonomies/{id}",
    "taxonomy_term_list": "/taxonomy_terms",
    "taxonomy_term": "/taxonomy_terms/{id}",
    "service_at_location_list": "/service_at_locations",
    "service_at_location_full": "/service_at_locations/{id}",
}


def mock_faults(name: str, find: Any) -> dict[str, list[str]]:
    """What is found wrong with each document of an official mock."""
    return {
        file: find(path, open_referral.read(f"mocks/V3.0-UK-{name}/{file}.json"))
        for file, path in MOCKS.items()
    }


def test_the_official_examples_pass_the_official_schemas(official: None) -> None:
    """The Default mock passes, so the schemas are asked the right way."""
    found = mock_faults("Default", open_referral.official_faults)

    assert {} == {file: wrong for file, wrong in found.items() if wrong}


def test_the_official_warn_and_fail_mocks_are_refused(official: None) -> None:
    """What the official checker warns of or refuses, the same test refuses."""
    warn = mock_faults("Warn", open_referral.official_faults)
    fail = mock_faults("Fail", open_referral.official_faults)

    assert {"taxonomy_term"} == {file for file, wrong in warn.items() if wrong}
    assert {"api_details", "service_list", "service_full"} <= {f for f, w in fail.items() if w}
    assert mock_faults("Warn", open_referral.faults)["taxonomy_term_list"]  # two pages of one thing
    assert mock_faults("Default", open_referral.faults)["service_full"]  # a latitude of 100


SPOILT: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "no page": ("/services", lambda page: page.clear()),
    "a null": ("/services", lambda page: page["contents"][0].update(email=None)),
    "an empty text": ("/services", lambda page: page["contents"][0].update(fees="")),
    "too many pages": ("/services", lambda page: page.update(total_pages=9999)),
    "a wrong size": ("/services", lambda page: page.update(size=1)),
    "no last page": ("/services", lambda page: page.update(last_page=not page["last_page"])),
    "an age of -1": ("/services", lambda page: page["contents"][0].update(minimum_age=-1)),
    "no such day": ("/services", lambda page: page["contents"][0].update(assured_date="31/2/26")),
    "no time zone": (
        "/services",
        lambda page: page["contents"][0].update(last_modified="2026-10-03T00:00:00"),
    ),
    "another's id": (
        "/services",
        lambda page: page["contents"][0].update(id=page["contents"][1]["id"]),
    ),
    "a number as text": ("/services", lambda page: page["contents"][0].update(minimum_age="18")),
    "an id of ours": ("/services", lambda page: page["contents"][0].update(id="sew-sociable")),
    "9am": ("/services/{id}", lambda each: each["schedules"][0].update(opens_at="9am")),
    "the North Pole": (
        "/services/{id}",
        lambda each: each["service_at_locations"][0]["location"].update(latitude=100),
    ),
    "the United States": (
        "/services/{id}",
        lambda each: each["service_at_locations"][0]["location"]["addresses"][0].update(
            country="US"
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_answer_is_refused(how: str, good_site: Site, official: None) -> None:
    """Each of our rules, and each official one that we lean on, can say no."""
    path, spoil = SPOILT[how]
    good = ask(good_site, path) if path == "/services" else whole(good_site, "Sew Sociable")
    spoilt = deepcopy(good)
    spoil(spoilt)

    assert [] == open_referral.faults(path, good)
    assert [] != open_referral.faults(path, spoilt)


# ── what is told ────────────────────────────────────────────────────────────────────────────────


def test_the_first_address_says_what_this_is(site: Site) -> None:
    """The version that the official checker reads, and the licence."""
    about = ask(site)

    assert "HSDS-UK-3.0" == about["version"]
    assert "Creative Commons Attribution 4.0" == about["license"]
    assert about["license_url"].startswith("https://")
    assert TODAY == about["data_from"]


def test_every_field_arrives_where_the_field_table_says(good_site: Site) -> None:
    """The last column of vocabulary/fields.yml is what the feed does."""
    service = whole(good_site, "Sew Sociable")
    places = [each["location"] for each in service["service_at_locations"]]
    things = {
        "service": [service],
        "organization": [service["organization"]],
        "location": places,
        "address": [address for place in places for address in place.get("addresses", [])],
        "service_area": service["service_areas"],
        "schedule": service["schedules"],
        "cost_option": service["cost_options"],
        "contact": service["contacts"],
        "organization_identifier": service["organization"]["organization_identifiers"],
    }
    missing = [
        f"{row.name}: {target}"
        for row in fields.fields()
        for target in filter(None, row.open_referral.split(", "))
        if not list(values(things[target.split(".")[0]], target.split(".")[1:]))
    ]

    assert [] == missing


def values(things: list[Any], names: list[str]) -> Iterator[Any]:
    """What some things have under a name inside a name."""
    for thing in things:
        found = thing.get(names[0])
        inside = found if isinstance(found, list) else [found]
        if found is not None:
            yield from values(inside, names[1:]) if names[1:] else [found]


def test_an_entry_with_everything_says_it_all(good_site: Site) -> None:
    """Facts of an entry stand where a reader of the standard looks for them."""
    service = whole(good_site, "Sew Sociable")
    (contact,) = service["contacts"]
    (schedule,) = service["schedules"]
    (cost,) = service["cost_options"]
    ground, afar = (each["location"] for each in service["service_at_locations"])
    (address,) = ground["addresses"]

    assert "temporarily closed" == service["status"]
    assert (
        "This is a made-up example. Nobody will answer the phone. Having a break since "
        "1 November 2026. The hall has no heating."
    ) == service["alert"]
    assert (18, 99) == (service["minimum_age"], service["maximum_age"])
    assert "2026-10-03" == service["assured_date"]
    assert "2026-11-01T00:00:00Z" == service["last_modified"]
    assert "Ring Sam. There is no form. Nobody has to refer you." == service["application_process"]
    assert "Gwnïo Gyda'n Gilydd" == service["alternate_name"]
    assert [("01632 960123", "voice"), ("07700 900123", "text")] == [
        (phone["number"], phone["type"]) for phone in contact["phones"]
    ]
    assert ("TU", "14:00", "16:00", "WEEKLY", "Tuesdays, 2pm to 4pm, not in August") == tuple(
        schedule[name] for name in ("byday", "opens_at", "closes_at", "freq", "description")
    )
    assert (4, "GBP", "for a session") == (
        cost["amount"],
        cost["currency"],
        cost["amount_description"],
    )
    assert ["BA1", "BA2", "Bradford-on-Avon", "Up to 5 miles from BA1", "Anywhere, online"] == [
        area["name"] for area in service["service_areas"]
    ]
    assert ("physical", "Larkhall Community Hall") == (ground["location_type"], ground["name"])
    assert ("virtual", "Online") == (afar["location_type"], afar["name"])
    assert (
        "St Saviours Road, Larkhall",
        "Bath",
        "Bath and North East Somerset",
        "BA1 6RT",
    ) == tuple(address[name] for name in ("address_1", "city", "state_province", "postal_code"))
    assert [("GB-CHC", "1234567"), ("GB-COH", "01234567"), (None, CARE)] == [
        (number.get("identifier_scheme"), number["identifier"])
        for number in service["organization"]["organization_identifiers"]
    ]  # fmt: skip
    assert service["additional_information"].startswith(
        "They do not help with washing, dressing, eating or the toilet. At least three quarters of "
        "the people in charge are disabled people or older people."
    )


def test_the_least_entry_has_nothing_made_up(serve_entries: ServeEntries) -> None:
    """An entry of three lines becomes a service of those three facts."""
    site = serve_entries("least", {"the-least": {}})
    service = whole(site, "The Least")
    (contact,) = service["contacts"]

    assert {
        "id", "organization_id", "name", "description", "status", "last_modified", "organization",
        "contacts",
    } == service.keys()  # fmt: skip
    assert {"id", "name", "description"} == service["organization"].keys()
    assert {"id", "service_id", "phones"} == contact.keys()
    assert f"{TODAY}T00:00:00Z" == service["last_modified"]
    assert 0 == ask(site, "/service_at_locations")["total_items"]


def test_nobodys_front_door_is_told(site: Site) -> None:
    """Who gives only the first half of a postcode has no address, and the middle of it at most."""
    homes = site.sql("SELECT name FROM entry WHERE place_public IS NOT 1")
    public = site.sql("SELECT name FROM entry WHERE place_public = 1")
    middles = {
        name: (latitude, longitude)
        for name, latitude, longitude in site.sql(
            "SELECT name, latitude, longitude FROM place WHERE kind = 'outcode'"
        )
    }
    places = [
        (each["service"]["name"], ask(site, f"/service_at_locations/{each['id']}")["location"])
        for each in every(site, "service_at_locations")
    ]
    ground = [(name, place) for name, place in places if place["location_type"] == "physical"]

    assert {name for name, place in ground if "addresses" in place} <= set(public)
    assert len({name for name, _ in ground} & set(homes)) > 10
    for name, place in ground:
        if name in homes:
            assert middles[place["name"]] == (place["latitude"], place["longitude"])
            assert "somebody's home" in place["description"]
    assert not re.search(
        r"\b(BA|SN)\d+ \d[A-Z]{2}\b", json.dumps([p for n, p in ground if n in homes])
    )


def test_a_place_that_is_not_called_public_is_a_home(serve_entries: ServeEntries) -> None:
    """Nobody said that anyone may know it, so its name and its street are not in the feed."""
    place = {"outcode": "BA1", "venue": "Dunroamin", "address": "Acacia Avenue, Bath"}
    site = serve_entries("unsaid", {"at-home": {"place": place}})
    (found,) = whole(site, "At Home")["service_at_locations"]
    told = site.get(f"{BASE}/services?full=true").text

    assert "BA1" == found["location"]["name"]
    assert "addresses" not in found["location"]
    assert not [word for word in ("Dunroamin", "Acacia") if word in told]


def test_an_address_is_as_whole_as_it_must_be(serve_entries: ServeEntries) -> None:
    """A public place with a name alone still has a street, a town and a country of its own."""
    places = {
        "hall": {"venue": "Town Hall", "postcode": "BA11 1AA"},
        "pier": {"address": "The Pier", "outcode": "JE2"},
        "lost": {"venue": "Somewhere"},
    }
    entries = {id: {"place": {**place, "public": "yes"}} for id, place in places.items()}
    site = serve_entries("public", entries)
    found = {
        name: whole(site, name)["service_at_locations"][0]["location"]
        for name in ("Hall", "Pier", "Lost")
    }
    hall, pier = (found[name]["addresses"][0] for name in ("Hall", "Pier"))

    assert ("Town Hall", "Somerset", "BA11 1AA", "GB") == tuple(
        hall[name] for name in ("address_1", "city", "postal_code", "country")
    )
    assert ("The Pier", "JE2", "JE") == tuple(
        pier[name] for name in ("address_1", "postal_code", "country")
    )
    assert ("Somewhere", None) == (found["Lost"]["name"], found["Lost"].get("addresses"))


def test_a_refuge_has_no_place(site: Site) -> None:
    """A safe place to stay is not on any map."""
    service = whole(site, "Safe Harbour")

    assert [] == [
        each
        for each in service.get("service_at_locations", [])
        if each["location"]["location_type"] == "physical"
    ]


def test_a_closed_group_says_so(site: Site) -> None:
    """Endings are told: closed is defunct, a break is temporarily closed."""
    statuses = {"open": "active", "paused": "temporarily closed", "closed": "defunct"}
    expected = {name: statuses[now] for name, now in site.sql("SELECT name, status FROM entry")}
    found = {each["name"]: each["status"] for each in every(site, "services")}
    closed = [each for each in every(site, "services") if each["status"] == "defunct"]

    assert expected == found
    assert {"active", "temporarily closed", "defunct"} == set(found.values())
    assert all("closed" in each["alert"] for each in closed)


def test_ids_are_the_same_for_ever(site: Site) -> None:
    """An id follows from the patch's name and the entry's id alone, and every part has its own."""
    (id,) = [each["id"] for each in every(site, "services") if each["name"] == "Safe Harbour"]

    assert "4c71f5dc-b18d-54fa-92a7-b9e1cec07b6e" == id
    assert 5 == UUID(id).version
    assert ask(site, f"/services/{id}") == ask(site, f"/services/{id.upper()}")


def test_each_word_is_in_a_taxonomy(site: Site) -> None:
    """Every attribute's term can be asked for, and its taxonomy and its family too."""
    terms = {each["id"]: each for each in every(site, "taxonomy_terms", per_page=500)}
    lists = {each["id"]: each for each in every(site, "taxonomies")}
    full = every(site, "services", full="true", per_page=500)
    used = [
        attribute["taxonomy_term"]
        for each in full
        for attribute in each.get("attributes", []) + each["organization"].get("attributes", [])
    ]

    assert site.sql("SELECT label FROM facet ORDER BY position") == [
        each["name"] for each in lists.values()
    ]
    assert len(used) > 500
    assert used == [terms[term["id"]] for term in used]
    assert {term["taxonomy_id"] for term in terms.values()} == lists.keys()
    assert {term["parent_id"] for term in terms.values() if "parent_id" in term} <= terms.keys()
    inside = [ask(site, f"/taxonomies/{id}")["taxonomy_terms"] for id in lists]
    assert len(terms) == sum(map(len, inside))


def test_codes_of_other_lists_are_told(site: Site) -> None:
    """Where our word is one of the Local Government Association's, its address there is given."""
    terms = {each["code"]: each for each in every(site, "taxonomy_terms", per_page=500)}

    assert "http://id.esd.org.uk/service/242" == terms["personal-care"]["term_uri"]
    assert "term_uri" not in terms["gardening"]


# ── what may be asked ───────────────────────────────────────────────────────────────────────────


def test_pages_follow_one_another(site: Site) -> None:
    """Pages of any length hold everything once, in one order."""
    at_once = [each["id"] for each in ask(site, "/services", per_page=500)["contents"]]
    by_seven = [each["id"] for each in every(site, "services", per_page=7)]
    beyond = ask(site, "/services", page=99)

    assert site.sql("SELECT count(*) FROM entry") == [len(at_once)]
    assert at_once == by_seven
    assert len(at_once) == len(set(at_once))
    assert (0, True, True, False) == tuple(
        beyond[name] for name in ("size", "empty", "last_page", "first_page")
    )


@pytest.mark.parametrize("q", ["gardening", "someone to take mum shopping BA1", "xyzzy", "cofee"])
def test_search_finds_what_the_site_finds(site: Site, q: str) -> None:
    """The search of the feed is the search of the site: the same entries in the same order."""
    results = site.get(f"/find.json?{urlencode({'q': q})}").json["results"]

    assert [result["name"] for result in results] == names(site, search=q)


def test_a_postcode_gives_those_who_come_there(site: Site) -> None:
    """Who serves a postcode, travels to it or says nothing of where; not who stays far away."""
    found = names(site, postcode="BA1 6RT")
    silent = site.sql(
        "SELECT name FROM entry WHERE covers_within_miles IS NULL AND covers_districts IS NULL"
    )
    orkney = names(site, postcode="KW17 2AA")

    assert set(silent) <= set(found)
    assert set(orkney) < set(found)


def test_proximity_is_in_metres(site: Site) -> None:
    """Only who is based within so many metres of a postcode, to the nearest mile."""
    near = names(site, "service_at_locations", postcode="BA1", proximity=500)
    wider = names(site, "service_at_locations", postcode="BA1", proximity=20_000)
    based = site.sql("SELECT name FROM entry WHERE outcode = 'BA1' AND status = 'open'")

    assert set(based) <= set(near)
    assert set(near) < set(wider)
    assert {"physical"} == {
        each["location"]["location_type"]
        for each in every(site, "service_at_locations", postcode="BA1", proximity=20_000)
    }


def test_terms_and_taxonomies_can_be_asked_for(site: Site) -> None:
    """A term, a family of terms or a whole taxonomy, by its id; a term by its code too."""
    terms = {each["code"]: each for each in every(site, "taxonomy_terms", per_page=500)}
    sql = "SELECT DISTINCT name FROM entry_term JOIN entry ON entry = entry.id WHERE facet = 'help'"
    home = "SELECT id FROM term WHERE term_group = 'at home'"

    assert set(site.sql(f"{sql} AND term = 'gardening'")) == set(
        names(site, taxonomy_term_id=terms["gardening"]["id"])
    )
    assert set(site.sql(f"{sql} AND term IN ({home})")) == set(
        names(site, taxonomy_term_id=terms["at home"]["id"])
    )
    assert set(site.sql(sql)) == set(names(site, taxonomy_id=terms["gardening"]["taxonomy_id"]))
    assert set(site.sql(f"{sql} AND term = 'personal-care'")) == set(
        names(site, taxonomy_term_id="esdServiceType:242")
    )
    assert [] == names(site, taxonomy_term_id="00000000-0000-4000-8000-000000000000")


@pytest.fixture(scope="module")
def weekly(serve_entries: ServeEntries) -> Site:
    """Four groups that meet at times, for people of some ages, changed on some days."""
    entries: dict[str, dict[str, Any]] = {
        "early": {
            "when": {"weekly": ["Monday 09:00-10:00", "Tuesday 14:00-16:00"]},
            "ages": {"from": 18},
            "checked": {"on": "2026-01-10"},
        },
        "late": {
            "when": {"weekly": ["Tuesday 22:00-02:00"]},
            "ages": {"from": 0, "to": 17},
            "checked": {"on": "2026-03-10"},
            "status": {"now": "paused", "since": "2026-06-10"},
        },
        "midday": {"when": {"weekly": ["Saturday 12:00-13:30"]}, "ages": {"to": 60}},
        "whenever": {
            "when": "Whenever you like",
            "checked": {"on": "2026-02-10"},
            "space": {"now": "no", "as_of": "2027-01-01"},
        },
    }
    return serve_entries("weekly", entries)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"day": "Tuesday"}, ["Early", "Late"]),
        ({"day": "tu"}, ["Early", "Late"]),
        ({"day": "MO", "start_time": "10:00"}, []),
        ({"start_time": "12:00"}, ["Early", "Late", "Midday"]),
        ({"end_time": "14:00"}, ["Early", "Midday"]),
        ({"end_time": "23:59"}, ["Early", "Midday"]),
        ({"start_time": "14:00", "end_time": "16:00:00"}, ["Early"]),
        ({"minimum_age": "18"}, ["Early"]),
        ({"minimum_age": "0"}, ["Early", "Late"]),
        ({"maximum_age": "17"}, ["Late"]),
        ({"maximum_age": "60", "minimum_age": "0"}, ["Late"]),
        ({"modified_after": "2026-02-11"}, ["Late", "Midday"]),
        ({"modified_after": "2026-02-10T23:00:00Z"}, ["Late", "Midday", "Whenever"]),
        ({"modified_after": "2026-06-11T00:30:00+01:00"}, ["Late", "Midday"]),
        ({"modified_after": "2026-06-11"}, ["Midday"]),
        ({"modified_after": "2030-01-01"}, []),
        ({"day": "TU", "maximum_age": "17", "modified_after": "2026-06-01"}, ["Late"]),
        ({"day": "", "search": " "}, ["Early", "Late", "Midday", "Whenever"]),
        ({"utm_source": "x"}, ["Early", "Late", "Midday", "Whenever"]),
    ],
)  # fmt: skip
def test_days_times_ages_and_changes_are_honoured(
    weekly: Site, given: dict[str, str], expected: list[str]
) -> None:
    """Each parameter leaves exactly those that fit; parameters of others change nothing."""
    assert expected == sorted(names(weekly, **given))
    assert [] == names(weekly, "service_at_locations", **given)


@pytest.mark.parametrize(
    "given",
    ["page=0", "page=-1", "page=two", "per_page=0", "minimum_age=old", "maximum_age=-5",
     "day=someday", "day=T", "start_time=9am", "start_time=25:00", "end_time=12:60",
     "modified_after=yesterday", "postcode=ZZ99+9ZZ", "proximity=100", "postcode=BA1&proximity=far",
     "page=99999999999", "modified_after=0001-01-01T00:00:00%2B14:00", "page=%C2%B2"],
)  # fmt: skip
def test_what_cannot_be_understood_is_told(site: Site, given: str) -> None:
    """A machine that asks wrongly hears what to write, and gets no wrong answer."""
    reply = site.get(f"{BASE}/services?{given}")
    name = given.split("=")[0] if "proximity=far" not in given else "proximity"

    assert 400 == reply.status
    assert reply.json["error"].startswith(name)
    assert "*" == reply.header("access-control-allow-origin")


@pytest.mark.parametrize(
    "path",
    ["/services/nobody", "/services/00000000-0000-4000-8000-000000000000", "/organizations",
     "/taxonomies/x", "/taxonomy_terms/x", "/service_at_locations/x", "/organizations/x"],
)  # fmt: skip
def test_what_is_not_there_is_told(site: Site, path: str) -> None:
    """An unknown id or list is 404, in JSON."""
    reply = site.get(BASE + path)

    assert (404, "There is no such thing here.") == (reply.status, reply.json["error"])


@pytest.mark.parametrize("path", ["", "/", *(f"/{kind}" for kind in LISTS)])
def test_any_site_may_read_it(site: Site, path: str) -> None:
    """A page of another site may ask, with no cookie and no login."""
    for method in ("GET", "HEAD"):
        reply = site.get(BASE + path, method, origin="https://other.example")

        assert 200 == reply.status
        assert "*" == reply.header("access-control-allow-origin")
        assert "application/json; charset=utf-8" == reply.header("content-type")
        assert "" == reply.header("set-cookie")


def test_searching_for_code_finds_nothing_and_breaks_nothing(site: Site) -> None:
    """Whatever is pasted into a search is only words."""
    for text in ("'; DROP TABLE entry; --", '" OR 1=1', "<script>", "NEAR(a b)", "😀", "x" * 5000):
        ask(site, "/services", search=text)
        ask(site, "/service_at_locations", search=text, taxonomy_id=text[:90])


def test_a_page_reads_only_its_own_entries(site: Site) -> None:
    """However long a list is, the entries of one page are looked up by number, never all read."""
    asked = {"numbers": "[1, 2]", "built_on": TODAY}
    with closing(sqlite3.connect(site.database)) as connection:
        steps = [row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {RECORDS}", asked)]

    assert ["SCAN asked"] == [step[:10] for step in steps if "SCAN" in step]
    assert 3 == len([step for step in steps if step.startswith("SEARCH")])
