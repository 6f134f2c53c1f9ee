"""Websites are asked politely, whatever they do to us, and marked late."""

import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import PROJECT, TODAY, build_py, built, serving, wait_for, write_entry

from ourpatch.compiling.build import build
from ourpatch.keeping import links
from ourpatch.keeping.asking import AGENT, Answer, ask, is_public
from ourpatch.keeping.links import FILE, Record, check
from ourpatch.reading import read_entry

DAY = date.fromisoformat(TODAY)

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


class Rude:
    """A web server on loopback that misbehaves in a way for each path, and notes who asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.now = self.most = 0
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        """Answer everybody, each in a thread."""
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(caller,), daemon=True).start()

    def answer(self, caller: socket.socket) -> None:
        """Answer one question, as its path says."""
        with caller, suppress(OSError):
            request = caller.recv(65_536).decode("latin-1")
            if not request.startswith(("GET ", "HEAD ")):
                caller.sendall(b"\x15\x03\x01\x00\x02\x02\x28")  # to a TLS greeting: no
                return
            method, path, _ = request.split(" ", 2)
            with self.lock:
                self.asked.append((method, path))
                self.now += 1
                self.most = max(self.most, self.now)
            self.agents |= {
                line[12:] for line in request.split("\r\n") if line[:12] == "User-Agent: "
            }
            time.sleep(0.02)  # so that questions asked at once are here at once
            with self.lock:
                self.now -= 1
            self.behave(caller, method, path.partition("?")[0].strip("/"))

    def behave(self, caller: socket.socket, method: str, how: str) -> None:
        """Do what the path says."""
        if how.isdigit():
            caller.sendall(f"HTTP/1.1 {how} X\r\nContent-Length: 0\r\n\r\n".encode())
        elif how == "no-head":
            caller.sendall(
                OK if method == "GET" else b"HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"
            )
        elif how == "slow":
            time.sleep(5)
        elif how == "drip":
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200:
                caller.sendall(bytes([byte]))
                time.sleep(0.1)
        elif how == "drop":
            return
        elif how == "half":
            caller.sendall(b"HTTP/1.1 2")
        elif how == "nonsense":
            caller.sendall(b"\x00\xff" * 500)
        elif how == "loop":
            caller.sendall(b"HTTP/1.1 302 X\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n")
        elif how == "moved":
            caller.sendall(b"HTTP/1.1 301 X\r\nLocation: /200\r\nContent-Length: 0\r\n\r\n")
        elif how == "to-file":
            caller.sendall(b"HTTP/1.1 301 X\r\nLocation: file:///etc/passwd\r\n\r\n")
        elif how == "huge":
            caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                caller.sendall(b"x" * 65_536)
        elif how == "huge-head":
            caller.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n")
        elif how == "many-heads":
            caller.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n")
        elif how == "wrong-length":
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort")
        elif how == "odd-length":
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: lots\r\n\r\nhi")
        else:
            time.sleep(0.05)
            caller.sendall(OK)


@pytest.fixture(scope="module")
def rude() -> Iterator[Rude]:
    """A server that misbehaves."""
    server = Rude()
    yield server
    server.socket.close()


def anybody(address: str) -> bool:
    """Every address may be asked, those of this machine too."""
    return True


#: These never answer, so a second of it is enough. Others have longer, on a busy machine.
ENDLESS = ("/slow", "/drip")


def asked(link: str) -> Answer:
    """What comes of asking."""
    return ask(link, anybody, longest=1.0 if link.endswith(ENDLESS) else 5.0, pause=0)


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("200", "works", ""),
        ("204", "works", ""),
        ("moved", "works", ""),
        ("no-head", "works", ""),
        ("wrong-length", "works", ""),
        ("odd-length", "works", ""),
        ("huge", "works", ""),
        ("a b/é?x=ü&y=%20", "works", ""),
        ("403", "unsure", "it answered 403, which may be for programs only"),
        ("429", "unsure", "it answered 429, which may be for programs only"),
        ("404", "fails", "it answered 404"),
        ("410", "fails", "it answered 410"),
        ("500", "fails", "it answered 500"),
        ("503", "fails", "it answered 503"),
        ("loop", "fails", "it sends people on and on"),
        ("to-file", "fails", "it leads to something that is not a website"),
        ("slow", "fails", "it took too long"),
        ("drip", "fails", "it took too long"),
        ("drop", "fails", "its answer made no sense"),
        ("half", "fails", "its answer made no sense"),
        ("nonsense", "fails", "its answer made no sense"),
        ("huge-head", "fails", "its answer made no sense"),
        ("many-heads", "fails", "its answer made no sense"),
    ],
)
def test_whatever_a_site_does_there_is_an_answer(
    path: str, state: str, why: str, rude: Rude
) -> None:
    """Slow, broken, huge, endless: each ends soon, with a few plain words."""
    began = time.monotonic()
    answer = asked(f"{rude.base}/{path}")

    assert (state, why) == (answer.state, answer.why)
    assert time.monotonic() - began < 8


def test_a_site_without_tls_fails(rude: Rude) -> None:
    """A safe address at a server that does not speak TLS is told as such."""
    answer = asked(rude.base.replace("http:", "https:"))

    assert ("fails", "no safe connection could be made") == (answer.state, answer.why)


def test_a_certificate_that_is_not_in_order_fails(tmp_path: Path) -> None:
    """A site whose certificate nobody vouches for would frighten readers, so it fails."""
    made = build_certificate(tmp_path)
    if made is None:
        pytest.skip("No openssl here to make a certificate with.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*made)
    with socket.create_server(("127.0.0.1", 0)) as plain:
        port = plain.getsockname()[1]

        def serve() -> None:
            for _ in range(2):
                caller, _ = plain.accept()
                with caller, suppress(OSError), context.wrap_socket(caller, server_side=True):
                    pass

        threading.Thread(target=serve, daemon=True).start()
        answer = asked(f"https://127.0.0.1:{port}/")

    assert ("fails", "its certificate is not in order") == (answer.state, answer.why)


def build_certificate(folder: Path) -> tuple[Path, Path] | None:
    """A certificate that signs itself, and its key; None without openssl."""
    import shutil
    import subprocess

    if not shutil.which("openssl"):
        return None
    certificate, key = folder / "c.pem", folder / "k.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *files], check=True, capture_output=True)
    return certificate, key


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("http://127.0.0.1:1/", "nobody answers there"),
        ("http://no-such-site.invalid/", "there is no such site"),
        ("http://[::1", "its address cannot be right"),
        ("ftp://127.0.0.1/", "it leads to something that is not a website"),
        (f"http://{'x' * 70}.org/", "its address cannot be right"),
    ],
)
def test_addresses_that_lead_nowhere_fail(link: str, why: str) -> None:
    """A closed port, an unknown name and no website at all are told apart."""
    assert Answer("fails", why) == asked(link)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "::1",
     "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_private_addresses_are_never_asked(address: str) -> None:
    """Not this machine, not a private network, not the machine that clouds keep secrets at."""
    assert not is_public(address)


def test_public_addresses_may_be_asked() -> None:
    """Anybody's addresses are public."""
    assert is_public("1.1.1.1")
    assert is_public("2606:4700::1111")


