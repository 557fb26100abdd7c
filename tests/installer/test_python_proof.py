"""What is said to prove Windows' Python does prove it, and whatever differs is named."""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import python_proof
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from python_proof import PSF, SIGNERS, ProofError, Row, differences, prove, same_code

SOURCE = b"def add(a, b):\r\n    'told'\r\n    return a + b\r\n"
UNSIGNED = b"LEFT_OUT = True\r\n"
DATA = b"read me\r\n"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = bytes([len(body)]) if len(body) < 128 else bytes([0x82, *len(body).to_bytes(2)])
    return bytes([tag]) + size + body


def catalogue_of(*known: bytes) -> bytes:
    """A catalogue in the form that Windows has, with both hashes of each file and no signature."""
    entries = [
        der(0x30, der(0x04, name), der(0x31))
        for data in known
        for name in (hashlib.sha1(data).digest(), hashlib.sha256(data).digest())
    ]
    listed = der(0x30, der(0x30), der(0x04), der(0x17), der(0x30), der(0x30, *entries))
    signed = der(0x30, der(0x02, b"\1"), der(0x31), der(0x30, der(0x06), der(0xA0, listed)), der(0x04, bytes(32)))
    return der(0x30, der(0x06), der(0xA0, signed))


def compiled(source: bytes, name: str = "elsewhere.py") -> bytes:
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    return importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)


def pack(folder: Path, **members: bytes) -> None:
    with zipfile.ZipFile(folder / "python313.zip", "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The least that an embeddable Python has."""
    made = tmp_path / "python"
    made.mkdir()
    (made / "python.exe").write_bytes(b"MZ program")
    (made / "LICENSE.txt").write_bytes(b"free")
    (made / "python.cat").write_bytes(catalogue_of(SOURCE, DATA))
    pack(made, sum_pyc=compiled(SOURCE), kit__none_pyc=compiled(b""), odd_pyc=compiled(UNSIGNED), read_txt=DATA)
    return made


SOURCES = {"sum.py": [b"pass\r\n", SOURCE], "kit/none.py": [b""], "odd.py": [UNSIGNED]}


def signer_of(path: Path) -> str | None:
    """osslsigncode's place: whoever altered a program broke its signature."""
    signed = (path.name == "python.exe" and path.read_bytes() == b"MZ program") or path.name == "python.cat"
    return SIGNERS[PSF] if signed else None


@pytest.fixture
def listed(folder: Path) -> list[Row]:
    return prove(folder, signer_of, sources=SOURCES)


def test_each_file_and_module_tells_its_proof(listed: list[Row]) -> None:
    assert [(row.name, row.proof, row.told) for row in listed] == [
        ("LICENSE.txt", "nothing", ""),
        ("python.cat", "authenticode", "Python Software Foundation"),
        ("python.exe", "authenticode", "Python Software Foundation"),
        ("python313.zip", "by its modules", ""),
        ("python313.zip/kit/none.pyc", "same as source", sha256(b"")),
        ("python313.zip/odd.pyc", "same as unsigned source", sha256(UNSIGNED)),
        ("python313.zip/read.txt", "catalogue", ""),
        ("python313.zip/sum.pyc", "same as source", sha256(SOURCE)),
    ]


def test_a_build_takes_from_the_list_what_was_compared(folder: Path, listed: list[Row]) -> None:
    assert prove(folder, signer_of, listed) == listed
    assert [row.name for row in prove(folder, signer_of) if row.proof == "nothing"] == [
        "LICENSE.txt",
        "python313.zip/kit/none.pyc",
        "python313.zip/odd.pyc",
        "python313.zip/sum.pyc",
    ]


def told(folder: Path, listed: list[Row]) -> list[str]:
    return [sentence.split(":")[0] for sentence in differences(prove(folder, signer_of, listed), listed)]


def test_a_changed_program_is_named(folder: Path, listed: list[Row]) -> None:
    (folder / "python.exe").write_bytes(b"MZ Program")
    assert told(folder, listed) == ["python.exe has changed"]


def test_a_changed_module_is_named_with_its_library(folder: Path, listed: list[Row]) -> None:
    changed = compiled(SOURCE.replace(b"+", b"-"))
    pack(folder, sum_pyc=changed, kit__none_pyc=compiled(b""), odd_pyc=compiled(UNSIGNED), read_txt=DATA)
    assert told(folder, listed) == ["python313.zip has changed", "python313.zip/sum.pyc has changed"]
    [row] = [row for row in prove(folder, signer_of, listed, SOURCES) if row.name.endswith("sum.pyc")]
    assert row.proof == "nothing"


def test_what_is_missing_or_too_much_is_named(folder: Path, listed: list[Row]) -> None:
    (folder / "LICENSE.txt").unlink()
    (folder / "Lib").mkdir()
    (folder / "Lib" / "extra.dll").write_bytes(b"MZ")
    assert told(folder, listed) == ["LICENSE.txt is missing.", "Lib/extra.dll is not in the list."]


def test_a_source_that_the_catalogue_no_longer_has_proves_less(folder: Path, listed: list[Row]) -> None:
    (folder / "python.cat").write_bytes(catalogue_of(DATA))
    assert told(folder, listed) == ["python.cat has changed", "python313.zip/sum.pyc is proved otherwise"]


def test_two_modules_of_one_name_are_refused(folder: Path) -> None:
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(folder / "python313.zip", "a") as archive,
    ):
        archive.writestr("sum.pyc", b"which one is loaded?")
    with pytest.raises(ProofError, match="two files"):
        prove(folder, signer_of)


