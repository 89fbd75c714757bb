"""How static files are stored: without what only a reader of the code needs, hashed, and compressed."""

from pathlib import Path

import rcssmin
import rjsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

MINIFIERS = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths, dry_run=False, **options):
        """Minify the collected copies, then hash and compress them. What a package ships minified stays as it is."""
        for path in paths:
            minify = MINIFIERS.get(Path(path).suffix)
            if minify and not dry_run and ".min." not in path:
                copy = Path(self.path(path))
                copy.write_text(minify(copy.read_text("utf-8")), "utf-8")
        yield from super().post_process(paths, dry_run, **options)
