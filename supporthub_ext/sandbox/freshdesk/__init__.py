"""FreshDesk's API v2 on loopback."""
