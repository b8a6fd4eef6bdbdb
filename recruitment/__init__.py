"""Recruitment, stage by stage: standards → calls → applications → evaluation.

A later one may know an earlier one, never the other way round.
"""
