"""Pages are sent compressed: a list of a hundred branches is a tenth of its size. Files are left as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_PAGES = ("text/html", "application/json")


class PagesMiddleware(GZipMiddleware):
    """Django's compression (with the random bytes that hide a page's length) for pages; PDF, ZIP and workbooks are compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(_PAGES):
            return response
        return super().process_response(request, response)
