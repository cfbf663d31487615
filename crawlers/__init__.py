"""Scrapy: sources -> captures (address, headers, bytes, time). Nothing is parsed for meaning here."""
