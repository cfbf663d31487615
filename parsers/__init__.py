"""Pure functions: page bytes -> main text -> document -> statements. No files, network, clock or database."""

VERSION = "7"
"""Changes whenever the same text may give other statements; stored with every document."""
