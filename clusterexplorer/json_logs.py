"""A log line as JSON, for whoever collects logs. What a line may say is decided in quiet_logs.py."""

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": record.request_id,
            "message": record.getMessage(),
        }
        if isinstance(record.args, dict):
            line |= {name: value for name, value in record.args.items() if name not in line}
        if status := getattr(record, "status_code", None):
            line.setdefault("status", status)
        if record.exc_text:  # made by quiet_logs
            line["traceback"] = record.exc_text
        return json.dumps(line, default=str)  # one line of ASCII, whatever is in it
