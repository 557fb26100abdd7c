"""Base for readers of untrusted documents: one limited process, started with the first question."""

from __future__ import annotations

from types import TracebackType
from typing import Self, TypeVar

from msgspec.msgpack import Decoder

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox import Sandbox, Start
from bsuh_desktop.system.sandbox_errors import SandboxError

Answer = TypeVar("Answer")


class DocumentSandbox:
    """Base class of readers of untrusted documents. A context manager: on exit its process has ended. Must be used by
    one thread at a time."""

    _sandbox: Sandbox | None = None
    _stop: Stop | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process; the next question starts a new one."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def _ask_one(
        self,
        module: str,
        limits: Limits,
        question: object,
        answer: Decoder[Answer],
        data: bytes = b"",
        start: Start | None = None,
    ) -> Answer:
        """Asks a process that runs `sandbox_child.serve_each` one `question` about `data` and returns its only answer;
        gives up once `_stop` returns True. Raises as `Sandbox.ask`; after a SandboxError the next question starts a new
        process."""
        sandbox = self._sandbox or self._start_sandbox(module, limits, start)
        try:
            (answered,) = sandbox.ask_each(question, answer, 1, data)
        except SandboxError:
            self.close()
            raise
        return answered

    def _start_sandbox(self, module: str, limits: Limits, start: Start | None = None) -> Sandbox:
        """Starts a new process, which is given up once `_stop` returns True. Raises SandboxError as `Sandbox`."""
        self._sandbox = Sandbox(module, limits, stop=self._stop, start=start)
        return self._sandbox
