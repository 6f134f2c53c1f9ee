"""Adding an entry by the form: from “I want to be listed” to a file, and nothing kept."""

import http.client
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import yaml
from conftest import (
    NOT_OURS,
    PROJECT,
    Reply,
    Site,
    arriving,
    build_py,
    build_py_apart,
    free_port,
    running,
)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from test_browser import PHONE, SMALL_TARGETS, look_at, open_to, tab_to, too_wide, visiting
from test_safety import HOSTILE, harm_in

from ourpatch.adding.answers import answers_of, read_form, suggestion
from ourpatch.adding.as_people_write import as_written, weekly
from ourpatch.adding.forge import LONGEST, Forge, forge_address, forge_of
from ourpatch.adding.preview import as_said, as_shown
from ourpatch.adding.questions import left_alone, not_asked, questions, steps
from ourpatch.adding.sending import LONGEST_EMAIL, ways_to_send
from ourpatch.fields import by_name, fields
from ourpatch.house import VOCABULARY
from ourpatch.importing.tidying import clean
from ourpatch.plain_words import look_at as look_at_words
from ourpatch.reading import read_entry, read_file

DAY = date(2026, 11, 21)

LEAST = {
    "name": "Sew Sociable",
    "summary": "A friendly sewing afternoon for anyone who would like company.",
    "contact.phone": "01632 960123",
}

VALUES = [row for row in fields() if not row.is_group]


def sent(**said: str | list[str]) -> dict[str, list[str]]:
    """The least, and other answers, as a form sends them. A double underscore stands for a dot."""
    given = LEAST | {name.replace("__", "."): value for name, value in said.items()}
    return {name: [value] if isinstance(value, str) else value for name, value in given.items()}


def post(site: Site, path: str, said: Mapping[str, Any] | bytes, **headers: str) -> Reply:
    """Send a form, as a browser does."""
    body = said if isinstance(said, bytes) else urlencode(said, doseq=True).encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)) as connection:
        connection.request("POST", path, body, kind | headers)
        answer = connection.getresponse()
        found = [(name.lower(), value) for name, value in answer.getheaders()]
        return Reply(answer.status, found, answer.read())


# The form


def test_every_field_is_asked_once_or_left_alone_for_a_reason() -> None:
    """The form is the field table: nothing is missing, nothing is asked twice."""
    asked = [question.name for step in steps() for question in step.questions]

    assert len(set(asked)) == len(asked)
    assert {row.name for row in VALUES} == {*asked} | not_asked()
    assert not {*asked} & not_asked()
    assert all(name in by_name() for name in left_alone())
    assert {"name", "summary", "contact.phone"} <= {each.name for each in steps()[0].questions}


def test_the_steps_are_written_as_they_should_be() -> None:
    """Only known keys, each question with a reason of its own or above it, in plain words."""
    raw = yaml.load((VOCABULARY / "form.yml").read_bytes(), Loader=yaml.CBaseLoader)
    for step in raw["steps"]:
        assert {"id", "title", "intro", "fields"} <= {*step} <= {
            "id", "title", "intro", "fields", "changes_only"
        }  # fmt: skip
        assert "why" in step["fields"][0], step["id"]
        for each in step["fields"]:
            assert {*each} <= {"name", "ask", "help", "why"}, each
            assert each.get("why", ".")[-1] in ".?!", each
            said = " ".join(each.get(key, "") for key in ("ask", "help", "why"))
            assert [] == list(look_at_words(said)), said
    assert all(str(reason).endswith(".") for reason in raw["not_asked"].values())


def test_the_form_is_a_sound_page_with_a_box_for_each_question(site: Site) -> None:
    """Every question has its box and a label; nothing runs, no cookie is set."""
    reply = site.get("/suggest")
    names = {box.get("name") for tag in ("input", "textarea", "select") for box in
             reply.page.root.iter(tag)}  # fmt: skip
    asked = {each.name for step in steps() if not step.changes_only for each in step.questions}

    assert (200, [], []) == (reply.status, reply.page.faults, harm_in(reply.page))
    assert asked | {"teller"} == names - {None}
    assert "" == reply.header("set-cookie")
    (form,) = reply.page.root.iter("form")
    assert ("/suggest#next", "post") == (form.get("action"), form.get("method"))


def test_the_ways_in_are_on_the_pages(site: Site) -> None:
    """The About page and the foot lead to the form, and each entry to a change of it."""
    assert "/suggest" == site.get("/about").page.links()["Add your group"]
    assert "/suggest" == site.get("/").page.links()["Add your group"]
    links = site.get("/entry/brave-faces").page.links()
    assert "/entry/brave-faces/suggest" == links["Tell us what to change"]
    assert 404 == site.get("/entry/nobody/suggest").status
    assert 404 == post(site, "/entry/nobody/suggest", LEAST).status


# What is sent


def test_the_least_makes_a_file_that_passes_the_check(site: Site, tmp_path: Path) -> None:
    """Three answers, and what is downloaded passes `check --strict` and goes in with `add`."""
    reply = post(site, "/suggest", LEAST | {"do": "download"})
    file = tmp_path / "sew-sociable.yml"
    file.write_bytes(reply.body)

    assert 'attachment; filename="sew-sociable.yml"' == reply.header("content-disposition")
    assert LEAST["name"] == read_file(file).get("name")
    assert 0 == build_py("check", file, "--strict", "--entries", tmp_path).returncode
    folder = tmp_path / "entries"
    assert 0 == build_py("add", file, "--entries", folder).returncode
    assert (folder / "sew-sociable.yml").is_file()


