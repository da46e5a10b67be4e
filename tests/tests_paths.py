"""What a folder holds."""

import hashlib


def site_files(folder):
    """Return the paths of the files of a site; its builder's seal is none of them."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".geocontrol" not in path.relative_to(folder).parts
    ]


def tree(folder):
    """Return each file below a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
