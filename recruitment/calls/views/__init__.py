"""Pages about rounds: the public calls, and the ministry's."""
