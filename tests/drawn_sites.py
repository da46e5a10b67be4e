"""Small sites whose pages name the assets they need, and what must hold of them."""

import hashlib
import json
import re
from contextlib import suppress

from geocontrol.io.sitefolder import open_site_folder

FOREIGN = {
    "README.md": b"somebody's own",
    "CNAME": b"example.org",
    ".git/config": b"[core]",
    "notes/a.html": b"somebody's own",
}


class StoppedError(Exception):
    """A build that does not come to its end."""


def drawn_site(versions, filler=b""):
    """Return a site of pages, an asset for each of their versions, and an index."""
    site = {}
    looks = [b"uses assets/look-%d.css\n" % version for version in versions.values()]
    site["assets/index.js"] = b"".join(sorted(set(looks)))
    for version in sorted(set(versions.values())):
        site[f"assets/look-{version}.css"] = b"look %d\n" % version + filler
    for name, version in versions.items():
        site[name] = (
            b"%s uses assets/index.js\nuses assets/look-%d.css\n"
            % (name.encode(), version)
            + filler
        )
    return site


def many_pages(turn):
    """Return the site of a turn: some forty pages, most of them not as before."""
    names = [f"day-{n}.html" for n in range(turn, 40)]
    return drawn_site({p: turn + n % 3 for n, p in enumerate(names)}, b"x" * 20_000)


def key_of(data):
    return hashlib.blake2b(data).hexdigest()


def build(path, site, **about):
    """Build a site as the real one is built; return the names that had to be made."""
    made = []
    with open_site_folder(path) as folder:
        for name, data in site.items():
            if folder.reuse(name, key_of(data)) is None:
                made.append(name)
                folder.put(name, key_of(data), data)
        folder.commit(about)
    return made


def stop_after(path, site, count):
    """Begin to build a site, and stop after some files."""
    with suppress(StoppedError), open_site_folder(path) as folder:
        for name in list(site)[:count]:
            folder.put(name, key_of(site[name]), site[name])
        raise StoppedError


def put_foreign(path):
    for name, data in FOREIGN.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)


def found_in(path):
    """Return the files in a folder but for the foreign ones and the stage."""
    return {
        name: file.read_bytes()
        for file in path.rglob("*")
        if file.is_file()
        and (name := file.relative_to(path).as_posix()) not in FOREIGN
        and not name.startswith(".geocontrol/")
    }


def waiting_in(path):
    """Return what a build has left in the stage; the seal stays there for good."""
    stage = path / ".geocontrol"
    return {file.name for file in stage.glob("*")} - {"seal"}


def assert_foreign_untouched(path):
    assert {name: (path / name).read_bytes() for name in FOREIGN} == FOREIGN


def assert_is(path, site):
    """The folder has this site, the manifest that says so, and nothing else."""
    found = found_in(path)
    manifest = json.loads(found.pop("manifest.json", b'{"files": []}'))

    assert found == site
    assert {f["name"]: f["sha256"] for f in manifest["files"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in site.items()
    }


def assert_whole(path, sites, *, but=()):
    """Every listed file is one of these sites' own, and none lacks an asset it uses."""
    found = found_in(path)
    manifest = json.loads(found.pop("manifest.json", b'{"files": []}'))
    for name in {entry["name"] for entry in manifest["files"]} - set(but):
        assert found.get(name) in [site[name] for site in sites if name in site], name
    for name in found.keys() - set(but):
        for asset in re.findall(rb"uses (\S+)", found[name]):
            if asset.decode() not in but:
                assert asset.decode() in found, name
