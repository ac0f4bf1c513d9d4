"""In place of JupyterLite's installer, which `%pip` asks: what the course needs is here already."""


async def install(requirements, *arguments, **options):
    """Say that nothing can be installed here, and where it can."""
    raise ValueError(
        f"{requirements} cannot be installed on this page, which brings the course and what it "
        "needs; download the notebook and open it on a computer with `dlcourse lab`"
    )
