"""One way to hold an application still."""

from recruitment.applications.models import Application


def hold(application: Application) -> None:
    """Wait for whoever is changing the row, then know it as it is.

    Always before the round's row, never after.
    """
    held = Application.objects.select_for_update(no_key=True, of=("self",))
    application.refresh_from_db(from_queryset=held.select_related("round", "person__user"))