def test_without_a_signed_catalogue_nothing_is_judged(folder: Path) -> None:
    with pytest.raises(ProofError, match=r"python\.cat"):
        prove(folder, lambda path: None)
    (folder / "python.cat").write_bytes(b"\x30\x03abc")
    with pytest.raises(ProofError, match="catalogue"):
        prove(folder, signer_of)


def test_codes_differ_by_all_but_the_files_name() -> None:
    def code(source: str, name: str = "a.py") -> object:
        return compile(source, name, "exec")

    assert same_code(code("x = (1, 'a')\ndef f(): return {1, 2}"), code("x = (1, 'a')\ndef f(): return {1, 2}", "b.py"))
    for one, other in (
        ("x = 0.0", "x = -0.0"),
        ("x = 1", "x = True"),
        ("x = (1,)", "x = (1.0,)"),
        ("x = 1", "\nx = 1"),
    ):
        assert not same_code(code(one), code(other)), one
    for constant, another in ((0.0, -0.0), (1, True), ((1, "a"), (1, b"a")), (frozenset({1}), frozenset({True}))):
        assert not same_code(constant, another), constant
    assert same_code(code("x in {1, 2}"), code("x in {2, 1}"))
    assert not same_code(code("def f():\n  return 1"), code("def f():\n  return 2"))


def test_the_command_ends_with_2_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert python_proof.main(["check", str(tmp_path)]) == 2
    assert "python.cat is missing" in capsys.readouterr().err


def test_the_roots_are_the_pinned_ones(tmp_path: Path) -> None:
    python_proof.check_roots()
    fewer = tmp_path / "roots.pem"
    fewer.write_text(python_proof.ROOTS.read_text("ascii").split("# DigiCert")[0], "ascii")
    with pytest.raises(ProofError, match="pinned"):
        python_proof.check_roots(fewer)


def test_the_kept_list_proves_all_that_runs(tmp_path: Path) -> None:
    rows = python_proof.read_list()
    assert rows == sorted({row.name: row for row in rows}.values())
    unproved = {row.name for row in rows if row.proof in ("nothing", "same as unsigned source")}
    assert unproved == {
        "LICENSE.txt",
        "python313._pth",
        "python313.zip/xml/__init__.pyc",
        "python313.zip/zipfile/__init__.pyc",
    }
    assert {row.proof for row in rows} == set(python_proof.PROOFS)
    python_proof.write_list(rows, tmp_path / "list.tsv")
    assert (tmp_path / "list.tsv").read_bytes() == python_proof.LIST.read_bytes()


STUB = Path("/usr/share/nsis/Stubs/zlib-x86-unicode")
"""A small Windows program that many machines have."""


class Office:
    """An authority that certifies whomever it is asked to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = rsa.generate_private_key(65537, 2048)
        self.roots = folder / "roots.pem"
        self.roots.write_bytes(self._certify("/CN=Root", self.key, None).public_bytes(serialization.Encoding.PEM))

    def _certify(self, subject: str, key: rsa.RSAPrivateKey, issuer: str | None) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(_name(issuer or subject), _name(subject), key.public_key())
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        builder = builder.not_valid_after(now + timedelta(days=1))
        builder = builder.add_extension(x509.BasicConstraints(issuer is None, None), critical=True)
        if issuer:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING])
            builder = builder.add_extension(usage, critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def sign(self, program: Path, subject: str) -> Path:
        key = rsa.generate_private_key(65537, 2048)
        certificate, private = self.folder / "signer.pem", self.folder / "signer.key"
        certificate.write_bytes(self._certify(subject, key, "/CN=Root").public_bytes(serialization.Encoding.PEM))
        form = serialization.PrivateFormat.PKCS8
        private.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
        signed = self.folder / "signed.exe"
        signed.unlink(missing_ok=True)
        given = ("-certs", str(certificate), "-key", str(private), "-h", "sha256")
        command = ["osslsigncode", "sign", *given, "-in", str(program), "-out", str(signed)]
        subprocess.run(command, check=True, capture_output=True)
        return signed


def _name(subject: str) -> x509.Name:
    kinds = {
        "C": NameOID.COUNTRY_NAME,
        "ST": NameOID.STATE_OR_PROVINCE_NAME,
        "L": NameOID.LOCALITY_NAME,
        "O": NameOID.ORGANIZATION_NAME,
        "CN": NameOID.COMMON_NAME,
    }
    pairs = (part.split("=") for part in subject.strip("/").split("/"))
    return x509.Name([x509.NameAttribute(kinds[kind], value) for kind, value in pairs])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    if not (STUB.exists() and shutil.which("osslsigncode")):
        pytest.skip("NSIS or osslsigncode is not installed")
    return Office(tmp_path)


def test_a_signature_counts_by_its_root_and_its_signer(office: Office, tmp_path: Path) -> None:
    assert python_proof.signer_of(STUB, office.roots) is None
    signed = office.sign(STUB, PSF)
    assert python_proof.signer_of(signed, office.roots) == "Python Software Foundation"
    assert python_proof.signer_of(signed) is None
    data = bytearray(signed.read_bytes())
    data[0x200] ^= 1
    signed.write_bytes(data)
    assert python_proof.signer_of(signed, office.roots) is None
    assert python_proof.signer_of(office.sign(STUB, PSF.replace("Software", "Sofware")), office.roots) is None
