"""One way to hold an application still."""

from recruitment.applications.models import Application


def hold(application: Application) -> None:
    """Wait for whoever is changing the row, then know it as it is.

    Always before the round's row, never after.
    """
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
