"""Importing from Open Referral UK: a feed's saved pages become entries that pass every check."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, TODAY, Site, build_py, built
from open_referral import OFFICIAL

from ourpatch.reading import Entry, read_file

#: What a feed cannot bring over, or what we do not take from one.
LOST = {
    "led_by.share", "place", "referral", "start", "space", "personal_care", "checks", "checked",
    "permission", "cy", "description", "source", "status",
}  # fmt: skip


def do_import(what: Path, into: Path, code: int = 0) -> str:
    """Import a file or a folder; gives what was printed."""
    told = build_py("import", what, "--into", into, "--today", TODAY)
    assert code == told.returncode, told.stdout + told.stderr
    assert "Traceback" not in told.stderr
    return told.stdout + told.stderr


def save(folder: Path, name: str, document: Any) -> Path:
    """Save a page of a feed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def imported(tmp_path: Path, *services: dict[str, Any]) -> dict[str, Entry]:
    """The entries made of some services, by their ids; all of them pass every check."""
    file = save(tmp_path, "feed", {"contents": list(services)})
    do_import(file, tmp_path / "entries")
    told = build_py("check", tmp_path / "entries", "--today", TODAY)
    assert 0 == told.returncode, told.stdout
    return {path.stem: read_file(path) for path in (tmp_path / "entries").glob("*.yml")}


def service(**more: Any) -> dict[str, Any]:
    """A service with enough to be an entry."""
    return {
        "id": "3f7b145d-84af-42d7-8fae-eaca714b02b2",
        "name": "Sew Sociable",
        "status": "active",
        "description": "A friendly sewing afternoon.",
        "contacts": [{"phones": [{"number": "01632 960123"}]}],
    } | more


@pytest.fixture(scope="module")
def saved(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the pages of our own feed, saved as anybody would save them: lists and whole services."""
    folder = tmp_path_factory.mktemp("feed") / "saved"
    save(folder, "about", site.get("/openreferral/v3").json)
    for number in (1, 2):
        page = site.get(f"/openreferral/v3/services?page={number}").json
        save(folder, f"page-{number}", page)
        for each in page["contents"]:
            whole = site.get(f"/openreferral/v3/services/{each['id']}").json
            save(folder, each["id"], whole)
    return folder


def test_our_own_feed_comes_back(saved: Path, tmp_path: Path) -> None:
    """Every sample entry goes out and comes in again with every fact that a feed can carry."""
    said = do_import(saved, tmp_path / "entries")
    old = {
        entry.get("name"): entry for entry in map(read_file, (PROJECT / "entries").glob("*.yml"))
    }
    new = {entry.get("name"): entry for entry in map(read_file, (tmp_path / "entries").glob("*"))}

    assert "84 services, 84 entries" in said
    assert old.keys() == new.keys()
    for name, entry in old.items():
        assert without(entry.values) == without(new[name].values), name
        assert "Our Patch" == new[name].get("source.name")
        assert "Creative Commons Attribution 4.0" == new[name].get("source.licence")
        assert (entry.get("status.now") or "open") == (new[name].get("status.now") or "open")
    built(tmp_path / "entries")


def without(values: dict[str, Any], group: str = "") -> dict[str, Any]:
    """An entry's values without those that a feed cannot carry."""
    return {
        key: without(value, f"{key}.") if isinstance(value, dict) else value
        for key, value in values.items()
        if f"{group}{key}" not in LOST
    }


def test_importing_again_changes_nothing(saved: Path, tmp_path: Path) -> None:
    """A second import of the same feed finds everything as it was."""
    do_import(saved, tmp_path / "entries")
    before = {path.name: path.read_bytes() for path in (tmp_path / "entries").glob("*")}
    said = do_import(saved, tmp_path / "entries")

    assert "(0 new, 0 changed, 84 the same), 0 refused" in said
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "entries").glob("*")}


def test_a_home_in_a_feed_stays_a_home(tmp_path: Path) -> None:
    """Of an address only the first half of the postcode is kept, wherever it stands."""
    address = {"address_1": "14 Acacia Road", "city": "Bath", "postal_code": "BA1 6RT"}
    location = {"addresses": [address], "latitude": 51.3812, "longitude": -2.3590}
    (entry,) = imported(
        tmp_path,
        service(
            service_at_locations=[{"location": location}],
            description="Tea at mine.\n\nFind me at 14 Acacia Road, BA1 6RT, or 51.3812, -2.3590.",
        ),
    ).values()
    written = (tmp_path / "entries" / "sew-sociable.yml").read_text("utf-8")

    assert {"outcode": "BA1"} == entry.get("place")
    assert "6RT" not in written
    assert "51.38" not in written


