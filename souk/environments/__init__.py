"""`souk clone` and `souk env`: environments by the dozen, made of what runs and removed without a trace."""
