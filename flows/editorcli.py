"""The command of the editor's desk."""

import re
from typing import Annotated

import typer

from flows.lookcli import home_of, out, settings_of

_ROLE = re.compile(r"[a-z][a-z0-9-]{1,30}")


def desk(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address; others than loopback need --name.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")] = 8765,
    names: Annotated[list[str] | None, typer.Option("--name", help="Host that a proxy serves it as, with TLS.")] = None,
    role: Annotated[str, typer.Option("--role", help="Who edits: a role, never a person's name.")] = "bien-tap",
) -> None:
    """Serve the editor's desk until stopped; the link with its token is printed, and works until the next start.

    Example: diemtin desk --port 8765
    """
    from flows import editorapp, steps
    from flows.editordoor import Running
    from flows.editorguard import LOOPBACK, Door, new_token
    from flows.editorwork import Desktop

    if not _ROLE.fullmatch(role):
        raise typer.BadParameter("--role is lower-case letters, digits and hyphens: bien-tap")
    if host not in LOOPBACK and not names:
        raise typer.BadParameter("not a loopback address: name the host that serves it with TLS by --name")
    home = home_of(context)
    token = new_token(home)
    desktop = Desktop(home, settings_of(context), role)
    state = Running(desktop, Door(token), LOOPBACK | set(names or ()), steps.now, is_public=bool(names))
    base = f"https://{names[0]}" if names else f"http://127.0.0.1:{port}"
    out.print(f"{base}/vao?token={token}", markup=False)
    editorapp.serve(state, host=host, port=port)