def test_a_good_answer_is_shown_as_its_page_will_look(site: Site) -> None:
    """The preview has what the entry's page would have, and says that nothing was sent."""
    said = sent(help=["company", "crafts"], cost__text="£4 a session", description="**Tea**, too.")
    reply = post(site, "/suggest", said)
    page = reply.page

    assert (200, [], []) == (reply.status, page.faults, harm_in(page))
    assert ["Your page is ready to send"] == page.words("h1")
    assert "Sew Sociable" in page.words("h2")
    assert "tel:+441632960123" == page.links()["Phone 01632 960123"]
    assert "Tea" in page.words("strong")
    assert "It has not been sent yet." in page.words("strong")
    assert "Groups and meeting people" in " ".join(page.words("li"))
    (copy,) = (box for box in page.root.iter("textarea"))
    assert "name: Sew Sociable\n" in "".join(copy.itertext())


def test_what_is_wrong_is_said_in_the_words_of_the_check(site: Site, tmp_path: Path) -> None:
    """Beside the box and at the top, with a link from there to the box that is there."""
    bad = sent(contact__phone="01632", ages__from="90", ages__to="20", place__postcode="BA1 6RT")
    page = post(site, "/suggest", bad).page
    made = suggestion(bad, DAY)
    file = tmp_path / "sew-sociable.yml"
    file.write_text(
        f"name: {LEAST['name']}\nsummary: {LEAST['summary']}\nages: {{from: 90, to: 20}}\n"
        "place: {postcode: BA1 6RT}\ncontact: {phone: '01632'}\n",
        "utf-8",
    )
    checked = build_py("check", file, "--entries", tmp_path).stdout
    ids = {element.get("id") for element in page.root.iter()}
    messages = [said.message for said in made.problems]

    assert 3 == len(messages)
    for said in made.problems:
        assert said.message in checked
        assert f"#{said.anchor}" == page.links()[said.message]
        assert {said.anchor, f"{said.anchor}-wrong"} <= ids
    assert "There are 3 things to put right" in page.words("h2")
    assert page.words("title")[0].startswith("Error: ")
    wrong = [box for box in page.root.iter("input") if box.get("aria-invalid") == "true"]
    assert {"contact-phone", "ages-from", "place-postcode"} == {box.get("id") for box in wrong}
    assert all(f"{box.get('id')}-wrong" in box.get("aria-describedby", "") for box in wrong)


@pytest.mark.parametrize(
    ("said", "message", "anchor"),
    [
        ({}, "This entry has no name.", "name"),
        ({"name": "x"}, "This entry has no summary.", "summary"),
        ({**LEAST, "contact.phone": ""}, "This entry gives no way to get in touch.",
         "contact-phone"),
        ({**LEAST, "help": ["gardning"]}, "“gardning” is not one of our words here.", "help"),
        ({**LEAST, "space.as_of": "soon"}, "“soon” is not a date we can read.", "space-as_of"),
        (
            {**LEAST, "summary": "Come to 1 High Street, BA1 6RT."},
            "“BA1 6RT” is a whole postcode, which would lead people to somebody’s door.",
            "summary",
        ),
        (
            {**LEAST, "help": ["safe-place"], "place.outcode": "BA1"},
            "A safe place to stay must not say where it is, not even roughly.",
            "place-outcode",
        ),
        ({**LEAST, "status.now": "gone"}, "“gone” is not one of the choices here.", "status-now"),
        ({**LEAST, "permission.on": "1/1/2099"}, "2099-01-01 has not come yet.", "permission-on"),
        ({**LEAST, "description": "x" * 6001}, "This is 6,001 characters long. The most is 6,000.",
         "description"),
    ],
)  # fmt: skip
def test_each_kind_of_slip_is_told_beside_its_question(
    said: dict[str, Any], message: str, anchor: str
) -> None:
    """Rules about one value, about two, and about the whole entry all find their box."""
    made = suggestion({n: [v] if isinstance(v, str) else v for n, v in said.items()}, DAY)

    assert (message, anchor) in [(each.message, each.anchor) for each in made.problems]
    assert "" == made.text


def test_a_hint_is_about_a_box_and_not_about_a_line() -> None:
    """In a form nobody is told to write a field's name with a colon."""
    wrong = {
        "place.postcode": "BA1 6RT", "contact.email": "me (a@b.example)", "cost.from": "a fiver",
        "place.outcode": "Larkhall Hall", "contact.website": "my site .example", "ages.from": "old",
        "ages.to": "-1", "when.weekly": "sometimes", "status.since": "once",
        "contact.text": "O7700",
        "summary": "",
    }  # fmt: skip
    made = suggestion(sent(**{name.replace(".", "__"): text for name, text in wrong.items()}), DAY)
    names = "|".join({row.key for row in fields()} - {"text"})

    assert len(made.problems) >= 10
    assert [] == [each.hint for each in made.problems if re.search(rf"\b({names}):", each.hint)]
    nothing = suggestion({}, DAY)
    assert "such as 01632 960123" in [each.hint for each in nothing.problems]
    assert "such as Sew Sociable" in [each.hint for each in nothing.problems]


