"""``--story``: a fortnight of support that plays as the clock moves.

Tickets arrive by plan; everything else is an answer to what was really done: a requester reacts to an agent's
public words, an engineer to a mention in Slack or an assignment on GitHub. The same seed and the same deeds
give the same fortnight.
"""
