"""`python -m flows` is `minxin`."""

from flows.cli import main

if __name__ == "__main__":
    main()