def test_a_name_with_a_line_end_stays_a_name(site: Site) -> None:
    """The file is made by quoting each value: what looks like YAML in a name is only a name."""
    said = LEAST | {"name": "x\nverified: yes", "do": "download"}
    entry = read_entry(post(site, "/suggest", said).body, "x.yml")

    assert "x verified: yes" == entry.get("name")
    assert {"name", "summary", "contact"} == entry.values.keys()


AWKWARD = ["x\nverified: yes", "# x", "- x", "a: b", "“x”", "'", '"', "\\", "%YAML", "---", "NO",
           "{x}", "[x", "&a *a !a", "0161", "\u202ex", "x\r\n\r\ny", " x ", "```",
           "🧵\u200d🪡"]  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    row=st.sampled_from(VALUES),
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=120) | st.sampled_from(AWKWARD),
)
@example(row=by_name()["name"], text="x\nverified: yes")
@example(row=by_name()["description"], text="one\n\n  two\n\tthree \n# four")
def test_any_text_comes_back_as_the_same_text(row: Any, text: str) -> None:
    """Words typed into a box are the words in the file, evened out; or it says what is wrong.

    Nothing typed into one box ever changes another, and nothing raises.
    """
    made = suggestion(sent(**{row.name.replace(".", "__"): text}), DAY)
    others = {"name", "summary", "contact.phone"} - {row.name}
    if made.problems:
        return
    entry = read_entry(made.text.encode(), "x.yml")
    same = clean(text) if row.kind == "text" else " ".join(clean(text).split())

    assert [] == entry.problems
    assert all(entry.get(name) == LEAST[name] for name in others)
    if row.kind in ("line", "text") and row.name not in not_asked():
        assert same == (entry.get(row.name) or "")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from([*questions(), "teller", "do"]),
        st.lists(st.text(max_size=30) | st.sampled_from(AWKWARD), max_size=3),
    )
)
def test_no_answers_make_it_fall_over(typed: dict[str, list[str]]) -> None:
    """Whatever is sent, there is a file that passes or something to put right."""
    made = suggestion(typed, DAY)

    assert bool(made.text) != bool(made.problems)
    if made.text:
        as_shown(made.entry, DAY)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_sends_is_only_ever_words(site: Site, text: str) -> None:
    """HTML in every box does no harm in the form, in the errors, or in the preview."""
    everywhere = dict.fromkeys([*questions(), "teller", "do", '"><script>'], text)
    prose = {row.name: text for row in VALUES if row.kind in ("line", "text")}
    for said in (everywhere, prose | {"contact.phone": "01632 960123"}):
        page = post(site, "/suggest", said).page
        assert ([], []) == (page.faults, harm_in(page))


def test_a_form_that_went_wrong_still_has_what_was_typed(site: Site) -> None:
    """Nobody types anything twice: boxes, ticks and choices are as they were sent."""
    said = sent(contact__phone="01632", help=["crafts"], referral="needed", kind="charity",
                description="one\n\ntwo", cost__unit="hour")  # fmt: skip
    page = post(site, "/suggest", said).page
    boxes = {box.get("id"): box for box in page.root.iter("input")}
    chosen = {option.get("value") for option in page.root.iter("option")
              if option.get("selected") is not None}  # fmt: skip
    (text,) = (box for box in page.root.iter("textarea") if box.get("id") == "description")

    assert "01632" == boxes["contact-phone"].get("value")
    assert boxes["help-crafts"].get("checked") is not None
    assert boxes["referral-needed"].get("checked") is not None
    assert {"charity", "hour"} <= chosen
    assert "one\n\ntwo" == "".join(text.itertext())


def test_one_can_go_back_from_the_preview(site: Site) -> None:
    """The preview carries the answers as they were typed, and gives the form again with them."""
    said = sent(help=["crafts", "company"], when__weekly="Tuesdays 2pm to 4pm", teller="us")
    page = post(site, "/suggest", said).page
    (form, _) = page.root.iter("form")
    carried = [(box.get("name", ""), box.get("value", "")) for box in form.iter("input")]

    assert sorted((name, each) for name, values in said.items() for each in values) == sorted(
        carried
    )
    again = post(site, "/suggest", urlencode([*carried, ("do", "change")]).encode())
    assert (200, []) == (again.status, again.page.faults)
    boxes = {box.get("id"): box for box in again.page.root.iter("input")}
    assert "Sew Sociable" == boxes["name"].get("value")
    assert boxes["teller-us"].get("checked") is not None


def test_suggestions_for_plainer_words_never_stand_in_the_way(site: Site) -> None:
    """They are on the preview, which is ready to send all the same."""
    page = post(site, "/suggest", LEAST | {"summary": "Sewing for service users."}).page

    assert "It could be plainer still" in page.words("h2")
    assert "In a sentence: Not everybody knows or likes “service users”. Plainer: people." in (
        page.words("li")
    )


