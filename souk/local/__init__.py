"""The local cloud: a process of this machine that answers as AWS does, and what AWS does and it doesn't."""
