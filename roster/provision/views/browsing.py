"""Finding people, and reading a sheet."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.gates import SignedIn, for_role
from accounts.models import AccessKind
from accounts.roles import Role, may_read_desk
from roster.provision import actions, policy, queries
from roster.provision.forms import SearchForm
from roster.provision.hits import hits
from roster.provision.search import Facet, category_facets, found, prefecture_facets
from roster.registry.queries import by_kana, listed_people, sheet_as_officer

PER_PAGE = 20
for_readers = for_role(Role.OFFICER, Role.STAFF, Role.AUDITOR)


@for_readers
def list_people(request: SignedIn) -> HttpResponse:
    """`/list/`: the search for whoever has a grant, how to get one for whoever has none."""
    if not policy.can_read_list(request.user):
        return _ungranted(request)
    today = timezone.localdate()
    form = SearchForm(request.GET)
    search = form.search()
    page = Paginator(by_kana(found(search, today)), PER_PAGE).get_page(request.GET.get("page"))
    body = queries.reading_for(request.user, today)
    categories, prefectures = category_facets(search, today), prefecture_facets(search, today)
    context = {
        "form": form,
        "search": search,
        "conditions": list(_conditions(form.words(), [*categories, *prefectures])),
        "page_obj": page,
        "hits": hits(page, search.words, today, body.prefecture if body else ""),
        "categories": categories,
        "prefectures": prefectures,
        "grant": queries.newest_grant(request.user, today),
        "body": body,
    }
    return render(request, "provision/list.html", context)


def _conditions(words: list[str], facets: list[Facet]) -> Iterator[str]:
    """What was asked for, as a reader would say it."""
    for word in words:
        yield _("「%(word)s」を含む") % {"word": word}
    for facet in facets:
        if facet.chosen:
            yield facet.name


def _ungranted(request: SignedIn) -> HttpResponse:
    waiting = queries.requests_of(request.user, timezone.localdate())
    context = {"can_read": policy.can_read_list(request.user), "newest": waiting.first()}
    return render(request, "provision/ungranted.html", context)


@for_readers
def sheet(request: SignedIn, number: str) -> HttpResponse:
    """One person as a municipality reads them. Each look is written into the access log."""
    if not policy.can_read_list(request.user):
        raise Http404
    today = timezone.localdate()
    registrant = get_object_or_404(listed_people(today).select_related("person"), number=number)
    read = sheet_as_officer(registrant, today)
    actions.log_look(registrant, by=request.user, kind=AccessKind.SHEET, detail=number)
    context = {"read": read, "at_desk": may_read_desk(request.user)}
    return render(request, "provision/sheet.html", context)