def test_one_is_told_of_an_entry_of_the_same_name(site: Site) -> None:
    """Somebody who is listed already is led to a change of their entry."""
    page = post(site, "/suggest", LEAST | {"name": "Brave Faces"}).page

    assert "/entry/brave-faces/suggest" == page.links()["suggest a change to it"]


# As people write


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Tuesdays, 2pm to 4pm", ["Tuesday 14:00-16:00"]),
        ("Tue 2-4pm", ["Tuesday 14:00-16:00"]),
        ("every Tuesday 2.30pm – 4 p.m.", ["Tuesday 14:30-16:00"]),
        ("Tuesday 14:00-16:00", ["Tuesday 14:00-16:00"]),
        ("Sunday 22:00-02:00", ["Sunday 22:00-02:00"]),
        ("Mondays and Wednesdays 10.30am to 12", ["Monday 10:30-12:00", "Wednesday 10:30-12:00"]),
        ("Sat, Sun 10 to noon", ["Saturday 10:00-12:00", "Sunday 10:00-12:00"]),
        ("weekends 9 to 5", ["Saturday 09:00-17:00", "Sunday 09:00-17:00"]),
        ("Fri to Sun 7pm until midnight",
         ["Friday 19:00-00:00", "Saturday 19:00-00:00", "Sunday 19:00-00:00"]),
        ("Thursday 10-2pm", ["Thursday 10:00-14:00"]),
        ("Friday 10pm to 2am", ["Friday 22:00-02:00"]),
        ("first Tuesday 2pm to 4pm", ["first Tuesday 2pm to 4pm"]),
        ("Tuesday", ["Tuesday"]),
        ("Tuesday 2pm to four", ["Tuesday 2pm to four"]),
        ("Tuesday 13pm to 14pm", ["Tuesday 13pm to 14pm"]),
        ("Wed 25:00-26:00", ["Wed 25:00-26:00"]),
    ],
)  # fmt: skip
def test_times_are_taken_as_people_say_them(line: str, days: list[str]) -> None:
    """Days, and two times with am, pm or neither; whatever is not clear is left as it was."""
    assert days == weekly(line)


def test_several_times_stand_on_lines_or_after_commas() -> None:
    """A comma after a time begins another day; a comma between days does not."""
    text = "Mon, Wed 2pm to 4pm, Thu 6pm to 8pm\nSat 10am to noon"
    made = suggestion(sent(when__weekly=text), DAY)

    assert [] == made.problems
    assert [
        "Monday 14:00-16:00", "Wednesday 14:00-16:00", "Thursday 18:00-20:00",
        "Saturday 10:00-12:00",
    ] == made.entry.get("when.weekly")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("space.as_of", "3 October 2026", "2026-10-03"),
        ("space.as_of", "3rd Oct 2026", "2026-10-03"),
        ("space.as_of", "3/10/2026", "2026-10-03"),
        ("space.as_of", "3.10.26", "2026-10-03"),
        ("space.as_of", "Today", "2026-11-21"),
        ("space.as_of", "yesterday", "2026-11-20"),
        ("space.as_of", "soon", "soon"),
        ("cost.from", "£4", "4"),
        ("cost.from", "4 pounds", "4"),
        ("cost.from", "£1,200.50", "1200.50"),
        ("cost.from", "50p", "0.50"),
        ("cost.from", "Free", "0"),
        ("cost.from", "a fiver", "a fiver"),
        ("place.outcode", "ba1 6rt", "BA1"),
        ("place.outcode", "Ba1", "BA1"),
        ("place.outcode", "Larkhall", "Larkhall"),
        ("covers.within_miles", "5 miles", "5"),
        ("ages.from", "aged 18+", "18"),
        ("ages.from", "18 years old", "18"),
        ("contact.website", "www.example.org", "https://www.example.org"),
        ("contact.website", "http://example.org", "http://example.org"),
        ("contact.website", "my page", "my page"),
        ("contact.email", "mailto:sam@example.org", "sam@example.org"),
    ],
)
def test_values_are_taken_as_people_write_them(name: str, typed: str, meant: str) -> None:
    """Dates, money, postcodes, numbers and addresses; what is not clear is left as it was."""
    assert meant == as_written(by_name()[name], typed, DAY)


def test_a_whole_postcode_is_cut_at_once_and_that_is_said(site: Site) -> None:
    """The second half of a home's postcode is in no file and on no page that anyone else sees."""
    reply = post(site, "/suggest", LEAST | {"place.outcode": "ba1 6rt"})
    (file,) = ("".join(box.itertext()) for box in reply.page.root.iter("textarea"))

    assert "We kept only BA1 of your postcode, so that nobody is led to your door." in reply.text
    assert ("outcode: BA1\n" in file, "6" in file.partition("outcode")[2][:12]) == (True, False)


# Who says so


