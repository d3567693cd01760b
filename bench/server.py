"""A server to measure: started on a free port, watched by its processes, stopped at the end."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
START_SECONDS = 60.0
HEALTH = "/_stcore/health"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """A command that serves 127.0.0.1, as a context manager; `path` answers once it is ready.

    A part "PORT" of the command stands for the port. Raises TimeoutError when nothing answers.
    """

    def __init__(self, command: Sequence[str], *, path: str = "/", port: int | None = None) -> None:
        port = port or free_port()
        self.url, self._path = f"http://127.0.0.1:{port}", path
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        quiet = subprocess.DEVNULL
        command = [part.replace("PORT", str(port)) for part in command]
        self._popen = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
        self.process = psutil.Process(self._popen.pid)

    def __enter__(self) -> "Running":
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._popen.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}{self._path}", timeout=10)
            except OSError:
                time.sleep(0.1)
            else:
                return self
        self.__exit__()
        raise TimeoutError(f"no server within {START_SECONDS} s")

    def __exit__(self, *_: object) -> None:
        self._popen.terminate()
        try:
            self._popen.wait(10)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait(10)

    def cpu_ms(self) -> float:
        """[ms] processor time that the server and its children have used so far."""
        times = [each.cpu_times() for each in (self.process, *self.process.children(recursive=True))]
        return 1000 * sum(each.user + each.system for each in times)

    def memory_mb(self) -> float:
        """[MB] resident memory now."""
        return self.process.memory_info().rss / 1e6


class Server(Running):
    """`streamlit run SCRIPT`."""

    def __init__(self, script: str, *options: str) -> None:
        command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", "PORT", *options]
        super().__init__(command, path=HEALTH)

    def __enter__(self) -> "Server":
        super().__enter__()
        return self