def test_a_site_on_this_machine_is_not_even_connected_to(rude: Rude) -> None:
    """Nothing at all arrives at a server that is not public."""
    before = len(rude.asked)

    assert Answer("fails", "it leads into a private network") == ask(
        f"{rude.base}/200", longest=1.0, pause=0
    )
    assert before == len(rude.asked)


def test_a_site_is_asked_one_question_at_a_time(rude: Rude) -> None:
    """Ten pages of one site are asked for one after another, by a program that says what it is."""
    rude.most = 0
    _, answers = check([f"{rude.base}/page-{n}" for n in range(10)], TODAY, {}, asked)

    assert {"works"} == {answer.state for answer in answers.values()}
    assert 1 == rude.most
    assert {AGENT} == rude.agents


def test_the_head_is_asked_for_first(rude: Rude) -> None:
    """A page that answers to HEAD is not asked for whole."""
    rude.asked.clear()
    asked(f"{rude.base}/only-head")
    asked(f"{rude.base}/404")

    assert [("HEAD", "/only-head"), ("HEAD", "/404"), ("GET", "/404")] == rude.asked


# What is kept, and what is marked


def after(*failures: int, then: str = "") -> Record:
    """A record of failures so many days ago, and of one more answer today."""
    record = Record()
    for days in failures:
        record.note(Answer("fails", "x"), (DAY - timedelta(days)).isoformat())
    if then:
        record.note(Answer(then), TODAY)  # type: ignore[arg-type]
    return record


