"""FreshDesk, Slack, GitHub and the calendar on loopback, with invented people, for demos and tests.

Nothing here imports anything else of ours: what the clients are tested against must not share their mistakes.
"""
