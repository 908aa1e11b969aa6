"""`souk pr`: an environment for each pull request, and the comment about it."""