@pytest.mark.parametrize(
    ("record", "marked"),
    [
        (after(), False),
        (after(0), False),
        (after(30, 0), False),
        (after(13, 7, 0), False),
        (after(14, 7, 0), True),
        (after(14, 14, 14), False),
        (after(14, 13, 12), False),
        (after(90, 60, 30), True),
        (after(14, 7, 0, then="works"), False),
        (after(14, 7, 1, then="unsure"), False),
        (after(15, 7, 1, then="unsure"), True),
    ],
)
def test_only_what_failed_thrice_over_a_fortnight_is_marked(record: Record, marked: bool) -> None:
    """One bad day, two failures, or three in a week mark nothing; a success forgives all."""
    assert marked == (record.down_since is not None)


def test_the_first_failure_is_remembered_however_many_follow() -> None:
    """The day since which it fails stays the first, and the file stays short."""
    record = after(*range(100, -1, -1))

    assert (DAY - timedelta(100)).isoformat() == record.down_since
    assert 6 == len(record.failed)


def test_records_are_read_back_as_written(tmp_path: Path) -> None:
    """What was noted is there the next time, and the contributors' files are as they were."""
    folder = tmp_path / "entries"
    path = write_entry(folder, "a", contact={"website": "https://a.example.org/"})
    before = path.read_bytes()
    records, _ = check(["https://x/"], TODAY, {}, lambda link: Answer("fails", "y"))
    links.write(folder, records)

    assert records == links.read(folder)
    assert before == path.read_bytes()


def test_addresses_that_nobody_has_any_more_are_forgotten() -> None:
    """Only what was asked this time is kept."""
    records, _ = check(
        ["https://new/"], TODAY, {"https://old/": after(3)}, lambda _: Answer("works")
    )

    assert ["https://new/"] == list(records)


def test_examples_and_closed_entries_are_not_asked() -> None:
    """Names that never lead anywhere, and those who have gone, are left alone."""
    text = "name: X\nsummary: Y\ncontact: {website: https://%s}\n"
    entries = [
        read_entry((text % "real.org.uk").encode(), "a.yml"),
        read_entry((text % "made-up.example").encode(), "b.yml"),
        read_entry((text % "gone.org.uk" + "status: closed\n").encode(), "c.yml"),
        read_entry((text % "social.example.org/us").encode(), "d.yml"),
        read_entry((text % "goodexample.org").encode(), "e.yml"),
    ]

    assert ["https://goodexample.org", "https://real.org.uk"] == links.addresses(entries)


def test_the_page_says_since_when_a_website_does_not_work(tmp_path: Path) -> None:
    """What is marked is told beside the address, and is a column; nothing else is said."""
    folder = tmp_path / "entries"
    for id in ("down", "up"):
        write_entry(folder, id, contact={"website": f"https://{id}.example/"})
    failed = [["2026-10-01", "x"], ["2026-10-08", "x"], ["2026-10-15", "x"]]
    kept = {
        "https://down.example/": {"asked": TODAY, "worked": "", "failed": failed},
        "https://up.example/": {"asked": TODAY, "worked": TODAY, "failed": []},
    }
    (tmp_path / FILE).write_text(json.dumps(kept))
    with serving(built(folder)) as site:
        assert "It has not worked for us since 1 October 2026." in site.get("/entry/down").text
        assert "not worked" not in site.get("/entry/up").text
        assert [("down", "2026-10-01"), ("up", None)] == site.sql(
            "SELECT id, website_down_since FROM entry ORDER BY id"
        )


def test_a_website_that_is_changed_is_no_longer_marked(tmp_path: Path) -> None:
    """With another address, in place or not, the mark goes."""
    folder, out = tmp_path / "entries", tmp_path / "directory.db"
    write_entry(folder, "a", contact={"website": "https://a.example/"})
    failed = [["2026-10-01", "x"], ["2026-10-08", "x"], ["2026-10-15", "x"]]
    kept = {"https://a.example/": {"asked": TODAY, "worked": "", "failed": failed}}
    (tmp_path / FILE).write_text(json.dumps(kept))
    build(folder, out, DAY)
    write_entry(folder, "a", contact={"website": "https://b.example/"})
    build(folder, out, DAY, in_place=True)
    there = out.read_bytes()
    out.unlink()
    build(folder, out, DAY)

    assert out.read_bytes() == there


