"""What runs on the forge: only reading, no secrets, the right files, and forms that stay true."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import NOT_OURS, PROJECT, TODAY, build_py

from ourpatch import issue_forms
from ourpatch.fields import by_name
from ourpatch.importing.issue import draft_of, read_answers
from ourpatch.reading import read_file

WORKFLOWS = sorted(
    path
    for forge in (".github", ".forgejo")
    for path in (PROJECT / forge / "workflows").glob("*.yml")
)
FORMS = PROJECT / ".github" / "ISSUE_TEMPLATE"

#: What a machine sets, and what a stranger may choose.
STRANGERS = re.compile(
    r"\$\{\{[^}]*(title|body|head_ref|head\.ref|label|message|email|name)[^}]*\}\}"
)


def name_of(path: Path) -> str:
    """A workflow's forge and name."""
    return f"{path.parts[-3]}-{path.stem}"


def loaded(path: Path) -> dict[str, Any]:
    """A workflow as a forge reads it."""
    found: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    """All the steps of all the jobs of a workflow."""
    return [step for job in loaded(path)["jobs"].values() for step in job["steps"]]


def runs(path: Path) -> list[str]:
    """The commands of a workflow."""
    return [step["run"] for step in steps(path) if "run" in step]


#: What a workflow that no pull request starts may write.
MAY_WRITE = {
    "weekly": {"contents": "read", "issues": "write"},
    "links": {"contents": "write"},
}


