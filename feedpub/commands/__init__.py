"""The bodies of the commands, one file each: they call the other packages and print the results."""
