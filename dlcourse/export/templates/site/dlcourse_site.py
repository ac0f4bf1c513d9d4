"""What the page has a kernel do before it says that the kernel is ready."""


def begin(kernel):
    """Share the byte that stops a loop, and import what every notebook imports.

    Parameters
    ----------
    kernel : str, the kernel's id, by which the page knows whose byte it is
    """
    share_interrupts(kernel)
    import dlcourse.live.explorer
    import dlcourse.live.predictions  # noqa: F401


def share_interrupts(kernel):
    """Send the page a byte of shared memory: when it writes 2 there, Python stops as by Ctrl-C.

    Only an isolated page shares memory. In others a loop that never ends is stopped by a restart.
    """
    import js
    import pyodide_js
    from pyodide.ffi import to_js

    if js.crossOriginIsolated:
        byte = js.Uint8Array.new(js.SharedArrayBuffer.new(1))
        pyodide_js.setInterruptBuffer(byte)
        about = [["dlcourse", "interrupts"], ["kernel", kernel], ["byte", byte]]
        js.postMessage(js.Object.fromEntries(to_js(about)))
