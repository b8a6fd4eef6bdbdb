from django.urls import path

from recruitment.applications.views import applicant, attachments, screening, submission, writing

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
    path("desk/rounds/<str:code>/applications/", screening.received, name="received"),
    path("desk/applications/<str:public_id>/", screening.screen, name="screen"),
    path("desk/applications/<str:public_id>/accept/", screening.accept, name="accept"),
    path(
        "desk/applications/<str:public_id>/return/",
        screening.return_for_correction,
        name="return_for_correction",
    ),
    path("desk/applications/<str:public_id>/refuse/", screening.refuse, name="refuse"),
]
