"""What staff type into the forms about rounds."""

import datetime as dt
from typing import Any

from common.dates import in_tokyo
from recruitment.standards.models import SkillStandard


def moment_fields(name: str, at: dt.datetime) -> dict[str, str]:
    """The five fields of an instant, as a person fills them in."""
    local = in_tokyo(at)
    return {
        f"{name}_{unit}": str(getattr(local, unit))
        for unit in ("year", "month", "day", "hour", "minute")
    }


def round_fields(
    standard: SkillStandard, opens: dt.datetime, closes: dt.datetime, **more: Any
) -> dict[str, Any]:
    """A complete round form for the first category."""
    return {
        "fiscal_year": "2026",
        "number": "1",
        "plan_version": "4.0",
        "standard": str(standard.pk),
        "categories": [str(standard.categories.get(code="producer").pk)],
        "description": "自治体のDXを進める人を募ります。",
        "description_en": "",
        "contact": "架空省 架空課\n03-0000-0000",
        "contact_en": "",
        "rubric_url": "",
        "grace_seconds": "0",
        "panel_size": "3",
        "version": "1",
        **moment_fields("opens_at", opens),
        **moment_fields("closes_at", closes),
        **more,
    }


def pdf_bytes() -> bytes:
    """The smallest PDF that readers open: one empty page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    return bytes(out + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table)
