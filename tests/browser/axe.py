"""What axe-core, the accessibility checker, finds on a page: every serious or critical violation.

axe-core comes with axe-playwright-python and is run from there, so nothing is fetched. It checks
what is shown at the moment: in a deck, step through the slides and ask on each.
"""

from pathlib import Path

import axe_playwright_python

AXE_CORE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
WORST = ("serious", "critical")

# Returned in parts, not as axe's whole report, which holds every rule that passed.
RUN = """async ({root, worst}) => {
    const where = root === null ? document : document.querySelector(root);
    if (where === null) throw new Error(`there is no ${root} on the page`);
    const {violations} = await axe.run(where, {resultTypes: ["violations"]});
    return violations
        .filter(({impact}) => worst.includes(impact))
        .flatMap(({id, impact, help, nodes}) => nodes.map((node) => ({
            id, impact, help,
            selector: node.target.flat().join(" "),
            why: [...node.any, ...node.all, ...node.none].map((check) => check.message),
            html: node.html,
        })));
}"""


def findings(page, root=None):
    """Return what is wrong with the page as it stands, one readable sentence for each element.

    Parameters
    ----------
    page : playwright.sync_api.Page
    root : str, optional
        A CSS selector: look only into this element. The whole page by default.

    Returns
    -------
    sentences : list of str
        Rule, selector, why, and the beginning of the element; empty where nothing is wrong.
    """
    if not page.evaluate("() => typeof axe !== 'undefined'"):
        # Evaluated, not added as a <script>: a page may forbid scripts that it did not bring.
        page.evaluate(AXE_CORE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN, {"root": root, "worst": WORST})
    return [
        f"{one['impact']}, {one['id']} at {one['selector']}: {'; '.join(one['why']) or one['help']}"
        f" in {one['html'][:120]}"
        for one in found
    ]
