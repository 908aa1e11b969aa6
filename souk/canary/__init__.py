"""`souk canary`: a new version of one function, tried on some of its calls, and turned back by its alarm."""
