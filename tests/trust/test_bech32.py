"""How age writes its keys, held against the vectors that BIP-173 publishes."""

from __future__ import annotations

import pytest

from bsuh_desktop.trust.sealing import bytes_of, to_bech32


@pytest.mark.parametrize(
    ("prefix", "data", "text"),
    [
        ("a", "", "a12uel5l"),
        (
            "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio",
            "",
            "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        ),
        ("abcdef", "00443214c74254b635cf84653a56d7c675be77df", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"),
        (
            "split",
            "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d",
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        ),
        ("?", "", "?1ezyfcl"),
    ],
    ids=["a", "long", "abcdef", "split", "?"],
)
def test_the_published_bech32(prefix: str, data: str, text: str) -> None:
    assert to_bech32(prefix, bytes.fromhex(data)) == text
    assert bytes_of(text) == bytes.fromhex(data)
