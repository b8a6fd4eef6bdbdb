"""What evaluators and staff fill in. What may be stored is decided in `policy` and `actions`."""

from recruitment.evaluation.forms.conflicts import (
    DeclarationForm,
    PledgeForm,
    RulesForm,
    SeatDetailsForm,
    VerdictForm,
)
from recruitment.evaluation.forms.desk import (
    AddressForm,
    AssignForm,
    CorrectionForm,
    CriterionForm,
    DecisionForm,
    DueDateForm,
    MeetingForm,
    ReleaseForm,
    SeatForm,
)
from recruitment.evaluation.forms.scoring import AbstainForm, ConflictForm, ScoreForm

__all__ = [
    "MeetingForm",
    "AbstainForm",
    "DeclarationForm",
    "PledgeForm",
    "RulesForm",
    "SeatDetailsForm",
    "VerdictForm",
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
