"""Wiring: settings, addresses, home pages, demo data. Imports every app; no app imports it."""
