from django.urls import path

from roster.provision import views

app_name = "provision"

urlpatterns = [
    path("list/", views.list_people, name="list"),
    path("list/requests/", views.requests, name="requests"),
    path("list/requests/new/", views.ask, name="ask"),
    path("list/requests/<slug:public_id>/", views.request, name="request"),
    path("list/requests/<slug:public_id>/submit/", views.submit, name="submit"),
    path("list/requests/<slug:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("list/<str:number>/", views.sheet, name="sheet"),
    path("desk/provision/", views.inbox, name="inbox"),
    path("desk/provision/<slug:public_id>/", views.decide, name="decide"),
    path("desk/provision/<slug:public_id>/grant/", views.grant, name="grant"),
    path("desk/provision/<slug:public_id>/decline/", views.decline, name="decline"),
    path("desk/provision/<slug:public_id>/end/", views.end, name="end"),
]
