"""Adding an entry by the form: times, money, dates and leave, as people write them."""

import pytest
from conftest import Site
from suggestions import DAY, LEAST, post, sent

from ourpatch.adding.answers import suggestion
from ourpatch.adding.as_people_write import as_written, weekly
from ourpatch.fields import by_name


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
