"""`python -m feedpub` is the command `feedpub`."""

from feedpub.cli import main

if __name__ == "__main__":
    main()
