"""The attachments of saved mails (RFC 822, MIME, mbox), one after another, however large or broken they are.

Read line by line: a mail that ends in the middle still gives what it holds. The standard library reads only the few
header lines that say what an attachment is; its parser of whole mails takes all of them into memory.
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
"""The first line of a mail as Apple's Mail keeps it (.emlx): its bytes."""
_NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


def is_mail(head: bytes) -> bool:
    """True for what begins with at least two lines as mails begin; `head` are the first bytes."""
    lines = head.removeprefix(_MARK).lstrip(b"\r\n").splitlines(keepends=True)
    if lines and (_SEPARATOR.match(lines[0]) or _SIZE.match(lines[0])):
        lines = lines[1:]
    block: list[bytes] = []
    for line in lines:
        if not line.strip():
            break
        if not (line.startswith((b" ", b"\t")) and block) and not _NAME.match(line):
            # The last line may be cut off where the head ends.
            if line is lines[-1] and not line.endswith(b"\n"):
                break
            return False
        block.append(line)
    return len(_OF_A_MAIL.findall(b"".join(block))) >= 2


class MailPart(msgspec.Struct, frozen=True):
    """A piece of a mail: under which `names` it lies (those of mails in the mail first, its own, perhaps "", last), how
    many `mails` deep in the first one, and its `body`, decoded, to be read before the next part is asked for."""

    names: tuple[str, ...]
    mails: int
    body: Iterator[bytes]


class _Head(msgspec.Struct, frozen=True):
    kind: str = "text/plain"
    boundary: bytes = b""
    name: str = ""
    encoding: str = ""


class _Level(msgspec.Struct, frozen=True):
    """What the reading is inside of: a multipart with its boundary, or a mail with its name."""

    boundary: bytes = b""
    mail: str | None = None


class Mails:
    """All mails of one file: it has several where it is an mbox."""

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
        """The boundary that was read last, and whether it was its closing one."""

    def parts(self) -> Iterator[MailPart]:
        """Raises KnownError `unreadable` for mails that nobody would write, after what came before."""
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
        """Skips to the next piece; False at the mail's end."""
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
        """The next line, or a piece of a long one; b"" at a boundary (then `_found`) and from the mail's end on."""
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
        """The header lines that matter of what begins here; an empty one at a boundary or the end."""
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
        """Its lines; the end of the last one belongs to the boundary behind it."""
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
    """Four letters are three bytes; what is left over at a cut gives what it can."""
    letters = bytearray()
    for line in lines:
        # A boundary that is cut off has letters, too.
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
    """The attachment's name in RFC 2231's or RFC 2047's letters, or in neither's; "" where it has none, or none that
    can be read."""
    try:
        name = head.get_filename() or ""
        return str(email.header.make_header(email.header.decode_header(name))) if "=?" in name else name
    except (UnicodeError, LookupError, ValueError, TypeError, email.errors.MessageError):
        return ""
