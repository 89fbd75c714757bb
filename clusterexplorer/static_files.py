"""How static files are stored: without what only a reader of the code needs, hashed, and compressed."""

import os
import re
from hashlib import sha256
from pathlib import Path

import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

# A file may begin with others: one request less for each. Browsers would ask for them one by one.
IMPORT = re.compile(r'@import "([\w.]+)"( print)?;\n')


def minified_css(css: str) -> str:
    """rcssmin can take the space of `:not(.a) :is(.b)` away inside a block, which then means something else."""
    return rcssmin.cssmin(css.replace(") :", ") *:"))


MINIFIERS = {".css": minified_css, ".js": rjsmin.jsmin}


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths, dry_run=False, **options):
        """Put imported stylesheets in place, minify the collected copies, hash and compress them.

        What a package ships minified stays as it is.
        """
        for path in paths:
            if path.startswith("css/") and not dry_run:
                copy = Path(self.path(path))
                copy.write_text(with_imports(copy), "utf-8")
        for path in paths:
            minify = MINIFIERS.get(Path(path).suffix)
            if minify and not dry_run and ".min." not in path:
                copy = Path(self.path(path))
                copy.write_text(minify(copy.read_text("utf-8")), "utf-8")
        copies = {path: (self, path) for path in paths}  # else it would hash and compress the files that were copied
        umask = os.umask(0o022)  # nginx reads what whitenoise compresses as well: see private_files.py
        try:
            yield from super().post_process(copies, dry_run, **options)
        finally:
            os.umask(umask)


def with_imports(stylesheet: Path) -> str:
    """Return the text of a stylesheet with those that it imports in their place. Raise OSError if there is none."""

    def imported(found: re.Match) -> str:
        text = with_imports(stylesheet.with_name(found[1]))
        return f"@media print {{\n{text}}}\n" if found[2] else text

    return IMPORT.sub(imported, stylesheet.read_text("utf-8"))


def collect_static() -> None:
    """Collect, unless what is collected is of these very files.

    A server that is starting reads the folder: nothing in it may come and go because another one starts.
    """
    mark = Path(settings.STATIC_ROOT).with_suffix(".version")
    version = _version_of_files()
    if Path(settings.STATIC_ROOT).is_dir() and mark.is_file() and mark.read_text() == version:
        return
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(version)


def _version_of_files() -> str:
    """Names, sizes and times of all static files, and of this module, which changes them on the way."""
    files = [(__file__, Path(__file__).stat())]
    for finder in get_finders():
        for path, storage in finder.list([]):
            files.append((path, os.stat(storage.path(path))))
    return sha256(repr([(path, stat.st_size, stat.st_mtime_ns) for path, stat in files]).encode()).hexdigest()
