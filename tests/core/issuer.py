"""A small identity provider for tests: discovery, authorize, token with RS256, jwks, userinfo."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from stegvis.core import clock

LOGIN = "/accounts/oidc/municipality/login/"
CLIENT_ID, CLIENT_SECRET = "stegvis", "a-secret-between-the-two"


def configured(url: str, **more: str) -> dict[str, Any]:
    """The setting SOCIALACCOUNT_PROVIDERS that names the provider at an address."""
    app = {
        "provider_id": "municipality",
        "name": "Kommunens inloggning",
        "client_id": CLIENT_ID,
        "secret": CLIENT_SECRET,
        "settings": {"server_url": url, **more},
    }
    return {
        "openid_connect": {
            "provider_class": "stegvis.core.accounts.oidc.Provider",
            "APPS": [app],
            "OAUTH_PKCE_ENABLED": True,
        }
    }


def new_key() -> rsa.RSAPrivateKey:
    """A key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """`claims` is who is at the other end; the rest lets a test answer falsely."""

    claims: dict[str, Any]
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: rsa.RSAPrivateKey | None = None
    lies: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        assert self.server is not None
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Issuer:
        handler = type("Bound", (_Handler,), {"issuer": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_failed: object) -> None:
        assert self.server is not None
        self.server.shutdown()
        self.server.server_close()

    def discovery(self) -> dict[str, Any]:
        """The well-known document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def jwks(self) -> dict[str, Any]:
        """The public key."""
        key = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "k1", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The person has said yes: where their browser goes."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def token(self, asked: dict[str, str], authorization: str) -> dict[str, str] | None:
        """A token for a code, once, to the client that asked for it and knows its verifier."""
        begun = self.codes.pop(asked["code"], None)
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if begun is None or authorization != f"Basic {basic}":
            return None
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != begun["code_challenge"]:
            return None
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            **self.claims,
            **self.lies,
        }
        signed = jwt.encode(
            claims, self.signs_with or self.key, algorithm="RS256", headers={"kid": "k1"}
        )
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    issuer: Issuer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.issuer.authorize(_one_each(parts.query)))
            self.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": self.issuer.discovery(),
            "/jwks": self.issuer.jwks(),
            "/userinfo": {**self.issuer.claims, **self.issuer.told},
        }
        self._answer(pages.get(parts.path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(self.issuer.token(_one_each(body), self.headers.get("Authorization", "")))

    def _answer(self, found: dict[str, Any] | None) -> None:
        self.send_response(200 if found is not None else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(found or {"error": "invalid_request"}).encode())

    def log_message(self, *_words: object) -> None:
        """Quiet."""


def _one_each(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def leave(client, **query):
    """Press the button; where the browser is sent, and what it is sent with."""
    page = client.post(LOGIN, query_params=query).content.decode()
    return unescape(re.search(r'href="([^"]+)"', page).group(1))


def come_back(client, address):
    """Say yes at the provider and return with what it gave."""
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(client, **query):
    """Both ways; what the product answers in the end."""
    return come_back(client, leave(client, **query))
