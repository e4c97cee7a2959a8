"""The driver of a screen that is shown in a browser: it ends with the server that carries its input."""

from textual import messages
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Textual's own, which goes on for ever when nobody is left to send it anything."""

    def run_input_thread(self) -> None:
        """Read until the input ends, then end the app."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())
