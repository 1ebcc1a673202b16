"""The body of each command, one file each: it calls the house below, and prints."""
