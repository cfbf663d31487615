"""The rules that make statements, each with the share of its rows a careful reader would keep."""

CONFIDENCE: dict[str, float] = {}