def test_a_refuge_in_a_feed_has_no_place(tmp_path: Path) -> None:
    """A safe place to stay loses every place, not even the first half of a postcode remains."""
    term = {"taxonomy_term": {"name": "Refuge"}}
    where = {"location": {"addresses": [{"postal_code": "BA1 6RT"}]}}
    (entry,) = imported(
        tmp_path, service(attributes=[term], service_at_locations=[where], email="a@b.example")
    ).values()

    assert ["safe-place"] == entry.get("help")
    assert entry.get("place") is None


def test_words_of_other_lists_become_ours(tmp_path: Path) -> None:
    """By the code of a public list or by name; what we have no word for is told and left out."""
    attributes = [
        {"taxonomy_term": {"name": "Care at home", "term_uri": "http://id.esd.org.uk/service/242"}},
        {"taxonomy_term": {"name": "Day centres", "code": "esdServiceType:296"}},
        {"taxonomy_term": {"name": "gardener"}},
        {"taxonomy_term": {"name": "Dementia", "taxonomy": "Circumstances"}},
        {"taxonomy_term": {"name": "Quantum welding"}},
        {"link_type": "checks", "taxonomy_term": {"name": "Enhanced DBS check"}},
    ]
    file = save(tmp_path, "feed", [service(attributes=attributes)])
    said = do_import(file, tmp_path / "entries")
    entry = read_file(tmp_path / "entries" / "sew-sociable.yml")

    assert ["personal-care", "day-activities", "gardening"] == entry.get("help")
    assert ["people-with-dementia"] == entry.get("people")
    assert entry.get("checks") is None
    assert "“Quantum welding” is no word of ours" in said


