"""Pages of the evaluation: the evaluator's own, and the ministry's."""
