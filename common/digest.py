"""Digests of documents: the same content always gives the same 64 hexadecimal characters."""

import hashlib
import json
from typing import Any


def canonical(content: Any) -> str:
    """JSON with sorted keys, no spaces and real characters: one text for one content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Any, salt: str = "") -> str:
    """SHA-256 over salt and canonical JSON, in UTF-8."""
    return hashlib.sha256(f"{salt}{canonical(content)}".encode()).hexdigest()
