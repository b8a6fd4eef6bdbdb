"""Synthetic people in any number, for measuring: what `seed_scale` writes.

Rows are written in bulk, past the actions, together with the histories that the moves would have
written. Constraints and triggers hold for them as for everybody's. Nothing is random but public
ids, registrant numbers and salts: two runs on empty databases give the same people.
"""

from config.demo.scale.committee import seed_committee
from config.demo.scale.intake import Tell, made_elsewhere
from config.demo.scale.listing import seed_registrants

__all__ = ["Tell", "made_elsewhere", "seed_committee", "seed_registrants"]
