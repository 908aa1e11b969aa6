"""`souk canary`: deploy a new version of one function and roll it back if its alarm fires."""
