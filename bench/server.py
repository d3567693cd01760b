"""A server to measure: started on a free port, watched by its process, stopped at the end."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
START_SECONDS = 60.0


class Server:
    """`streamlit run SCRIPT` as a context manager."""

    def __init__(self, script: str, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        quiet = subprocess.DEVNULL
        self._popen = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
        self.process = psutil.Process(self._popen.pid)

    def __enter__(self) -> "Server":
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
            except OSError:
                time.sleep(0.1)
            else:
                return self
        self.__exit__()
        raise TimeoutError(f"no server within {START_SECONDS} s")

    def __exit__(self, *_: object) -> None:
        self._popen.terminate()
        self._popen.wait(10)

    def cpu_ms(self) -> float:
        """[ms] processor time that the server has used so far."""
        times = self.process.cpu_times()
        return 1000 * (times.user + times.system)

    def memory_mb(self) -> float:
        """[MB] resident memory now."""
        return self.process.memory_info().rss / 1e6
