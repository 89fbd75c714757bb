"""What static files say besides: they stand outside of Django's SecurityMiddleware, whose headers are for pages."""


def add_headers(headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
