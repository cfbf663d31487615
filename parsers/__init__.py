"""Pure functions: page bytes -> main text -> document -> statements. No files, network, clock or database."""
