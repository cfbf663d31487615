"""Prefect flows, comparing, matching, notices and the command line. The only folder that may import all others."""
