"""What pages weigh on the way: Brotli where the browser takes it, else Django's gzip.

WhiteNoise does the same for static files, ahead of time and at the highest quality.
"""

import brotli
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

# Quickly: in a millisecond, 7% less than gzip on our pages. Thoroughly: in ten milliseconds, 10% less than that; 11
# would take three times as long for 3%. A larger window saves nothing.
QUICK, THOROUGH = 7, 10
LONG = 128 * 1024  # bytes: all sheets in one, or a data file, would take a tenth of a second
WINDOW = 16  # as a power of two, in bytes: 64 KB, which is more than almost any page
SMALLEST = 200  # bytes below which nothing is gained, as Django has it
_REFUSED = {"q=0", "q=0.0", "q=0.00", "q=0.000"}


def encoding_for(accepted: str) -> str:
    """The encoding that a page gets for an Accept-Encoding header: 'br', 'gzip' or ''."""
    parts = (part.replace(" ", "").replace("\t", "").partition(";") for part in accepted.lower().split(","))
    taken = {name for name, _separator, quality in parts if quality not in _REFUSED}
    return "br" if "br" in taken else "gzip" if "gzip" in taken else ""


class CompressionMiddleware(GZipMiddleware):
    def process_response(self, request, response):
        encoding = request.META["HTTP_ACCEPT_ENCODING"] = encoding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        is_as_it_should_be = response.streaming or response.has_header("Content-Encoding")
        if encoding != "br" or is_as_it_should_be or len(response.content) < SMALLEST:
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        is_read_often = request.method == "GET" and len(response.content) < LONG  # and mostly is in the page cache
        quality = THOROUGH if is_read_often else QUICK
        response.content = brotli.compress(response.content, quality=quality, lgwin=WINDOW)
        response["Content-Encoding"] = "br"
        response["Content-Length"] = str(len(response.content))
        return response
