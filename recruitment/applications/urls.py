from django.urls import path

from recruitment.applications.views import applicant, extending, screening, submission

app_name = "applications"

urlpatterns = [
    path("applications/", applicant.index, name="index"),
    path("applications/start/<str:code>/", applicant.start, name="start"),
    path("applications/<str:public_id>/", applicant.detail, name="detail"),
    path("applications/<str:public_id>/edit/", applicant.edit, name="edit"),
    path("applications/<str:public_id>/review/", submission.review, name="review"),
    path("applications/<str:public_id>/submit/", submission.submit, name="submit"),
    path("applications/<str:public_id>/receipt.pdf", submission.receipt, name="receipt"),
    path("applications/<str:public_id>/withdraw/", applicant.withdraw, name="withdraw"),
    path("desk/rounds/<str:code>/extend/", extending.extend, name="extend"),
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
