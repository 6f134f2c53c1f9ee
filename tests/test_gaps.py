"""What is missing where, told plainly and from open entries alone."""

from conftest import ServeEntries, Site


def test_what_nobody_offers_is_told_by_place(serve_entries: ServeEntries) -> None:
    """A kind of help is missing from a district when only others, or closed ones, have it."""
    site = serve_entries(
        "gaps",
        {
            "here": {"help": ["gardening"], "place": {"outcode": "BA1"}},
            "there": {"help": ["cleaning"], "place": {"outcode": "BA14"}},
            "gone": {"help": ["cleaning"], "place": {"outcode": "BA1"}, "status": "closed"},
        },
    )
    reply = site.get("/gaps")
    bath = reply.text.split("Bath and North East Somerset", 1)[1].split("<h2>")[0]

    assert (200, []) == (reply.status, reply.page.faults)
    assert "/find?help=cleaning" in bath
    assert "/find?help=gardening" not in bath
    assert "/find?help=befriending" not in reply.text
    assert "Nobody anywhere" in reply.text


def test_no_place_is_short_of_what_has_no_place(serve_entries: ServeEntries) -> None:
    """A refuge never says where it is, so it is not missing anywhere; nor is “something else”."""
    site = serve_entries(
        "no-place",
        {
            "here": {"help": ["gardening"], "place": {"outcode": "BA1"}},
            "there": {"help": ["other"], "place": {"outcode": "BA14"}},
            "refuge": {"help": ["safe place"]},
        },
    )
    told = site.get("/gaps").page.words("main")[0]

    assert "Somebody based here gives each kind of help that anybody in this list gives." in told
    assert "A safe place" not in told
    assert "Something else" not in told


def test_the_pages_stand_on_the_first_day(empty_site: Site) -> None:
    """With no entries there are no gaps to speak of, and the page says so."""
    reply = empty_site.get("/gaps")

    assert (200, []) == (reply.status, reply.page.faults)
    assert "There are no entries with a place yet." in reply.text


def test_our_own_patch_has_gaps_with_links_that_answer(site: Site) -> None:
    """Each link leads to those who give that help, nearest or not."""
    links = [link for link in site.get("/gaps").page.links().values() if link.startswith("/find?")]

    assert links
    assert all(200 == site.get(link).status for link in links[:5])
