"""Two public calendars on loopback: the Team Roles, and the communities' events."""
