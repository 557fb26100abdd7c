"""The attachments of saved mails (RFC 822, MIME, mbox), one after another, however large or broken they are.

Mails are read line by line, so that one that ends in the middle still yields what it contains. The standard library
parses only the few header lines that describe an attachment; its parser of whole mails reads all of them into memory.
"""

from __future__ import annotations

import binascii
import email.errors
import email.header
import email.message
import email.parser
import email.policy
import io
import itertools
import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from bsuh_desktop.services.collection.candidates import too_much

MOST_PARTS = 20_000
_DEEPEST = 50
_LONGEST_LINE = 64 * 1024
_LARGEST_HEAD, _MOST_PARAMETERS = 16 * 1024, 50
_PIECE = 48 * 1024
_MARK = b"\xef\xbb\xbf"
_NAME = re.compile(rb"[!-9;-~]+[ \t]*:")
_OF_A_MAIL = re.compile(
    rb"(?im)^(from|to|received|delivered-to|return-path|content-type|mime-version|message-id|date|subject|x-[a-z-]+|"
    rb"arc-[a-z-]+|dkim-signature|reply-to|content-transfer-encoding|content-disposition):"
)
_SEPARATOR = re.compile(rb"From \S.*\d{4}\s*$")
_SIZE = re.compile(rb"\d+[ \t]*\r?\n")
"""The first line of a mail saved by Apple's Mail (.emlx): its size in bytes."""
_NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


def is_mail(head: bytes) -> bool:
    """True if `head`, the first bytes of a file, begins with at least two lines as mails begin."""
    lines = head.removeprefix(_MARK).lstrip(b"\r\n").splitlines(keepends=True)
    if lines and (_SEPARATOR.match(lines[0]) or _SIZE.match(lines[0])):
        lines = lines[1:]
    block: list[bytes] = []
    for line in lines:
        if not line.strip():
            break
        if not (line.startswith((b" ", b"\t")) and block) and not _NAME.match(line):
            # The last line may be cut off at the end of `head`.
            if line is lines[-1] and not line.endswith(b"\n"):
                break
            return False
        block.append(line)
    return len(_OF_A_MAIL.findall(b"".join(block))) >= 2


class MailPart(msgspec.Struct, frozen=True):
    """One part of a mail."""

    names: tuple[str, ...]
    """Its own name, perhaps "", comes last; before it come those of the mails around it."""
    mails: int
    """How many mails deep it is in the first one."""
    body: Iterator[bytes]
    """Decoded; must be read before the next part is asked for."""


class _Head(msgspec.Struct, frozen=True):
    kind: str = "text/plain"
    boundary: bytes = b""
    name: str = ""
    encoding: str = ""


class _Level(msgspec.Struct, frozen=True):
    """An enclosing multipart with its boundary, or an enclosing mail with its name."""

    boundary: bytes = b""
    mail: str | None = None


