"""What the list keeps about one person, for that person: every version of the sheet, without who
wrote or approved it.
"""

from typing import Any

from accounts.models import User
from common.templatetags.ui import localized
from roster.registry import queries
from roster.registry.models import (
    ProfileSheet,
    Registrant,
    Registration,
    SheetSkill,
    TrackRecord,
    WorkConditions,
)

Row = dict[str, Any]


def own_data(user: User) -> Row:
    """The registrant behind the account; None for whoever was never on the list."""
    row = Registrant.objects.filter(person__user=user).first()
    return {"registration": _registrant(row) if row else None}


def _registrant(row: Registrant) -> Row:
    registrations = row.registrations.select_related("category").prefetch_related("renewals")
    sheets = row.sheets.prefetch_related("track_records", "skills__item__category")
    conditions = WorkConditions.objects.filter(registrant=row).first()
    return {
        "number": row.number,
        "prefecture": row.prefecture,
        "prefecture_label": row.get_prefecture_display(),
        "industry": row.industry,
        "industry_label": row.get_industry_display(),
        "employer": row.employer,
        "registrations": [_registration(each) for each in registrations],
        "conditions": _conditions(conditions) if conditions else None,
        "sheets": [_sheet(each) for each in sheets],
        "editions": list(queries.editions_with(row).order_by("-number").values("number", "as_of")),
    }


def _registration(row: Registration) -> Row:
    renewals = row.renewals.all()
    return {
        "category": row.category_code,
        "category_label": localized(row.category, "name"),
        "status": row.status,
        "status_label": row.get_status_display(),
        "registered_on": row.registered_on,
        "valid_until": row.valid_until,
        "deregistered_on": row.deregistered_on,
        "why_deregistered": row.why_deregistered,
        "why_deregistered_label": row.get_why_deregistered_display(),
        "renewals": [
            {"renewed_on": each.renewed_on, "valid_until": each.valid_until} for each in renewals
        ],
    }


def _conditions(row: WorkConditions) -> Row:
    places = dict(WorkConditions._meta.get_field("prefectures").base_field.flatchoices)
    return {
        "fields_driven": row.fields_driven,
        "is_full_time": row.is_full_time,
        "days_per_week": row.days_per_week,
        "remote_share": row.remote_share,
        "remote_share_label": row.get_remote_share_display(),
        "prefectures": row.prefectures,
        "prefectures_label": [str(places[code]) for code in row.prefectures],
        "earliest_start": row.earliest_start,
        "employer_consents": row.employer_consents,
        "pay_band": row.pay_band,
        "pay_band_label": row.get_pay_band_display(),
        "confirmed_on": row.confirmed_on,
    }


def _sheet(row: ProfileSheet) -> Row:
    return {
        "number": row.number,
        "status": row.status,
        "status_label": row.get_status_display(),
        "approved_at": row.approved_at,
        "summary": row.summary,
        "qualifications": row.qualifications,
        "records": [_record(each) for each in row.track_records.all()],
        "skills": [_skill(each) for each in row.skills.all()],
    }


def _record(row: TrackRecord) -> Row:
    return {
        "title": row.title,
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "body_kind": row.body_kind,
        "body_kind_label": row.get_body_kind_display(),
        "body_size": row.body_size,
        "body_size_label": row.get_body_size_display(),
        "field": row.field,
        "role": row.role,
        "action": row.action,
        "result": row.result,
        "reference": row.reference,
    }


def _skill(row: SheetSkill) -> Row:
    return {
        "category": row.item.category.code,
        "category_label": localized(row.item.category, "name"),
        "number": row.item.number,
        "name": localized(row.item, "name"),
        "level": row.level,
    }
