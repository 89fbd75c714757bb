"""A process of the production server: gunicorn's, with waitress for the connections.

waitress reads a request to its end before the program hears of it, and keeps an answer until it is fetched. So who
sends or fetches slowly holds a connection, and never the thread that makes pages.
"""

import os
import resource
import time
from weakref import WeakSet

from django.conf import settings
from gunicorn.workers.base import Worker as GunicornWorker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge, ServerNotImplemented

HEAD_SECONDS = 20  # for the headers of a request
REQUEST_SECONDS = 120  # for all of it: ten megabytes at one megabit a second take 80
ANSWER_SECONDS = 600  # for fetching the answer
IDLE_SECONDS = 75  # longer than nginx keeps a connection open (60), so that it is nginx that closes it
STOPPING_SECONDS = 3  # for what is on its way in or out when the server stops, after the last page is made
CONNECTIONS = 1000
TURN_SECONDS = 0.05  # for which a busy process leaves new connections to the others
SMALL = 64 * 1024  # bytes of a body or of headers that are kept in memory; more of a body is on the disk
LARGE_BODIES = 16  # at once, so that the disk has an end as well


class Busy(Error):
    code, reason = 503, "Service Unavailable"


class Request(HTTPRequestParser):
    large: WeakSet = WeakSet()

    def __init__(self, adj):
        super().__init__(adj)
        self.begun = time.time()

    def received(self, data):
        consumed = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge) and not self.chunked:
            self.error = None  # the program refuses by the length, on a page of its own; the body is not read
            self.headers["CONNECTION"] = "close"
        elif isinstance(self.error, ServerNotImplemented):
            self.error = BadRequest(self.error.body)  # an encoding that nobody has: no fault of the server's
        elif self.headers_finished and not self.completed and (self.chunked or self.content_length > SMALL):
            if self not in self.large and len(self.large) >= LARGE_BODIES:
                self.error = Busy("Too many large uploads at once. Try again in a minute.")
                self.completed = True
            else:
                self.large.add(self)
        return consumed

    def is_late(self, now):
        return now - self.begun > (REQUEST_SECONDS if self.headers_finished else HEAD_SECONDS)


class Answer(WSGITask):
    def start(self):
        super().start()
        self.channel.answering_since = self.start_time

    def write(self, data):
        super().write(b"" if self.request.command == "HEAD" else data)


class Connection(HTTPChannel):
    parser_class, task_class = Request, Answer
    answering_since = 0.0

    def is_late(self, now):
        if self.requests:
            return False  # it is we who take long
        if self.total_outbufs_len and now - self.answering_since > ANSWER_SECONDS:
            return True
        return now - self.last_activity > IDLE_SECONDS or bool(self.request and self.request.is_late(now))

    @property
    def is_in_use(self):
        return bool(self.requests or self.request or self.total_outbufs_len)


class Server(TcpWSGIServer):
    channel_class = Connection
    let_in_at = 0.0

    def readable(self):
        """A process that has work waiting leaves new connections to the others, for a moment: they may be busy too."""
        now = time.monotonic()
        if self.task_dispatcher.queue and now - self.let_in_at < TURN_SECONDS:
            return False
        self.let_in_at = now
        return super().readable()

    def maintenance(self, now):
        """waitress would only mark them, and wait to close them until they can be written to: some never can."""
        for connection in list(self.active_channels.values()):
            if connection.is_late(now):
                connection.handle_close()


class Worker(GunicornWorker):
    def run(self):
        (listener,) = self.sockets
        adjustments = Adjustments(
            sockets=[listener.sock],
            threads=1,  # more would share one interpreter and one set of caches for nothing
            connection_limit=_connections_allowed(),
            cleanup_interval=1,
            max_request_header_size=SMALL,
            inbuf_overflow=SMALL,
            outbuf_overflow=4 * SMALL,
            max_request_body_size=settings.LARGEST_BODY + 1,
            clear_untrusted_proxy_headers=False,  # client_address.py decides whom to believe
            log_socket_errors=False,  # visitors who go away are no fault
            ident="",
        )
        sockets = {}
        server = Server(self.wsgi, map=sockets, _sock=listener.sock, adj=adjustments,
                        sockinfo=(listener.sock.family, None, None, None), bind_socket=False)  # fmt: skip
        while self.alive and self.ppid == os.getppid():
            self.notify()
            wasyncore.poll2(timeout=1, map=sockets)
        self._finish(server, sockets)

    def _finish(self, server, sockets):
        """Take no more connections, answer what has come in. gunicorn kills who takes more than STOP_SECONDS."""
        server.del_channel(sockets)
        server.socket.close()
        last = time.monotonic() + STOPPING_SECONDS
        while time.monotonic() < last:
            self.notify()
            for connection in list(server.active_channels.values()):
                if connection.requests:
                    last = time.monotonic() + STOPPING_SECONDS
                elif not connection.is_in_use:
                    connection.handle_close()
            if not server.active_channels:
                break
            wasyncore.poll2(timeout=0.1, map=sockets)


def _connections_allowed():
    """As many as there may be open files for, two for each; systems start programs with few of the files they allow."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = 4 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 4 * CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return min(CONNECTIONS, (files - 100) // 2)