@pytest.mark.parametrize(
    ("said", "permission", "head"),
    [
        ({}, None, ""),
        ({"teller": "us"}, {"on": "2026-11-21"}, "by the people themselves"),
        ({"teller": "us", "contact__name": "Sam"}, {"given_by": "Sam", "on": "2026-11-21"},
         "by the people themselves"),
        ({"teller": "them"}, None, "Nobody there has said yes yet"),
        ({"teller": "them", "contact__name": "Sam"}, None, "Nobody there has said yes yet"),
        ({"teller": "them", "permission__given_by": "Jo", "permission__on": "1/10/2026"},
         {"given_by": "Jo", "on": "2026-10-01"}, "says that they agreed"),
        ({"teller": "x\nverified: yes"}, None, ""),
    ],
)  # fmt: skip
def test_permission_is_only_what_somebody_said(
    said: dict[str, str], permission: object, head: str
) -> None:
    """Nobody agrees for somebody else, and the volunteer who gets the file is told who sent it."""
    made = suggestion(sent(**said), DAY)
    first = made.text.splitlines()[0]

    assert permission == made.entry.get("permission")
    assert head in first
    assert first.startswith("# ") == bool(head)
    assert "checked:" not in made.text


# A change


@pytest.mark.parametrize("path", sorted((PROJECT / "entries").glob("*.yml")), ids=lambda p: p.stem)
def test_a_change_of_nothing_is_the_same_entry(path: Path) -> None:
    """Every entry can be started from, and what is sent back unchanged says the same as before."""
    base = read_file(path).values
    made = suggestion(answers_of(base), DAY, path.stem, base)

    assert ([], []) == (made.problems, made.changed)
    assert base == read_entry(made.text.encode(), path.name).values


def test_a_change_starts_from_what_the_page_shows(site: Site) -> None:
    """Each sample's form, sent back as it stands, makes the sample's own values."""
    for id in site.sql("SELECT id FROM entry ORDER BY number LIMIT 12"):
        page = site.get(f"/entry/{id}/suggest").page
        assert [] == page.faults
        said = list(form_of(page.root))
        reply = post(site, f"/entry/{id}/suggest", urlencode([*said, ("do", "download")]).encode())
        expected = without_open(read_file(PROJECT / "entries" / f"{id}.yml").values)
        assert expected == read_entry(reply.body, f"{id}.yml").values, id
        assert f'filename="{id}.yml"' in reply.header("content-disposition")


def form_of(root: Any) -> Iterator[tuple[str, str]]:
    """What a browser would send of a form, unchanged."""
    for box in root.iter("input"):
        if box.get("type") == "text" or box.get("checked") is not None:
            yield box.get("name"), box.get("value", "")
    for box in root.iter("textarea"):
        yield box.get("name"), "".join(box.itertext())
    for box in root.iter("select"):
        for option in box.iter("option"):
            if option.get("selected") is not None:
                yield box.get("name"), option.get("value")


def test_a_change_says_what_is_different_and_keeps_the_rest(site: Site) -> None:
    """What the form does not ask stays, and cannot be slipped in by sending it."""
    base = read_file(PROJECT / "entries" / "brave-faces.yml").values
    said = answers_of(base) | {
        "cost.text": ["£2"], "checks.what": ["first aid"], "checked.on": ["2020-01-01"],
        "sample": ["no"], "source.name": ["me"], "status.instead": ["x"],
    }  # fmt: skip
    reply = post(site, "/entry/brave-faces/suggest", said)
    file = "".join(next(iter(reply.page.root.iter("textarea"))).itertext())
    values = read_entry(file.encode(), "brave-faces.yml").values

    assert "What you changed: Cost." in reply.page.words("p")
    assert base | {"cost": base["cost"] | {"text": "£2"}} == values
    assert "Suggest a change to Brave Faces" in site.get("/entry/brave-faces/suggest").text


def test_a_closed_entry_can_be_changed() -> None:
    """One that has closed needs no way to get in touch, in the form as in the file."""
    base = {"name": "x", "summary": "x", "status": {"now": "closed", "instead": ["other"]}}
    made = suggestion(answers_of(base), DAY, "x", base)

    assert ([], base) == (made.problems, made.entry.values)


def test_what_the_page_works_out_is_not_put_in_the_file() -> None:
    """From a page's facts back to the file's, nothing is added and nothing lost."""
    for path in sorted((PROJECT / "entries").glob("*.yml")):
        entry = read_file(path)
        expected = without_open(entry.values)
        assert expected == as_said(as_shown(entry, DAY) | {"similar": [], "instead": []})


def without_open(values: dict[str, Any]) -> dict[str, Any]:
    """An entry's values, where that it is open goes without saying."""
    is_open = values.get("status") == {"now": "open"}
    return {key: each for key, each in values.items() if not (key == "status" and is_open)}


# The forge


@pytest.mark.parametrize(
    ("kind", "page", "expected", "filled"),
    [
        ("github", "new", "/new/main?filename=entries%2Fa.yml&value=name%3A%20%C5%B4%0A", True),
        ("github", "edit", "/edit/main/entries/a.yml", False),
        ("github", "issue", "/issues/new?title=T%26T&body=name%3A%20%C5%B4%0A", True),
        ("gitlab", "new", "/-/new/main?file_name=entries%2Fa.yml", False),
        ("gitlab", "edit", "/-/edit/main/entries/a.yml", False),
        ("gitlab", "issue",
         "/-/issues/new?issue%5Btitle%5D=T%26T&issue%5Bdescription%5D=name%3A%20%C5%B4%0A", True),
        ("forgejo", "new", "/_new/main/?filename=entries%2Fa.yml&value=name%3A%20%C5%B4%0A", True),
        ("forgejo", "edit", "/_edit/main/entries/a.yml", False),
        ("forgejo", "issue", "/issues/new?title=T%26T&body=name%3A%20%C5%B4%0A", True),
    ],
)  # fmt: skip
def test_each_forge_has_its_addresses(kind: str, page: Any, expected: str, filled: bool) -> None:
    """The new file, the file's own and the issue page, of each kind of forge."""
    forge = Forge(kind, "https://forge.example/o/r")
    address = forge_address(
        forge, page, file="" if page == "issue" else "a.yml",
        title="T&T" if page == "issue" else "", text="name: Ŵ\n",
    )  # fmt: skip

    assert (f"https://forge.example/o/r{expected}", filled) == address