def test_the_odd_things_that_feeds_have(tmp_path: Path) -> None:
    """HTML, nulls, empty texts, several phones, web addresses with nothing before them."""
    (entry,) = imported(
        tmp_path,
        service(
            description="<p>Tea &amp; cake for <b>everyone</b>.</p><p>Every week.<br>Come!</p>",
            url="www.sew.example",
            email="",
            fees=None,
            minimum_age=18,
            maximum_age=None,
            contacts=[
                {"name": None, "phones": [{"number": "01632 960123"}, {"number": "01632 960124"}]}
            ],
            schedules=[
                {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00:00Z", "closes_at": "10:30"},
                {"freq": "MONTHLY", "byday": "FR", "opens_at": "09:00", "closes_at": "10:30"},
                "soon",
            ],
            cost_options=[
                {"option": "A session", "amount": 4.5, "amount_description": "per session"}
            ],
            alert="Bring your own scissors",
            languages=[{"language": "Welsh"}, 7],
        ),
    ).values()

    assert "Tea & cake for everyone." in entry.get("summary")
    assert "<" not in entry.get("summary") + entry.get("description")
    assert "https://www.sew.example" == entry.get("contact.website")
    assert "01632 960123" == entry.get("contact.phone")
    assert "Another phone number: 01632 960124" in entry.get("description")
    assert "Bring your own scissors" in entry.get("description")
    assert ["Monday 09:00-10:30", "Wednesday 09:00-10:30"] == entry.get("when.weekly")
    assert ("A session £4.5 per session", 4.5, "session") == tuple(
        entry.get(f"cost.{name}") for name in ("text", "from", "unit")
    )
    assert {"from": 18} == entry.get("ages")
    assert ["welsh"] == entry.get("languages")


def test_a_closed_service_is_closed(tmp_path: Path) -> None:
    """Endings come over, with what the feed says of them."""
    (entry,) = imported(
        tmp_path, service(status="defunct", alert="Jo has retired.", contacts=[])
    ).values()

    assert {"now": "closed", "why": "Jo has retired."} == entry.get("status")


def test_version_one_can_be_read_too(tmp_path: Path) -> None:
    """The older standard has other names for its pages, places and ages."""
    old = {
        "id": "7",
        "name": "Lift Club",
        "status": "active",
        "description": "Lifts to the shops.",
        "email": "lifts@example.org",
        "eligibilitys": [{"minimum_age": 60, "maximum_age": None}],
        "regular_schedules": [{"weekday": "TU", "opens_at": "10:00:00", "closes_at": "12:00:00"}],
        "service_at_locations": [
            {"location": {"physical_addresses": [{"postal_code": "BA2 3QX"}]}}
        ],
        "service_taxonomys": [{"taxonomy": {"id": "esdServiceType:272", "name": "Transport"}}],
    }
    file = save(tmp_path, "feed", {"totalElements": 1, "content": [old]})
    do_import(file, tmp_path / "entries")
    entry = read_file(tmp_path / "entries" / "lift-club.yml")

    assert ["lifts"] == entry.get("help")
    assert (60, "BA2") == (entry.get("ages.from"), entry.get("place.outcode"))
    assert ["Tuesday 10:00-12:00"] == entry.get("when.weekly")


@pytest.mark.parametrize("mock", ["Default", "Warn", "Fail"])
def test_the_official_mocks_are_imported(mock: str, tmp_path: Path) -> None:
    """Good examples become entries; from bad ones comes what can be used, and the rest is told."""
    folder = OFFICIAL / "mocks" / f"V3.0-UK-{mock}"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here, so no official example was imported.")
    said = do_import(folder, tmp_path / "entries")
    found = [read_file(path) for path in (tmp_path / "entries").glob("*.yml")]

    assert "taxonomy_list.json: There are no services in this file." in said
    assert "Community Counselling" in {entry.get("name") for entry in found}
    assert {"email@example.com"} >= {entry.get("contact.email") for entry in found} - {None}
    built(tmp_path / "entries")


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    """What somebody adds to an imported entry is theirs; who looks after it keeps it as it is."""
    file = save(tmp_path, "feed", [service()])
    entries = tmp_path / "entries"
    do_import(file, entries)
    path = entries / "sew-sociable.yml"
    path.write_text(path.read_text("utf-8") + "personal_care: no\n", "utf-8")
    save(tmp_path, "feed", [service(description="A friendlier sewing afternoon.")])
    do_import(file, entries)
    entry = read_file(path)

    assert "A friendlier sewing afternoon." == entry.get("summary")
    assert entry.get("personal_care") is False

    path.write_text(path.read_text("utf-8") + "checked: 2026-11-01\n", "utf-8")
    save(tmp_path, "feed", [service(description="The friendliest sewing afternoon.")])
    said = do_import(file, entries)

    assert "These files were left as they are" in said
    assert "A friendlier sewing afternoon." == read_file(path).get("summary")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "cannot be read as JSON at line 1"),
        ("{", "cannot be read as JSON"),
        ("\x00\xff", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ("[]", "There are no services here"),
        ("7", "There are no services here"),
        ('{"contents": 7}', "There are no services here"),
        ('{"contents": [1, null, [], {"service": 3}]}', "There are no services here"),
        ('{"version": "3", "openapi_url": "x"}', "There are no services here"),
    ],
)
def test_what_is_no_feed_is_told(text: str, why: str, tmp_path: Path) -> None:
    """A file with no services in it changes nothing, and the message says so."""
    file = tmp_path / "feed.json"
    file.write_text(text, "latin-1")

    assert why in do_import(file, tmp_path / "entries", code=2)
    assert not (tmp_path / "entries").exists()


def test_values_of_any_kind_break_nothing(tmp_path: Path) -> None:
    """Whatever stands where a text should, the service is used without it or refused."""
    odd: list[Any] = [
        None,
        True,
        7,
        -1.5,
        float("nan"),
        float("inf"),
        "",
        "x" * 9000,
        [[["x"]]],
        {"a": {}},
        [{}],
    ]
    names = {
        *service(), "alert", "fees", "url", "email", "minimum_age", "schedules", "languages",
        "cost_options", "service_areas", "attributes", "organization", "service_at_locations",
    }  # fmt: skip
    services = [
        service(**{"id": f"{name} {n}", "status": "active", name: value})
        for name in sorted(names)
        for n, value in enumerate(odd)
    ]
    said = do_import(save(tmp_path, "feed", services), tmp_path / "entries")
    told = build_py("check", tmp_path / "entries", "--today", TODAY)

    assert "entries in" in said
    assert 0 == told.returncode, told.stdout


def test_a_spreadsheet_still_needs_its_mapping(tmp_path: Path) -> None:
    """Without --map a spreadsheet is not guessed at."""
    file = tmp_path / "groups.csv"
    file.write_text("name\nSew Sociable\n")

    assert "needs a mapping" in do_import(file, tmp_path / "entries", code=2)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong path gets a message with that path."""
    assert "gone.json" in do_import(tmp_path / "gone.json", tmp_path / "entries", code=2)
