from django.urls import path

from recruitment.applications.views import (
    applicant,
    attachments,
    extending,
    screening,
    screening_bulk,
    screening_checklist,
    screening_export,
    screening_list,
    screening_paper,
    screening_versions,
    submission,
    writing,
)

app_name = "applications"

urlpatterns = [
    path("applications/", applicant.index, name="index"),
    path("applications/start/<str:code>/", applicant.start, name="start"),
    path("applications/place/", writing.find_place, name="find_place"),
    path("applications/<str:public_id>/", applicant.detail, name="detail"),
    path("applications/<str:public_id>/edit/", writing.edit, name="edit"),
    path("applications/<str:public_id>/edit/records/", writing.records, name="records"),
    path("applications/<str:public_id>/edit/records/add/", writing.add_record, name="add_record"),
    path("applications/<str:public_id>/edit/records/<int:number>/", writing.record, name="record"),
    path(
        "applications/<str:public_id>/edit/records/<int:number>/remove/",
        writing.remove_record,
        name="remove_record",
    ),
    path(
        "applications/<str:public_id>/edit/attachments/",
        attachments.attachments,
        name="attachments",
    ),
    path("applications/<str:public_id>/edit/<slug:key>/", writing.section, name="section"),
    path(
        "applications/<str:public_id>/attachments/<str:file_id>/",
        attachments.attachment,
        name="attachment",
    ),
    path(
        "applications/<str:public_id>/attachments/<str:file_id>/remove/",
        attachments.detach,
        name="detach",
    ),
    path("applications/<str:public_id>/preview/", writing.preview, name="preview"),
    path("applications/<str:public_id>/review/", submission.review, name="review"),
    path("applications/<str:public_id>/submit/", submission.submit, name="submit"),
    path("applications/<str:public_id>/receipt.pdf", submission.receipt, name="receipt"),
    path("applications/<str:public_id>/withdraw/", applicant.withdraw, name="withdraw"),
    path("applications/<str:public_id>/erase/", applicant.erase_draft, name="erase_draft"),
    path("desk/rounds/<str:code>/extend/", extending.extend, name="extend"),
]

DESK_ROUND, DESK_ONE = "desk/rounds/<str:code>/applications/", "desk/applications/<str:public_id>/"

urlpatterns += [
    path(DESK_ROUND, screening_list.received, name="received"),
    path(f"{DESK_ROUND}views/", screening_list.save_view, name="save_view"),
    path(
        f"{DESK_ROUND}views/<str:public_id>/delete/",
        screening_list.delete_view,
        name="delete_view",
    ),
    path(f"{DESK_ROUND}bulk/", screening_bulk.bulk, name="bulk"),
    path(f"{DESK_ROUND}export/", screening_export.export, name="export"),
    path(f"{DESK_ROUND}checklist/", screening_checklist.checklist, name="checklist"),
    path(
        f"{DESK_ROUND}checklist/<int:number>/retire/",
        screening_checklist.retire_item,
        name="retire_item",
    ),
    path(f"{DESK_ROUND}paper/", screening_paper.enter_paper, name="enter_paper"),
    path(DESK_ONE, screening.screen, name="screen"),
    path(f"{DESK_ONE}accept/", screening.accept, name="accept"),
    path(f"{DESK_ONE}return/", screening.return_for_correction, name="return_for_correction"),
    path(f"{DESK_ONE}refuse/", screening.refuse, name="refuse"),
    path(f"{DESK_ONE}check/", screening.check, name="check"),
    path(f"{DESK_ONE}notes/", screening.add_note, name="add_note"),
    path(f"{DESK_ONE}paper/", screening_paper.paper, name="paper"),
    path(f"{DESK_ONE}paper/submit/", screening_paper.submit_paper, name="submit_paper"),
    path(f"{DESK_ONE}paper/arrival/", screening_paper.add_arrival, name="add_arrival"),
    path(f"{DESK_ONE}paper/discard/", screening_paper.discard_paper, name="discard_paper"),
    path(f"{DESK_ONE}submissions/<int:number>/", screening_versions.submission, name="submission"),
    path(
        f"{DESK_ONE}files/<str:file_id>/",
        screening_versions.attachment_for_desk,
        name="attachment_for_desk",
    ),
    path(f"{DESK_ONE}duplicates/<str:other_id>/", screening_versions.compare, name="compare"),
    path(f"{DESK_ONE}duplicates/<str:other_id>/judge/", screening_versions.judge, name="judge"),
]
