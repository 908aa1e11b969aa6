"""Software updates: a server on instances (origin/), offloaded to CloudFront, and the commands that sign releases."""
