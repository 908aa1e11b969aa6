"""`souk pr`: an environment for each pull request, and what is said of it there."""
