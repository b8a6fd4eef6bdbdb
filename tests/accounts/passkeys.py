"""A security key in software: what a browser would hand over, with the key's real signatures."""

import json
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.models import User

HOST = "testserver"
Flag = AuthenticatorData.FLAG


class Key:
    """Plugged into any machine by whoever holds it."""

    def __init__(self, user: User, *, passwordless: bool) -> None:
        """Enrolled with the account, for signing in without a password or as a second factor."""
        self.user, self.secret = user, ec.generate_private_key(ec.SECP256R1())
        self.name = f"key-of-{user.pk}".encode()
        public = ES256.from_cryptography_key(self.secret.public_key())
        attested = AttestedCredentialData.create(Aaguid.NONE, self.name, public)
        data = AuthenticatorData.create(sha256(HOST.encode()), Flag.UP | Flag.AT, 0, attested)
        client = CollectedClientData.create("webauthn.create", b"challenge", f"https://{HOST}")
        answer = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        extensions = {"credProps": {"rk": passwordless}}
        credential = self._credential(answer) | {"clientExtensionResults": extensions}
        Authenticator.objects.create(
            user=user, type="webauthn", data={"name": "key", "credential": credential}
        )

    def answer(self, client: Client, *, verified: bool) -> dict[str, str]:
        """The form of a touch, after the owner's PIN or without, for the session's challenge."""
        challenge = client.session["mfa.webauthn.state"]["challenge"]
        flags = Flag.UP | Flag.UV if verified else Flag.UP
        data = AuthenticatorData.create(sha256(HOST.encode()), flags, 1)
        said = CollectedClientData.create("webauthn.get", challenge, f"https://{HOST}")
        signature = self.secret.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.user).encode()),
        }
        return {"credential": json.dumps(self._credential(answer))}

    def _credential(self, answer: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.name)
        return {"id": name, "rawId": name, "type": "public-key", "response": answer}
