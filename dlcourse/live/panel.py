"""What stands around a live figure: controls and presets above, tools and the code below."""

import html

import ipywidgets

ROW = {"flex_flow": "row wrap", "align_items": "center", "overflow": "hidden"}


class Panel(ipywidgets.VBox):
    """The widgets of one explorer; its buttons call the explorer's methods on its loop."""

    def __init__(self, explorer):
        self._post = explorer.runner.post
        self._why = ipywidgets.HTML(layout={"min_height": "1.6em", "margin": "0"})
        self._why.add_class("dlcourse-why")
        self._code = ipywidgets.HTML(layout={"display": "none"})
        self.presets = [
            self._button(preset.name, "", preset.why, explorer.press, preset.name)
            for preset in explorer.presets.values()
        ]
        self._pin = self._button("Pin", "thumb-tack", "Keep it to compare", explorer.toggle_pin)
        self._pin.layout.display = None if explorer.view.can_pin else "none"
        tools = [self._button("Reset", "undo", "All controls back", explorer.reset), self._pin]
        if explorer.trains:
            tools = [
                self._button("Play", "play", "Train again, or go on", explorer.play),
                self._button("Pause", "pause", "Stop where it is", explorer.pause),
                self._button("Step", "step-forward", "One frame further", explorer.step),
                *tools,
            ]
        if explorer.code:
            tip = "The same numbers in a few lines"
            tools.append(self._button("Copy as code", "clone", tip, explorer.toggle_code))
        presets = [ipywidgets.HBox(self.presets, layout=ROW), self._why] if self.presets else []
        super().__init__(
            [
                ipywidgets.HBox(tuple(explorer.controls.values()), layout=ROW),
                *presets,
                explorer.view,
                ipywidgets.HBox(tools, layout=ROW),
                self._code,
            ]
        )

    def _button(self, name, icon, tooltip, action, *arguments):
        button = ipywidgets.Button(
            description=name, icon=icon, tooltip=tooltip, layout={"width": "auto"}
        )
        button.on_click(lambda _: self._post(action, *arguments))
        return button

    def show_why(self, preset=None):
        """The line of the preset that was pressed; nothing without one."""
        line = f"<b>{html.escape(preset.name)}:</b> {html.escape(preset.why)}" if preset else ""
        self._why.value = line

    def show_pinned(self, pinned):
        """Name what the pin button does next."""
        self._pin.description = "Unpin" if pinned else "Pin"

    @property
    def code_shown(self):
        """Whether the code stands under the figure."""
        return self._code.layout.display != "none"

    def show_code(self, code=None):
        """The state as code under the figure; without it, nothing."""
        self._code.layout.display = None if code else "none"
        if code:
            style = "line-height: 1.35; padding: 6px; white-space: pre-wrap"
            self._code.value = f'<pre style="{style}">{html.escape(code)}</pre>'