@pytest.mark.parametrize("kind", ["github", "gitlab", "forgejo"])
@pytest.mark.parametrize("page", ["new", "edit", "issue"])
def test_a_long_entry_is_copied_and_not_put_in_an_address(kind: str, page: Any) -> None:
    """Over 6,000 characters the page is empty, with the name, to be pasted into."""
    forge = Forge(kind, "https://forge.example/o/r", "a branch/b", "the entries")
    for length in range(0, 3 * LONGEST, 1500):
        text = "ŵ" * length
        address = forge_address(forge, page, "a.yml", "T", text)
        assert len(address.link) <= LONGEST
        sent_text = [value for _, value in parse_qsl(urlsplit(address.link).query)]
        assert address.filled == (text in sent_text and bool(text))
    assert " " not in address.link


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"kind": "svn", "address": "https://x.example/o/r"}, "github, gitlab, forgejo"),
        ({"address": "https://x.example/o/r"}, "github, gitlab, forgejo"),
        ({"kind": "github"}, "https://"),
        ({"kind": "github", "address": "javascript:alert(1)"}, "https://"),
        ({"kind": "github", "address": "https://x.example/o/r?x=1"}, "https://"),
        ({"kind": "github", "address": "https://x.example/o/r", "brunch": "x"}, "brunch"),
    ],
)
def test_a_forge_that_cannot_be_is_told(settings: dict[str, object], message: str) -> None:
    """What is wrong in metadata.yml is said in so many words."""
    with pytest.raises(ValueError, match=message):
        forge_of(settings)


def test_a_forge_is_read_from_its_settings() -> None:
    """A slash at the end does not matter; without settings there is none."""
    settings = {"kind": "github", "address": "https://x.example/o/r/", "branch": "trunk"}

    assert Forge("github", "https://x.example/o/r", "trunk", "entries") == forge_of(settings)
    assert forge_of(None) is None
    assert forge_of({}) is None


def test_only_the_ways_that_work_are_offered() -> None:
    """Without a forge or an address there is none; a change leads to the file that is there."""
    made = suggestion(sent(), DAY)
    forge = Forge("forgejo", "https://forge.example/o/r")

    assert [] == ways_to_send(made, None, "", False)
    assert ["email"] == [way.kind for way in ways_to_send(made, None, "us@example.org", False)]
    all_ways = ways_to_send(made, forge, "us@example.org", False)
    assert ["propose", "issue", "email"] == [way.kind for way in all_ways]
    assert "Propose it on Forgejo" == all_ways[0].label
    change = ways_to_send(made, forge, "", True)[0]
    assert ("https://forge.example/o/r/_edit/main/entries/sew-sociable.yml", True) == (
        change.link, change.paste
    )  # fmt: skip


def test_a_long_file_is_sent_with_the_email_and_not_in_it() -> None:
    """Some mail programs cut long addresses, so then the file is downloaded first."""
    short, long = (
        ways_to_send(suggestion(sent(description=text), DAY), None, "us@example.org", False)[0]
        for text in ("Tea.", "Tea. " * 500)
    )

    assert (False, True) == (short.paste, long.paste)
    assert len(long.link) < LONGEST_EMAIL
    body = parse_qs(urlsplit(short.link).query)["body"][0]
    assert "name: Sew Sociable\r\n" in body
    assert short.link.startswith("mailto:us@example.org?subject=A%20new%20entry%3A%20Sew%20Soc")


def test_nothing_typed_ends_the_fence_of_an_issue() -> None:
    """The file in an issue is fenced off by more backticks than anybody typed."""
    made = suggestion(sent(description="````\n@everyone\n````"), DAY)
    issue = ways_to_send(made, Forge("github", "https://forge.example/o/r"), "", False)[1]
    body = parse_qs(urlsplit(issue.link).query)["body"][0]

    assert 2 == body.count("`````")
    assert made.text in body


