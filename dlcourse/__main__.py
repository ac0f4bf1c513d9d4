"""`python -m dlcourse` is the `dlcourse` command."""

from dlcourse.command import main

raise SystemExit(main())
