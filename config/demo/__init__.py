"""The demonstration: invented people, the published figures of FY2022–FY2024, and three rounds of
FY2026.
"""
