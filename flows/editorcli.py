"""The command of the editor's desk."""

import re
from typing import Annotated
from urllib.parse import urlsplit

import typer

from flows.lookcli import home_of, out, settings_of

_ROLE = re.compile(r"[a-z][a-z0-9-]{1,30}")


def desk(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address; others than loopback need a name.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")] = 8765,
    names: Annotated[list[str] | None, typer.Option("--name", help="Host that a proxy serves it as, with TLS.")] = None,
    role: Annotated[str, typer.Option("--role", help="Who edits: a role, never a person's name.")] = "bien-tap",
) -> None:
    """Serve the editor's desk until stopped; the link with its token is printed, and works until the next start.

    Example: diemtin desk --port 8765
    """
    from flows import editorapp, steps
    from flows.editordoor import Running
    from flows.editorguard import LOOPBACK, Door, host_of, new_token
    from flows.editorwork import Desktop

    if not _ROLE.fullmatch(role):
        raise typer.BadParameter("--role is lower-case letters, digits and hyphens: bien-tap")
    settings = settings_of(context)
    public = frozenset(names or ()) | ({host_of(urlsplit(settings.desk_url).netloc)} if settings.desk_url else set())
    if host not in LOOPBACK and not public:
        raise typer.BadParameter("not a loopback address: name the host that serves it with TLS by DIEMTIN_DESK_URL")
    home = home_of(context)
    token = new_token(home)
    is_public = bool(names) or (settings.desk_url or "").startswith("https:")
    desktop = Desktop(home, settings, role)
    state = Running(desktop, Door(token), LOOPBACK | public, steps.now, is_public=is_public)
    base = settings.desk_url.rstrip("/") if settings.desk_url else f"http://127.0.0.1:{port}"
    out.print(f"{base}/vao?token={token}", markup=False)
    editorapp.serve(state, host=host, port=port)
