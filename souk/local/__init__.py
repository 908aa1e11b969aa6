"""The local cloud: a process of this machine that answers as AWS does, and corrections where it would not."""
