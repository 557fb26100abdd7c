"""A desktop's side of staying awake: the service that a Linux desktop offers on its bus, which writes down who asks."""

from __future__ import annotations

import threading
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.bus_messages import DBusNameFlags
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from tests.helpers.until import PATIENCE_S

NAME = "org.freedesktop.ScreenSaver"
COOKIE = 1098


class ScreenSaver:
    """The service NAME on the session's bus; `asked` is what it was asked, in order."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self._bus: DBusConnection = open_dbus_connection()
        Proxy(message_bus, self._bus).RequestName(NAME, DBusNameFlags.do_not_queue)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """The desktop goes away: whoever asks now gets no answer."""
        with open_dbus_connection() as other:
            address = DBusAddress("/", bus_name=NAME, interface=NAME)
            other.send(new_method_call(address, "Leave"))
            self._thread.join(PATIENCE_S)
        self._bus.close()

    def _serve(self) -> None:
        while True:
            call = self._bus.receive()
            if call.header.message_type != MessageType.method_call:
                continue
            member = call.header.fields[HeaderFields.member]
            if member == "Leave":
                return
            self.asked.append((member, call.body))
            if member == "Inhibit":
                self._bus.send(new_method_return(call, "u", (COOKIE,)))
            elif member == "UnInhibit":
                self._bus.send(new_method_return(call))
            else:
                self._bus.send(new_error(call, f"{NAME}.Unknown"))
