"""Notices: who is told, when, in which words, and the delivery that never doubles."""
