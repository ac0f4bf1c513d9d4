"""Memory of a kernel in which a whole notebook has run, with all its explorers open.

    python benchmarks/kernel_memory.py [--ratio 1 2] [04 05 …]

For each notebook: megabytes (resident) before its first cell, after its last one, and after every
explorer was shown on a screen of that pixel ratio and moved.
"""

import argparse
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).resolve().parent.parent
MEMORY = "import gc, psutil; gc.collect(); print(psutil.Process().memory_info().rss / 1e6)"
MOVE = """
import gc
from dlcourse.live.explorer import Explorer
for explorer in [thing for thing in gc.get_objects() if isinstance(thing, Explorer)]:
    explorer.view.ratio = {ratio}
    for preset in explorer.presets.values():
        explorer.set(**explorer.defaults | preset.values)
    explorer.set(**explorer.defaults)
"""


def printed(client, code):
    """Run code in the kernel; what it printed."""
    lines = []

    def hear(message):
        if message["msg_type"] == "stream":
            lines.append(message["content"]["text"])
        if message["msg_type"] == "error":
            raise RuntimeError(message["content"]["evalue"])

    client.execute_interactive(code, output_hook=hear, timeout=600)
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("numbers", nargs="*", help="notebooks; all without any")
    parser.add_argument("--ratio", type=int, nargs="+", default=[1, 2], help="pixel ratios")
    options = parser.parse_args()
    paths = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
    for path in paths:
        if options.numbers and path.name[:2] not in options.numbers:
            continue
        for ratio in options.ratio:
            manager, client = start_new_kernel(kernel_name="python3", cwd=str(path.parent))
            try:
                before = float(printed(client, MEMORY))
                for cell in nbformat.read(path, 4).cells:
                    if cell.cell_type == "code":
                        printed(client, cell.source)
                shown = float(printed(client, MEMORY))
                printed(client, MOVE.format(ratio=ratio))
                moved = float(printed(client, MEMORY))
            finally:
                client.stop_channels()
                manager.shutdown_kernel(now=True)
            print(f"{path.name}, ratio {ratio}: {before:.0f} → {shown:.0f} → {moved:.0f} MB")


if __name__ == "__main__":
    main()
