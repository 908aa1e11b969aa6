"""The commands of `souk`, one file each."""