def test_both_forges_have_all_workflows() -> None:
    """A change is checked, a list is made and websites are asked each week, on both forges."""
    every = [f"{forge}-{name}" for forge in (".forgejo", ".github") for name in
             ("entries", "links", "weekly")]  # fmt: skip

    assert every == sorted(map(name_of, WORKFLOWS))


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_a_strangers_program_gets_no_secret(path: Path) -> None:
    """What a pull request starts may only read; what may write never runs a pull request."""
    written = loaded(path)
    on = written["on"] if isinstance(written["on"], dict) else {written["on"]: {}}
    asked = written["permissions"]

    assert "pull_request_target" not in path.read_text("utf-8").replace("“pull_request_target”", "")
    assert "secrets." not in path.read_text("utf-8")
    assert "workflow_run" not in on
    assert all("permissions" not in job for job in written["jobs"].values())
    if "pull_request" in on:
        assert {"contents": "read"} == asked
        assert "token" not in path.read_text("utf-8").lower()
    else:
        assert {"schedule", "workflow_dispatch"} == on.keys()
        assert MAY_WRITE[path.stem] == asked


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_no_password_is_left_behind_by_a_checkout(path: Path) -> None:
    """A checkout keeps no credentials where a later step could find them."""
    checkouts = [step for step in steps(path) if "checkout" in step.get("uses", "")]

    assert checkouts
    assert all("false" == step["with"]["persist-credentials"] for step in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_no_word_of_a_stranger_is_put_into_a_command(path: Path) -> None:
    """What a forge fills in is never in a command; it comes in by the environment, by a number."""
    assert [] == [command for command in runs(path) if "${{" in command]
    assert [] == [step for step in steps(path) if STRANGERS.search(str(step.get("env", "")))]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_a_password_is_with_the_last_step_alone(path: Path) -> None:
    """No program of ours or of anybody's that runs before it has a password to read."""
    with_one = [step for step in steps(path) if "token" in str(step.get("env", "")).lower()]

    assert with_one in ([], steps(path)[-1:])
    assert [] == [job for job in loaded(path)["jobs"].values() if "env" in job]
    assert "env" not in loaded(path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_every_command_of_ours_is_known(path: Path) -> None:
    """The options that a workflow uses are those that `--help` tells of."""
    for command in re.findall(r"build\.py ([^|>\n]*)", "\n".join(runs(path))):
        typed = [word for word in command.split() if word != "--"]
        name = typed[0] if not typed[0].startswith("-") else "build"
        known = build_py(name, "--help")

        assert 0 == known.returncode, command
        assert [] == [o for o in typed if o.startswith("--") and o not in known.stdout]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone in which somebody changed one entry, added one with a warning, and took one away."""
    copy = tmp_path_factory.mktemp("forge") / "our-patch"
    shutil.copytree(PROJECT, copy, ignore=NOT_OURS)

    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b.example")
        subprocess.run(["git", *who, *words], cwd=copy, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "before")
    git("tag", "base")
    (copy / "entries" / "spaced name.yml").write_text("name: x\n", "utf-8")
    (copy / "entries" / "tell-all.yml").write_text(
        "name: Tell All\nsummary: x\ncontact: {phone: 111}\ndescription: <b>hi</b>\n", "utf-8"
    )
    (copy / "entries" / "two-mops.yml").unlink()
    git("add", "-A")
    git("commit", "-qm", "after")
    return copy


def strict_step() -> str:
    """The command that is strict about changed files."""
    return next(run for run in runs(PROJECT / ".github/workflows/entries.yml") if "--strict" in run)


def test_the_strict_check_is_of_the_changed_files_alone(changed: Path) -> None:
    """It tells of the new entries, at their lines, whatever their names, and of no others."""
    command = strict_step().replace("python build.py", f"'{sys.executable}' build.py")
    told = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", command],
        cwd=changed, env={"BASE": "base", "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip
    files = {line.split("file=")[1].split(",")[0] for line in told.stdout.splitlines() if line}

    assert 0 != told.returncode
    assert {"entries/spaced name.yml", "entries/tell-all.yml"} == files
    assert "::warning file=entries/tell-all.yml,line=4," in told.stdout


def test_a_change_of_no_entry_is_not_checked_strictly(changed: Path) -> None:
    """With no entry changed, nothing is asked and nothing fails."""
    command = strict_step().replace("python build.py", f"'{sys.executable}' build.py")
    told = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", command],
        cwd=changed, env={"BASE": "HEAD", "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip

    assert (0, "") == (told.returncode, told.stdout)


@pytest.mark.parametrize("forge", [".github", ".forgejo"])
def test_what_websites_answered_is_committed_and_nothing_else(forge: str, tmp_path: Path) -> None:
    """Also when somebody merged a change meanwhile; and not when there is nothing new."""
    keep = runs(PROJECT / forge / "workflows" / "links.yml")[-1]
    origin, here, other = (tmp_path / name for name in ("origin", "here", "other"))
    where = {"GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REF_NAME": "main", "TOKEN": "x",
             "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}  # fmt: skip

    def run(command: str, folder: Path) -> str:
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command],
            cwd=folder, env=where, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    who = "git config user.name A && git config user.email a@b.example"
    run(f"git init -q --bare -b main {origin} && git clone -q {origin} {other} 2>&1", tmp_path)
    begin = f"{who} && git checkout -q -b main && touch a && git add a && git commit -qm one"
    run(f"{begin} && git push -q origin main", other)
    run(f"git clone -q --depth 1 file://{origin} {here}", tmp_path)
    run("touch b && git add b && git commit -qm two && git push -q origin main", other)
    (here / "link-checks.json").write_text("{}\n", "utf-8")
    (here / "directory.db").write_text("x", "utf-8")
    run(keep, here)

    log = run("git fetch -q && git log --format=%s --name-only origin/main", other).split("\n")
    assert ["Note which websites answered", "link-checks.json", "two", "b", "one", "a"] == [
        line for line in log if line
    ]
    assert "Nothing new.\n" == run(keep, here)


# The forms


def test_the_forms_are_up_to_date() -> None:
    """The files are what `python -m ourpatch.issue_forms` makes of the field table."""
    made = dict(issue_forms.files())

    assert sorted(made) == sorted(path.name for path in FORMS.glob("*.yml"))
    for name, text in made.items():
        assert text == (FORMS / name).read_text("utf-8")


def test_the_forms_are_what_forges_accept() -> None:
    """Kinds, ids and labels as GitHub's and Forgejo's rules for issue forms ask."""
    for name in ("add.yml", "change.yml"):
        form = loaded(FORMS / name)
        body = form["body"]
        ids = [part["id"] for part in body if "id" in part]
        shown = [part["attributes"]["label"] for part in body if part["type"] != "markdown"]

        assert {"name", "description", "body"} <= form.keys()
        assert {part["type"] for part in body} <= {
            "markdown",
            "input",
            "textarea",
            "dropdown",
            "checkboxes",
        }
        assert len(ids) == len(set(ids))
        assert len(shown) == len(set(shown))
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) for id in ids)
        for part in body:
            options = part["attributes"].get("options", [])
            assert len(options) == len({str(option) for option in options})
            assert "None" not in options


def test_the_form_asks_in_the_words_of_the_field_table() -> None:
    """Each question has its field's label and help, and what an entry needs is needed."""
    questions = {
        part["attributes"].get("label"): part for part in loaded(FORMS / "add.yml")["body"]
    }

    for name in issue_forms.ASKED:
        row = by_name()[name]
        assert row.help == questions[row.label]["attributes"]["description"]
        assert row.required == ("validations" in questions[row.label])


def issue(**answers: str) -> str:
    """The text of an issue made with the form, as a forge writes it."""
    labelled = {by_name()[name.replace("__", ".")].label: said for name, said in answers.items()}
    asked = [by_name()[name].label for name in issue_forms.ASKED]
    parts = [f"### {label}\n\n{labelled.get(label, '_No response_')}" for label in asked]
    return "\n\n".join([*parts, "### Who are you to them?\n\nI am part of it\n"])


SENT = {
    "name": "Sew: x\nverified: yes",
    "summary": "A friendly afternoon, “with tea”.",
    "contact__phone": "01632 960123",
    "help": "Company and friendship",
    "description": "Bring cloth.\n\n### Phone\n\n01632 960999\n\n- one\n- two",
}


def test_an_issue_makes_the_same_entry(tmp_path: Path) -> None:
    """What was typed into the form is what the entry says, and nothing passes for another field."""
    label = issue_forms.labels(by_name()["help"])[0]
    (tmp_path / "issue.md").write_text(issue(**SENT | {"help": label}), "utf-8")
    told = build_py(
        "import", tmp_path / "issue.md", "--into", tmp_path / "entries", "--today", TODAY
    )
    (path,) = (tmp_path / "entries").glob("*.yml")
    entry = read_file(path)

    assert 0 == told.returncode, told.stderr
    assert [] == entry.problems
    assert "Sew: x verified: yes" == entry.get("name")
    assert "01632 960123" == entry.get("contact.phone")
    assert "verified" not in entry.values
    assert entry.get("description").startswith("Bring cloth.")


@pytest.mark.parametrize("name", [n for n in issue_forms.ASKED if by_name()[n].words])
def test_every_choice_comes_back(name: str) -> None:
    """Each label of a list, and all of them together, are read as their own terms."""
    row = by_name()[name]
    every = issue_forms.labels(row)
    asked = [draft_of({name: label}).get(name) for label in every]

    assert len(every) == len({str(each) for each in asked})
    assert None not in asked
    if row.kind == "terms":
        assert len(every) == len(draft_of({name: ", ".join(every)}).get(name))


@pytest.mark.parametrize(
    "text", ["", "hello", "### Odd\n\nx\n", "\x00\x01", "### Name\n\n_No response_"]
)
def test_what_is_no_issue_is_told(text: str, tmp_path: Path) -> None:
    """A file that was not made with the form makes nothing, and says so."""
    (tmp_path / "issue.md").write_text(text, "utf-8")
    told = build_py("import", tmp_path / "issue.md", "--into", tmp_path / "entries")

    assert 2 == told.returncode
    assert "is not the text of an issue" in told.stderr


def test_an_issue_with_too_little_makes_nothing(tmp_path: Path) -> None:
    """Without a way to get in touch there is no entry, and the reason is given."""
    (tmp_path / "issue.md").write_text(issue(name="Sew", summary="x"), "utf-8")
    told = build_py("import", tmp_path / "issue.md", "--into", tmp_path / "entries")

    assert 1 == told.returncode
    assert "no way to get in touch" in told.stdout


def test_answers_with_windows_line_ends_are_read() -> None:
    """A browser sends lines as Windows does."""
    assert {"name": "Sew"} == read_answers(
        "### Name\r\n\r\nSew\r\n\r\n### Phone\r\n\r\n_No response_\r\n"
    )
