"""One module for each name that bin/bench knows; `measure(tell)` gives its figures."""