@pytest.mark.parametrize("damage", ["{", "[]", '{"https://x": 3}', '{"x": {"asked": ""}}', "\x00"])
def test_a_damaged_record_stops_no_build(damage: str, tmp_path: Path) -> None:
    """It is told, with what to do, and the build goes on without it."""
    folder = tmp_path / "entries"
    write_entry(folder, "a")
    (tmp_path / FILE).write_text(damage)
    told = build_py("--entries", folder, "--out", tmp_path / "d.db")
    asked = build_py("links", "--entries", folder)

    assert (0, 1) == (told.returncode, asked.returncode)
    assert "delete it" in told.stderr
    assert "delete it" in asked.stderr


def test_the_command_asks_and_notes(tmp_path: Path) -> None:
    """`build.py links` says what came of each address, and writes the record."""
    folder, link = tmp_path / "entries", f"https://{'x' * 70}.org/"
    write_entry(folder, "a", contact={"website": link})
    told = build_py("links", "--entries", folder, "--today", TODAY)

    assert 0 == told.returncode, told.stderr
    assert f"{link}: its address cannot be right" in told.stdout
    assert "1 address asked, 0 work, 0 marked as not working." in told.stdout
    assert [link] == list(json.loads((tmp_path / FILE).read_text("utf-8")))


# When it is stopped, or nobody is there


def test_a_check_that_is_stopped_keeps_what_it_knows_and_goes_on_from_there(
    tmp_path: Path,
) -> None:
    """Nothing that was answered is lost or asked again that day, and nothing known is forgotten."""
    folder, every = tmp_path / "entries", [f"https://{n}.org.uk/" for n in range(20)]
    known = {every[-1]: after(7), every[-2]: after(14, 7)}
    asked_for: list[str] = []

    def until_the_eighth(link: str) -> Answer:
        asked_for.append(link)
        if len(asked_for) > 8:
            time.sleep(60)
        return Answer("works")

    def keep(records: dict[str, Record]) -> None:
        links.write(folder, records)

    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 1)
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        check(every, TODAY, known, until_the_eighth, keep)
    signal.signal(signal.SIGALRM, before)
    took, kept = time.monotonic() - started, links.read(folder)
    done = {link for link, each in kept.items() if each.asked == TODAY}
    again: list[str] = []
    check(every, TODAY, kept, lambda link: again.append(link) or Answer("works"), keep)  # type: ignore[func-returns-value]

    assert took < 10
    assert 8 == len(done)
    assert known.keys() <= kept.keys()
    assert all(known[link] == kept[link] for link in known.keys() - done)
    assert sorted(set(every) - done) == sorted(again)
    assert sorted(every) == list(links.read(folder))
    assert [FILE] == [path.name for path in tmp_path.iterdir()]


def test_ctrl_c_ends_the_command_at_once_with_a_word(tmp_path: Path, rude: Rude) -> None:
    """No traceback, no waiting for the slowest, and a file that can be read."""
    folder, base = tmp_path / "entries", rude.base.replace("127.0.0.1", "slow.org.uk")
    for number in range(30):
        write_entry(folder, f"e-{number}", contact={"website": f"{base}/slow?{number}"})
    code = (
        "import sys; from ourpatch import cli; from ourpatch.keeping import asking;"
        "asking._address = lambda *_: '127.0.0.1';"  # wherever the name leads
        "sys.exit(cli.main())"
    )
    command = [sys.executable, "-c", code, "links", "--entries", str(folder), "--today", TODAY]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: any(path.startswith("/slow?") for _, path in rude.asked), "a question")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=15)

    assert 130 == process.returncode
    assert "Stopped. What was not finished can be started again." in said
    assert "Traceback" not in said
    assert {} == links.read(folder)


def test_when_nobody_answers_at_all_it_is_our_own_line(tmp_path: Path) -> None:
    """A computer that is not online marks nobody, and says so."""
    folder = tmp_path / "entries"
    for number in range(10):
        site = f"https://{'x' * 70}{number}.org/"
        write_entry(folder, f"e-{number}", contact={"website": site})
    told = build_py("links", "--entries", folder, "--today", TODAY)

    assert 1 == told.returncode
    assert "Is this computer online? Nothing was noted." in told.stdout
    assert not (tmp_path / FILE).exists()


def test_something_wrong_with_us_is_raised_and_does_not_hang() -> None:
    """A fault of the program ends the check; it is not waited for for ever."""

    def fault(link: str) -> Answer:
        raise ZeroDivisionError(link)

    with pytest.raises(ZeroDivisionError):
        check(["https://a/"], TODAY, {}, fault)
