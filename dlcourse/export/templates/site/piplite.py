"""In place of JupyterLite's installer: everything that the course needs is loaded already."""

# What the kernel asks for at its start and does without.
NOT_NEEDED = ("ipykernel", "jedi")


async def install(requirements, *arguments, **options):
    """Say that nothing can be installed here, and where it can."""
    if requirements not in NOT_NEEDED:
        raise ValueError(
            f"{requirements} cannot be installed on this page, which brings the course and what "
            "it needs; download the notebook and open it on a computer with `dlcourse lab`"
        )
