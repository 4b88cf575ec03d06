"""Every list of the site: pages without OFFSET, a stable order, and the export exactly as filtered. No models.

A view of a list::

    order = chosen_order(request.GET, ORDERS, default="number")
    page = page_of(rows, request.GET, order=order.fields, total=...)

and its export, at an address of its own that takes the same filters::

    return export(rows, COLUMNS, name=_("Members"), kind=kind_asked(request.GET), by=request.user)
"""

from registry.lists.export import Column, export, kind_asked
from registry.lists.ordering import Order, chosen_order
from registry.lists.pager import Page, page_of

__all__ = ["Column", "Order", "Page", "chosen_order", "export", "kind_asked", "page_of"]
