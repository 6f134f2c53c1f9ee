"""Adding an entry by the form: all is asked, and what is sent makes a file, or it says why."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Site, build_py
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from suggestions import DAY, LEAST, VALUES, post, sent
from test_safety import HOSTILE, harm_in

from ourpatch.adding.answers import suggestion
from ourpatch.adding.preview import as_shown
from ourpatch.adding.questions import left_alone, not_asked, questions, steps
from ourpatch.fields import by_name, fields
from ourpatch.house import VOCABULARY
from ourpatch.importing.tidying import clean
from ourpatch.plain_words import look_at as look_at_words
from ourpatch.reading import read_entry, read_file


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
