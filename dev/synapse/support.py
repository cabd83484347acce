"""Adds /.well-known/matrix/support to what the homeserver serves below /.well-known."""

from typing import Any

from synapse.http.server import respond_with_json
from synapse.module_api import ModuleApi
from synapse.rest.well_known import well_known_resource
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET, Request


class SupportResource(Resource):
    isLeaf = True

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__()
        self._document = document

    def render_GET(self, request: Request) -> int:
        respond_with_json(request, 200, self._document, send_cors=True)
        return NOT_DONE_YET


def well_known_with_support(document: dict[str, Any], api: ModuleApi) -> Resource:
    # The homeserver's own tree holds "matrix" already, so a path below it cannot be added.
    tree = well_known_resource(api._hs)
    tree.children[b"matrix"].putChild(b"support", SupportResource(document))
    return tree
