"""Pages about applications: the applicant's own, and the ministry's formal check."""
