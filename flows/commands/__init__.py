"""The commands, one module each; heavy imports stand inside the functions."""
