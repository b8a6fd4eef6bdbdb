"""What applicants fill in about an application. The rules stand in `checks`."""

from recruitment.applications.forms.drafts import DraftForm, seen_in
from recruitment.applications.forms.pages import (
    CategoriesForm,
    ConditionsForm,
    ConsentsForm,
    PersonForm,
    WorkForm,
    picked,
)
from recruitment.applications.forms.parts import (
    AttachForm,
    QuestionsForm,
    RecordForm,
    SkillsForm,
    WithdrawForm,
)

__all__ = [
    "AttachForm",
    "CategoriesForm",
    "ConditionsForm",
    "ConsentsForm",
    "DraftForm",
    "PersonForm",
    "QuestionsForm",
    "RecordForm",
    "SkillsForm",
    "WithdrawForm",
    "WorkForm",
    "picked",
    "seen_in",
]
