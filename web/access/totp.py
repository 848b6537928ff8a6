"""The second factor: time-based codes (RFC 6238) and spare codes; pure, the moment is given."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

import pyotp
import segno

ISSUER = "Werkbrug"
SPARE_CODES, SPARE_BYTES = 8, 5
# Clocks of telephones differ: a code of the step before and after counts too.
STEPS = (0, -1, 1)


def new_secret() -> str:
    """A fresh secret for an authenticator app (base32)."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """The otpauth:// address that an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def picture(secret: str, name: str) -> str:
    """The same as a QR code: an inline SVG."""
    return str(segno.make(address(secret, name), micro=False).svg_inline(scale=5, border=4, svgclass="wb-qr"))


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The time step to which a code belongs, at most one away from the moment's; None when it is wrong."""
    totp = pyotp.TOTP(secret)
    now = totp.timecode(moment)
    return next((now + away for away in STEPS if pyotp.utils.strings_equal(code, totp.generate_otp(now + away))), None)


def spare_codes() -> tuple[str, ...]:
    """New codes, each for one sign-in without the app; random and long, so a plain SHA-256 of them is enough."""
    return tuple(secrets.token_hex(SPARE_BYTES) for _ in range(SPARE_CODES))


def spare_hash(code: str) -> str:
    """What is stored of a spare code."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
