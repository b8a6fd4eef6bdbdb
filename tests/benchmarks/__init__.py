"""Measurements on synthetic people, run by hand through bin/bench. Nothing here asserts a time."""
