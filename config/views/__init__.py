"""Pages that span stages: the home page of each person, notices about the site, and health."""
