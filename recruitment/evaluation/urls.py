from django.urls import path

from recruitment.evaluation.views import (
    assigning,
    board,
    committee,
    conflicts,
    deciding,
    evaluator,
    figures,
    letters,
    meetings,
    membership,
    releasing,
    results,
)

app_name = "evaluation"

urlpatterns = [
    path("evaluation/", evaluator.index, name="index"),
    path("evaluation/rounds/<str:code>/pledge/", membership.pledge, name="pledge"),
    path("evaluation/rounds/<str:code>/conflicts/", membership.declare, name="declare"),
    path("evaluation/rounds/<str:code>/bundle.pdf", evaluator.bundle, name="bundle"),
    path("evaluation/<str:public_id>/", evaluator.score, name="score"),
    path("evaluation/<str:public_id>/abstain/", evaluator.abstain, name="abstain"),
    path("evaluation/<str:public_id>/submit/", evaluator.submit, name="submit"),
    path(
        "evaluation/<str:public_id>/conflict/", evaluator.declare_conflict, name="declare_conflict"
    ),
    path("desk/rounds/<str:code>/committee/", committee.committee, name="committee"),
    path("desk/rounds/<str:code>/committee/leave/", committee.unseat, name="unseat"),
    path("desk/rounds/<str:code>/committee/due/", committee.set_due_date, name="set_due_date"),
    path("desk/rounds/<str:code>/committee/<str:member>/", conflicts.edit_seat, name="edit_seat"),
    path("desk/rounds/<str:code>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("desk/rounds/<str:code>/conflicts/rules/", conflicts.set_rules, name="set_rules"),
    path("desk/rounds/<str:code>/conflicts/search/", conflicts.search, name="search_conflicts"),
    path("desk/conflicts/<str:public_id>/", conflicts.judge, name="judge_conflict"),
    path("desk/rounds/<str:code>/criteria/", committee.criteria, name="criteria"),
    path(
        "desk/rounds/<str:code>/criteria/prepare/",
        committee.prepare_criteria,
        name="prepare_criteria",
    ),
    path(
        "desk/rounds/<str:code>/criteria/<slug:category>/new/",
        committee.add_criterion,
        name="add_criterion",
    ),
    path(
        "desk/rounds/<str:code>/criteria/<slug:category>/<int:order>/",
        committee.edit_criterion,
        name="edit_criterion",
    ),
    path(
        "desk/rounds/<str:code>/criteria/<slug:category>/<int:order>/remove/",
        committee.remove_criterion,
        name="remove_criterion",
    ),
    path("desk/rounds/<str:code>/start-evaluation/", committee.start, name="start"),
    path("desk/rounds/<str:code>/assignment/", assigning.assignment, name="assignment"),
    path("desk/rounds/<str:code>/assignment/assign/", assigning.assign, name="assign"),
    path("desk/evaluations/<str:public_id>/take-back/", assigning.take_back, name="take_back"),
    path("desk/evaluations/<str:public_id>/pin/", assigning.pin, name="pin"),
    path("desk/evaluations/<str:public_id>/reopen/", assigning.reopen, name="reopen"),
    path("desk/rounds/<str:code>/meetings/", meetings.meetings, name="meetings"),
    path("desk/rounds/<str:code>/minutes.pdf", meetings.minutes, name="minutes"),
    path("desk/rounds/<str:code>/decisions/", deciding.decisions, name="decisions"),
    path("desk/rounds/<str:code>/board/<slug:category>/", board.board, name="board"),
    path("desk/rounds/<str:code>/figures/", figures.figures, name="figures"),
    path("desk/rounds/<str:code>/folder.zip", figures.take_folder, name="folder"),
    path("desk/candidacies/<str:public_id>/decide/", deciding.decide, name="decide"),
    path("desk/candidacies/<str:public_id>/promote/", deciding.promote, name="promote"),
    path(
        "desk/candidacies/<str:public_id>/correct/",
        deciding.record_correction,
        name="record_correction",
    ),
    path(
        "desk/candidacies/<str:public_id>/correct/approve/",
        deciding.approve_correction,
        name="approve_correction",
    ),
    path(
        "desk/candidacies/<str:public_id>/correct/turn-down/",
        deciding.turn_down_correction,
        name="turn_down_correction",
    ),
    path(
        "desk/rounds/<str:code>/close-decisions/", deciding.close_decisions, name="close_decisions"
    ),
    path("desk/candidacies/<str:public_id>/give-up/", deciding.give_up, name="give_up"),
    path("desk/rounds/<str:code>/release/", releasing.release_results, name="release_results"),
    path("desk/rounds/<str:code>/release/letters/", releasing.previews, name="preview_letters"),
    path("desk/rounds/<str:code>/release/stop/", releasing.stop, name="stop_release"),
    path("desk/rounds/<str:code>/letters/", letters.letters, name="letters"),
    path("desk/rounds/<str:code>/letters.pdf", letters.letters_pdf, name="letters_pdf"),
    path("desk/letters/<str:public_id>/", letters.letter, name="letter"),
    path("desk/letters/<str:public_id>/resend/", letters.resend, name="resend_letter"),
    path("desk/letters/<str:public_id>/letter.pdf", letters.letter_pdf, name="letter_pdf"),
    path("applications/<str:public_id>/result/", results.result, name="result"),
    path(
        "applications/<str:public_id>/letters/<str:letter>.pdf",
        results.own_letter,
        name="own_letter",
    ),
]
