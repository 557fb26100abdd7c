"""The content of scanned codes: certificates' first codes, and the second codes that say who may sign them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.trust.credential import Credential, decode_credential
from bsuh_desktop.trust.grants import Grant, decode_grants
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.transport import from_text, kind_of

Chain = tuple[Grant, ...]
_MOST_CACHED = 512


class Scanned(msgspec.Struct, frozen=True):
    """Credentials from first codes and chains of grants from second codes, each in the order they were read."""

    credentials: tuple[Credential, ...] = ()
    chains: tuple[Chain, ...] = ()

    def chains_for(self, credential: Credential) -> tuple[Chain, ...]:
        """Every chain that ends with the key that signed `credential`; whether it is valid is judged elsewhere."""
        return tuple(chain for chain in self.chains if _fits(chain, credential))

    def signed_under(self, chains: Sequence[Sequence[Grant]]) -> tuple[Credential, ...]:
        """The credentials signed by a key that one of `chains` ends with."""
        return tuple(one for one in self.credentials if any(_fits(chain, one) for chain in chains))

    def and_then(self, others: Scanned) -> Scanned:
        """These codes, followed by `others`."""
        return Scanned(self.credentials + others.credentials, self.chains + others.chains)


def scan(texts: Sequence[str], known: KnownKeys) -> Scanned:
    """Decodes the texts of codes; a text that is neither code is skipped. Raises KnownError `altered`."""
    credentials: list[Credential] = []
    chains: list[Chain] = []
    seen = known.judged.codes
    for text in texts:
        if text in seen:
            chains.append(seen[text])
            continue
        data = from_text(text)
        if kind_of(data) == "grants":
            chains.append(_keep(seen, text, decode_grants(data)))
        elif kind_of(data) == "credential":
            credentials.append(decode_credential(data))
    return Scanned(tuple(credentials), tuple(chains))


def beside(texts: Sequence[str], known: KnownKeys) -> dict[Credential, Chain]:
    """For each first code the second code that was read right after it, as they are side by side on paper. Raises
    KnownError `altered`."""
    found: dict[Credential, Chain] = {}
    first: Credential | None = None
    for text in texts:
        one = scan([text], known)
        if one.credentials:
            first = one.credentials[0]
        elif one.chains and first is not None:
            found[first], first = one.chains[0], None
    return found


def scan_whole(texts: Sequence[str], known: KnownKeys) -> Scanned:
    """As `scan`, but empty if a code is altered: that is reported where the code is judged."""
    try:
        return scan(texts, known)
    except KnownError:
        return Scanned()


def _keep(seen: dict[str, Chain], text: str, chain: Chain) -> Chain:
    """Caches a decoded second code: it is the same on every certificate of a class."""
    if len(seen) >= _MOST_CACHED:
        seen.clear()
    seen[text] = chain
    return chain


def _fits(chain: Sequence[Grant], credential: Credential) -> bool:
    return key_id(chain[-1].terms.subject) == credential.key_id
