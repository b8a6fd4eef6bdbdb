"""What evaluators and staff fill in. What may be stored is decided in `policy` and `actions`."""

from recruitment.evaluation.forms.desk import (
    AddressForm,
    AssignForm,
    CorrectionForm,
    CriterionForm,
    DecisionForm,
    DueDateForm,
    ReleaseForm,
    SeatForm,
)
from recruitment.evaluation.forms.scoring import ConflictForm, ScoreForm

__all__ = [
    "AddressForm",
    "AssignForm",
    "ConflictForm",
    "CorrectionForm",
    "CriterionForm",
    "DecisionForm",
    "DueDateForm",
    "ReleaseForm",
    "ScoreForm",
    "SeatForm",
]