class Mails:
    """All mails of one file: an mbox has several."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        if stream.peek(3).startswith(_MARK):
            stream.read(len(_MARK))
        self._mbox = stream.peek(64).startswith(b"From ")
        self._begins, self._after_blank = True, False
        self._over = self._ended = False
        self._levels: list[_Level] = []
        self._open: dict[bytes, int] = {}
        self._found: tuple[int, bool] | None = None
        """Level index of the boundary that was read last, and whether it was the closing one."""

    def parts(self) -> Iterator[MailPart]:
        """All parts in their order. Raises KnownError `unreadable`, after the parts before, for a structure that no
        real mail has."""
        count = 0
        for mail in itertools.count(1):
            self._over, self._found, self._levels, self._open = False, None, [], {}
            for part in self._of_one():
                count += 1
                if count > MOST_PARTS:
                    raise too_much()
                yield replace(part, names=(str(mail), *part.names)) if self._mbox else part
            if self._ended:
                break

    def _of_one(self) -> Iterator[MailPart]:
        begins = True
        while begins or self._next_part():
            begins = False
            head = self._head()
            if self._found is not None:
                continue
            if head.kind.startswith("multipart/") and head.boundary:
                self._go_into(_Level(head.boundary))
            elif head.kind == "message/rfc822" and head.encoding not in ("base64", "quoted-printable"):
                self._go_into(_Level(mail=head.name))
                begins = True
            else:
                mails = tuple(level.mail for level in self._levels if level.mail is not None)
                yield MailPart((*mails, head.name), len(mails), self._decoded(head.encoding))

    def _go_into(self, level: _Level) -> None:
        if len(self._levels) >= _DEEPEST:
            raise too_much()
        self._levels.append(level)
        if level.boundary:
            self._open[level.boundary] = len(self._levels) - 1

    def _next_part(self) -> bool:
        """Skips to the next part; False at the mail's end."""
        while True:
            while self._found is None:
                if not self._line() and self._found is None:
                    return False
            index, closing = self._found
            self._found = None
            del self._levels[index if closing else index + 1 :]
            self._open = {one.boundary: place for place, one in enumerate(self._levels) if one.boundary}
            if not closing:
                return True

    def _line(self) -> bytes:
        """The next line, or a piece of a long one; b"" at a boundary (then `_found` is set) and once the mail has
        ended."""
        if self._over:
            return b""
        begins, after_blank = self._begins, self._after_blank
        line = self._stream.readline(_LONGEST_LINE)
        self._begins = line.endswith(b"\n")
        self._after_blank = begins and not line.strip()
        if not line:
            self._over = self._ended = True
            return b""
        if not begins:
            return line
        self._found = self._boundary_in(line)
        self._over = self._mbox and after_blank and _SEPARATOR.match(line) is not None
        return b"" if self._found or self._over else line

    def _boundary_in(self, line: bytes) -> tuple[int, bool] | None:
        if not self._open or not line.startswith(b"--"):
            return None
        mark = line[2:].rstrip()
        closing = mark not in self._open and mark.endswith(b"--")
        index = self._open.get(mark[:-2] if closing else mark)
        return None if index is None else (index, closing)

    def _head(self) -> _Head:
        """The relevant header lines of the part that begins here; an empty head at a boundary or the end."""
        kept: list[bytes] = []
        size, matters, first = 0, False, True
        while line := self._line():
            if first and (not line.strip() or _SEPARATOR.match(line)) and not self._levels:
                continue
            first = False
            if not line.strip():
                break
            if not line.startswith((b" ", b"\t")):
                matters = line[:8].lower() == b"content-"
            if matters and size + len(line) <= _LARGEST_HEAD:
                kept.append(line)
                size += len(line)
        return _read_head(b"".join(kept))

    def _body(self) -> Iterator[bytes]:
        """The lines of the body. The last line break before a boundary belongs to the boundary."""
        last = b""
        while self._found is None and (line := self._line()):
            if last:
                yield last
            last = line
        if self._found is not None and last.endswith(b"\n"):
            last = last[:-1].removesuffix(b"\r")
        if last:
            yield last

    def _decoded(self, encoding: str) -> Iterator[bytes]:
        if encoding == "base64":
            return _from_base64(self._body())
        if encoding == "quoted-printable":
            return (binascii.a2b_qp(line) for line in self._body())
        return self._body()


def _from_base64(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Decodes base64, four letters to three bytes; a body that is cut off yields as many bytes as it has."""
    letters = bytearray()
    for line in lines:
        # A boundary that is cut off consists of such letters, too.
        if line.startswith(b"--"):
            break
        text, padding, _ = line.partition(b"=")
        letters += text.translate(None, _NO_BASE64)
        if padding:
            break
        if len(letters) >= _PIECE:
            whole = len(letters) // 4 * 4
            yield binascii.a2b_base64(bytes(letters[:whole]))
            del letters[:whole]
    if len(letters) % 4 == 1:
        del letters[-1:]
    yield binascii.a2b_base64(bytes(letters) + b"=" * (-len(letters) % 4))


def _read_head(block: bytes) -> _Head:
    if block.count(b";") > _MOST_PARAMETERS:
        return _Head()
    head = email.parser.HeaderParser(policy=email.policy.compat32).parsestr(block.decode("utf-8", "replace"))
    return _Head(
        kind=head.get_content_type(),
        boundary=_boundary(head),
        name=_name(head),
        encoding=str(head.get("content-transfer-encoding", "")).split(";")[0].strip().lower(),
    )


def _boundary(head: email.message.Message) -> bytes:
    try:
        return (head.get_boundary() or "").encode("utf-8")
    except (UnicodeError, LookupError, ValueError, TypeError):
        return b""


def _name(head: email.message.Message) -> str:
    """The attachment's name, encoded as in RFC 2231, as in RFC 2047, or not at all; "" if it has none, or it cannot be
    decoded."""
    try:
        name = head.get_filename() or ""
        return str(email.header.make_header(email.header.decode_header(name))) if "=?" in name else name
    except (UnicodeError, LookupError, ValueError, TypeError, email.errors.MessageError):
        return ""
