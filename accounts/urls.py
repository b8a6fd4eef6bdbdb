from django.urls import path

from accounts.views import account, colleagues, erasure, invitations, offices, people, standing

app_name = "accounts"

urlpatterns = [
    path("accounts/", account.account, name="account"),
    path("accounts/name/", account.name, name="name"),
    path("accounts/sessions/end/", account.end_session, name="end_session"),
    path("accounts/invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("my-data/erasure/", erasure.ask_for_erasure, name="ask_for_erasure"),
    path("my-data/erasure/withdraw/", erasure.withdraw_erasure, name="withdraw_erasure"),
    # the responsible officer's
    path("list/colleagues/", colleagues.colleagues, name="colleagues"),
    path("list/colleagues/<str:code>/invite/", colleagues.invite, name="invite_colleague"),
    # of an office, for the responsible officer and for staff
    path("list/offices/<slug:public_id>/end/", offices.end, name="end_office"),
    path("list/offices/<slug:public_id>/confirm/", offices.confirm, name="confirm_office"),
    path("list/offices/<slug:public_id>/hand-over/", offices.hand_over, name="hand_over"),
    path(
        "list/offices/<slug:public_id>/responsible/",
        offices.make_responsible,
        name="make_responsible",
    ),
    path("list/invitations/<slug:public_id>/again/", invitations.invite_again, name="invite_again"),
    path("list/invitations/<slug:public_id>/revoke/", invitations.revoke, name="revoke"),
    # the desk's
    path("desk/erasures/", erasure.erasures, name="erasures"),
    path("desk/erasures/<slug:public_id>/", erasure.answer_erasure, name="answer_erasure"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/invite/", people.invite, name="invite"),
    path("desk/people/<slug:public_id>/", people.person, name="person"),
    path("desk/people/<slug:public_id>/roles/<slug:role>/end/", people.take_role, name="take_role"),
    path("desk/people/<slug:public_id>/deactivate/", standing.deactivate, name="deactivate"),
    path("desk/people/<slug:public_id>/reactivate/", standing.reactivate, name="reactivate"),
    path("desk/people/<slug:public_id>/factors/end/", standing.reset_factors, name="reset_factors"),
]
