"""What the templates may say: on Datasette's own pages, and on the page for an error."""

from typing import Any

from datasette import Request, hookimpl
from datasette.app import Datasette
from jinja2 import Environment

from ourpatch.searching import directory
from ourpatch.sharing.pages import words_of
from ourpatch.sharing.whose import whose
from ourpatch.sharing.wording import plain_date


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """`site` and `plain_date`, which error pages may use too."""
    # Only a server can take what the form sends. An operator may name another way to add a group.
    env.globals["site"] = {"add_link": "/suggest", **whose(datasette.plugin_config("our-patch"))}
    env.globals["plain_date"] = plain_date


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> Any:
    """`build`, and the functions `label` and `group_of`."""

    async def words() -> dict[str, Any]:
        return words_of(await datasette.get_database("directory").execute_fn(directory))

    return words
