"""Fill in deploy/nginx.conf.

python deploy/fill_in.py SERVER_NAME=clusters.example.org > /etc/nginx/conf.d/clusterexplorer.conf
"""

import sys
from pathlib import Path
from string import Template

TEMPLATE = Path(__file__).with_name("nginx.conf")
DEFAULTS = {
    "LISTEN": "80",
    "SERVER_NAME": "_",
    "NODE_1": "127.0.0.1:8001",
    "NODE_2": "127.0.0.1:8002",
    "STATIC_DIR": "/var/lib/clusterexplorer/static",
    "CACHE_DIR": "/var/cache/nginx/clusterexplorer",
    "ACCESS_LOG": "/var/log/nginx/clusterexplorer.log",
    "ADMIN_PATH": "/admin/",
}


def fill_in(**values: str) -> str:
    """nginx's own $names are in small letters and stay."""
    unknown = set(values) - set(DEFAULTS)
    if unknown:
        raise ValueError(f"not in nginx.conf: {', '.join(sorted(unknown))}")
    return Template(TEMPLATE.read_text("utf-8")).safe_substitute(DEFAULTS | values)


if __name__ == "__main__":
    sys.stdout.write(fill_in(**dict(argument.split("=", 1) for argument in sys.argv[1:])))
