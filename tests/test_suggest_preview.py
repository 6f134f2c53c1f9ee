"""The preview of what somebody typed: their page, plainer words, and the way back."""

from urllib.parse import urlencode

from conftest import Site
from suggestions import LEAST, post, sent
from test_safety import harm_in


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
