"""The GraphQL half: the Sprint Board, and what hangs together with it, in GitHub's own names."""
