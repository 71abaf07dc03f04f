"""To whom does our client speak? Only with a certificate of a trusted CA, in date, in name."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from interop.link import HttpLink
from interop.signing.wire import HttpRequest
from interop.usecases.keep_partners import add_partner
from interop.usecases.send import NotReached
from tests.builders.two_provinces import Province

Pair = tuple[Province, Province]


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


class Authority:
    """A CA of a test's own."""

    def __init__(self, folder: Path) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = named("a CA")
        own = self._begun(self.name, self.key.public_key(), 30)
        basic = x509.BasicConstraints(ca=True, path_length=None)
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        signed = own.add_extension(basic, True).add_extension(usage, True)
        identified = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
        self.certificate = signed.add_extension(identified, False).sign(self.key, hashes.SHA256())
        folder.mkdir(exist_ok=True)
        self.file = folder / "ca.pem"
        self.file.write_bytes(self.certificate.public_bytes(Encoding.PEM))

    def certify(self, host: str, days: int, file: Path) -> None:
        """A certificate for a host with its key, good for so many days from now on."""
        key = ec.generate_private_key(ec.SECP256R1())
        begun = self._begun(named(host), key.public_key(), days)
        hosts = x509.SubjectAlternativeName([x509.DNSName(host)])
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        made = begun.add_extension(hosts, False).add_extension(issuer, False)
        signed = made.sign(self.key, hashes.SHA256())
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + signed.public_bytes(Encoding.PEM))

    def _begun(
        self, subject: x509.Name, public: ec.EllipticCurvePublicKey, days: int
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
        )


@contextmanager
def serving(pem: Path, *, old: bool = False) -> Iterator[int]:
    """The port of a server with this certificate; an ``old`` one speaks TLS 1.1 and older only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # it is refused on purpose
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if old:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")  # else it would not even speak those
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def called(side: Province, port: int) -> int:
    """The status with which the server answers."""
    add_partner(side.station, "CN-50", f"https://localhost:{port}", "127.0.0.0/8, ::1/128")
    with side.station.new_work() as work:
        partner = work.partners.find("CN-50")
    assert partner is not None
    return HttpLink()(partner, HttpRequest("GET", "/interop/v1/time", ())).status


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The one CA that our client trusts."""
    made = Authority(tmp_path)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(made.file))
    return made


def test_a_partner_with_a_good_certificate_is_spoken_to(
    provinces: Pair, authority: Authority, tmp_path: Path
) -> None:
    authority.certify("localhost", 30, tmp_path / "good.pem")
    with serving(tmp_path / "good.pem") as port:
        assert called(provinces[0], port) == 501


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # old TLS, on purpose
@pytest.mark.parametrize("flaw", ["unknown_ca", "expired", "wrong_name", "tls_1_1"])
def test_n77_a_certificate_or_a_tls_that_is_not_good_is_refused(
    provinces: Pair, authority: Authority, tmp_path: Path, flaw: str
) -> None:
    pem = tmp_path / "flawed.pem"
    signer = Authority(tmp_path / "other") if flaw == "unknown_ca" else authority
    host = "elsewhere.example" if flaw == "wrong_name" else "localhost"
    signer.certify(host, -1 if flaw == "expired" else 30, pem)
    with serving(pem, old=flaw == "tls_1_1") as port, pytest.raises(NotReached, match="SSLError"):
        called(provinces[0], port)
