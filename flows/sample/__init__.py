"""The embedded portal of the demo: invented places, two nights, served on loopback."""

from flows.sample.facts import SampleFacts, sample_facts
from flows.sample.portal import Request, SamplePortal

__all__ = ["Request", "SampleFacts", "SamplePortal", "sample_facts"]
