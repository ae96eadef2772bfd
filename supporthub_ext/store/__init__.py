"""What we keep: a disposable mirror of the services, and a durable record of what we did."""
