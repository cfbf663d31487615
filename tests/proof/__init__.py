"""What the watch promises, proved through whole nightly passes over a portal on loopback."""
