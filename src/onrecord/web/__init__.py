"""The desk: JSON under /api/v1 and HTML pages over one open ledger. `create_app` is the door.

How a page gets what it shows. Every endpoint is a plain `def` (SQLAlchemy is synchronous; FastAPI runs it in its
thread pool) and names what it needs in its signature:

    from onrecord.web.asked import Reading, ViewOptions, Writing
    from onrecord.web.auth import Editor, Viewer
    from onrecord.web.rendering import render

    router = APIRouter()

    @router.get("/board")
    def board(request: Request, connection: Reading, view: ViewOptions, account: Viewer, target: str) -> Response:
        rows = reports.board(connection, target=target, view=view)
        return render(request, "board.html", rows=rows, view=view)

* `Reading` is a connection for queries, `Writing` one for a transaction that is committed before the answer leaves
  and rolled back if the endpoint raises.
* `ViewOptions` is the `reports.View` that `as_of`, `known_at`, `basis`, `min_confidence` and `reviewed` ask for. A bad
  day is answered with 422 and a page that says so.
* `Viewer` is the account that reads, None for a guest of an open desk; on a closed one a guest is sent to /login.
  `Editor` and `Admin` are an account that may decide or run the desk; others get 401 or 403. Every page is behind
  `Viewer` already, so that none can forget it.
* `render` hands each template `account`, `csrf_token()` and `request` besides what it is given. Every form that posts
  has `<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">`; htmx sends the header instead:
  `<body hx-headers='{"X-CSRF-Token": "{{ csrf_token() }}"}'>`. Calling it gives a guest a cookie, so only pages with
  forms should. The check itself is done for every unsafe method before an endpoint runs.
* POST /login (`name`, `password`, `next`; it waits its turn, see `turns`) and POST /logout are here; `login.html` and
  `error.html` (`status`, `message`, `hint`) are templates. Any `OnRecordError` that a page raises is shown by `error.html`.
* The content security policy allows this host alone and nothing inline: no <script> or <style> with a body, no
  `style=` and no `onclick=`. htmx must be told `includeIndicatorStyles: false`.
* A request whose Host is none of the desk's names (`hosts`) is refused before anything else.
* Files in `static/` are at /static; templates in `templates/`.
"""

from __future__ import annotations

from onrecord.web.app import create_app

__all__ = ["create_app"]