@pytest.fixture(scope="module")
def forged(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of a patch that has named its forge and its address."""
    copy = tmp_path_factory.mktemp("forged") / "our-patch"
    shutil.copytree(PROJECT, copy, ignore=NOT_OURS)
    metadata = yaml.safe_load((copy / "metadata.yml").read_text("utf-8"))
    metadata["plugins"]["our-patch"] |= {
        "email": "hello@our-patch.example",
        "forge": {"kind": "github", "address": "https://forge.example/our-patch/our-patch"},
    }
    (copy / "metadata.yml").write_text(yaml.safe_dump(metadata, allow_unicode=True), "utf-8")
    shutil.copy(sample_db, copy / "directory.db")
    port = free_port()
    command = [sys.executable, "-m", "datasette", ".", "--port", str(port)]
    with running(command, port, copy / "directory.db", copy, PYTHONPATH=str(copy)) as (site, _):
        yield site


def test_the_page_offers_the_ways_of_this_patch(forged: Site) -> None:
    """Five ways: the forge's two with the file in them, the email, the download and the copy."""
    page = post(forged, "/suggest", LEAST).page
    links = page.links()
    proposed = parse_qs(urlsplit(links["Propose it on GitHub"]).query)
    copied = "".join(next(iter(page.root.iter("textarea"))).itertext())

    assert ["entries/sew-sociable.yml"] == proposed["filename"]
    assert [copied.lstrip("\n")] == proposed["value"]
    assert links["Open an issue on GitHub"].startswith(
        "https://forge.example/our-patch/our-patch/is"
    )
    assert links["Send it by email"].startswith("mailto:hello@our-patch.example?")
    assert "Download the file" in page.words("button")
    assert ([], []) == (page.faults, harm_in(page))


def test_a_forge_that_cannot_be_stops_the_site_with_a_message(tmp_path: Path) -> None:
    """Whoever keeps the site is told when it starts, and no visitor finds out."""
    copy = tmp_path / "our-patch"
    shutil.copytree(PROJECT, copy, ignore=NOT_OURS)
    text = (copy / "metadata.yml").read_text("utf-8")
    wrong = text.replace("    tagline:", "    forge: {kind: svn}\n    tagline:")
    (copy / "metadata.yml").write_text(wrong, "utf-8")
    told = build_py_apart(
        "--entries", copy / "entries", "--out", copy / "directory.db", folder=copy
    )
    assert 0 == told.returncode
    told = subprocess.run(
        [sys.executable, "-m", "datasette", ".", "--get", "/"],
        cwd=copy, env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert 0 != told.returncode
    assert "the kind of forge is one of github, gitlab, forgejo" in told.stderr
    assert "Traceback" not in told.stderr


# Safety


def test_nothing_is_kept(site: Site) -> None:
    """Answers leave no trace: not in the database, not in a cookie, not in what others are sent."""
    before = site.database.read_bytes()
    page = site.get("/suggest").body
    reply = post(
        site, "/suggest", LEAST | {"summary": "A secret of mine."}, Cookie="a=b; ds_actor=x"
    )

    assert (200, "") == (reply.status, reply.header("set-cookie"))
    assert "no-store" in reply.header("cache-control")
    assert (before, page) == (site.database.read_bytes(), site.get("/suggest").body)
    assert "secret of mine" not in site.log.read_text("utf-8", "replace")


def test_a_form_from_another_site_is_refused(site: Site) -> None:
    """Else any page could make ours hand out a file of its own words."""
    for path in ("/suggest", "/entry/brave-faces/suggest"):
        for said in (LEAST, LEAST | {"do": "download"}):
            reply = post(site, path, said, **{"sec-fetch-site": "cross-site"})
            assert (403, "") == (reply.status, reply.header("content-disposition"))
            assert 200 == post(site, path, said, **{"sec-fetch-site": "same-origin"}).status


def test_what_is_too_much_is_refused(site: Site) -> None:
    """More than an entry can be, or more boxes than there are, is answered briefly."""
    assert 413 == post(site, "/suggest", b"name=" + b"x" * 300_000).status
    assert 400 == post(site, "/suggest", "&".join(f"a{n}=1" for n in range(2000)).encode()).status
    reply = post(site, "/suggest", b"\xff\xfe=%ff%00&name=%00%e0")
    assert (200, []) == (reply.status, reply.page.faults)
    assert 200 == post(site, "/suggest", b"", **{"content-type": "multipart/form-data"}).status


@pytest.mark.parametrize("text", ["a" * 60_000, "a@" * 30_000, "mon " * 15_000, "a," * 30_000,
                                  "-" * 60_000, "[" * 5_990, "AAAAA " * 990])  # fmt: skip
def test_nothing_that_is_sent_takes_long_to_look_at(text: str) -> None:
    """As much as can be sent, into one box at a time, and none keeps a machine busy."""
    for name in ("summary", "contact.email", "contact.phone", "when.weekly", "description",
                 "covers.districts", "help"):  # fmt: skip
        begun = time.monotonic()
        suggestion(read_form(urlencode(LEAST | {name: text}).encode()), DAY)
        assert time.monotonic() - begun < 10, name


def test_answers_longer_than_an_entry_are_refused(site: Site) -> None:
    """Sixty-four thousand characters in all, however they are shared out."""
    said = LEAST | {"description": "x" * 40_000, "cy.description": "x" * 40_000}

    assert 400 == post(site, "/suggest", said).status


def test_only_the_form_can_be_sent_to(site: Site) -> None:
    """Every other address, and every other method, is as shut as before."""
    for path in ("/suggest/", "/suggest.json", "/entry/x/y/suggest", "/", "/entry/brave-faces",
                 "/directory/suggest", "//suggest"):  # fmt: skip
        assert 405 == post(site, path, LEAST).status, path
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert 405 == site.get("/suggest", method).status


def test_the_headers_are_on_every_answer(site: Site) -> None:
    """The form, its errors, its preview and its file are under the same rules as any page."""
    for said in ({}, LEAST, LEAST | {"do": "download"}):
        reply = post(site, "/suggest", said)
        assert "default-src 'none'" in reply.header("content-security-policy")
        assert "nosniff" == reply.header("x-content-type-options")


# In a browser


def fill(page: Page, **said: str) -> None:
    """Type into boxes, opening what they are folded in."""
    for name, text in said.items():
        selector = f"#{name.replace('__', '-')}"
        open_to(page, selector)
        page.locator(selector).fill(text)


def see_how_it_looks(page: Page) -> None:
    """Send the form, and wait until the page that comes of it is there with its style."""
    with arriving(page):
        page.get_by_role("button", name="See how it looks").first.click()


def test_a_newcomer_gets_a_file_with_no_script(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    """From the home page to a file that passes: a slip on the way, a preview, and a change."""
    with visiting(browser, site, java_script_enabled=False, viewport=PHONE) as page:
        page.goto("/")
        with arriving(page):
            page.get_by_role("link", name="Add your group").click()
        fill(page, name="Sew Sociable", contact__phone="01632", summary=LEAST["summary"])
        see_how_it_looks(page)

        expect(page.locator("#next:focus")).to_have_count(1)
        expect(page.get_by_role("heading", name="There is something to put right")).to_be_visible()
        page.get_by_role("link", name="“01632” cannot be a phone number.").click()
        expect(page.locator("#contact-phone:focus")).to_have_count(1)
        expect(page.locator("#contact-phone-wrong")).to_be_visible()
        expect(page.locator("#name")).to_have_value("Sew Sociable")

        fill(page, contact__phone="01632 960123", when__weekly="Tuesdays 2pm to 4pm")
        page.get_by_label("I am this organisation").check()
        open_to(page, "#help-crafts")
        page.get_by_label("Crafts").first.check()
        page.keyboard.press("Enter")

        expect(page.locator("h1:focus")).to_have_text("Your page is ready to send")
        expect(page.locator(".preview").get_by_role("heading", name="Sew Sociable")).to_be_visible()
        with arriving(page):
            page.get_by_role("button", name="Go back and change something").click()
        expect(page.locator("#name")).to_have_value("Sew Sociable")
        fill(page, place__outcode="BA1 6RT")
        page.get_by_role("button", name="See how it looks").last.click()
        expect(page.get_by_text("We kept only BA1 of your postcode")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download the file").click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)

    values = read_file(file).values
    assert "sew-sociable.yml" == file.name
    assert ({"outcode": "BA1"}, ["crafts"]) == (values["place"], values["help"])
    assert 0 == build_py("check", file, "--strict", "--entries", tmp_path).returncode


def test_the_form_can_be_filled_in_by_keyboard(browser: Browser, site: Site) -> None:
    """Every box of the first step is reached with Tab, in order, and Enter sends it."""
    with visiting(browser, site) as page:
        page.goto("/suggest")
        for selector, text in (("#name", "Sew Sociable"), ("#summary", "Sewing."),
                               ("#contact-phone", "01632 960123")):  # fmt: skip
            tab_to(page, selector)
            page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator("h1:focus")).to_have_text("Your page is ready to send")


def at_each_stage(page: Page) -> Iterator[str]:
    """The form, the form with much to put right, its preview, and a change."""
    page.goto("/suggest")
    yield "the form"
    fill(page, name="Sew Sociable", contact__phone="1", ages__from="x", when__weekly="x")
    see_how_it_looks(page)
    expect(page.locator("#contact-phone-wrong")).to_be_visible()
    yield "with slips"
    fill(page, contact__phone="01632 960123", ages__from="", when__weekly="",
         summary="FRIENDLY SEWING for service users.")  # fmt: skip
    see_how_it_looks(page)
    expect(page.locator("h1")).to_have_text("Your page is ready to send")
    yield "the preview"
    page.goto("/entry/brave-faces/suggest")
    yield "a change"


def test_axe_finds_nothing_wrong_with_the_form(browser: Browser, site: Site) -> None:
    """At every stage, light and dark, narrow and wide, with everything opened."""
    with visiting(browser, site) as page:
        for stage in at_each_stage(page):
            assert [] == look_at(page), stage


def test_the_form_fits_a_small_screen_and_a_thumb(browser: Browser, site: Site) -> None:
    """At 320 pixels nothing sticks out, and every control can be hit."""
    with visiting(browser, site, viewport={"width": 320, "height": 640}, has_touch=True) as page:
        for stage in at_each_stage(page):
            assert [] == page.evaluate(SMALL_TARGETS), stage
        assert [] == too_wide(page, "/suggest")
        assert [] == too_wide(page, "/entry/brave-faces/suggest")


def test_a_preview_of_the_longest_entry_fits(browser: Browser, site: Site) -> None:
    """Names and words without a space to break at stay inside the screen."""
    with visiting(browser, site, viewport={"width": 320, "height": 640}) as page:
        page.goto("/suggest")
        fill(page, name="W" * 100, summary="m" * 200, contact__phone="01632 960123",
             start="x" * 400)  # fmt: skip
        see_how_it_looks(page)
        expect(page.locator("h1")).to_have_text("Your page is ready to send")
        wide = page.evaluate("document.documentElement.scrollWidth")

    assert 320 == wide
