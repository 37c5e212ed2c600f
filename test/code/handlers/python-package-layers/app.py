# A package of layers: handler, service, repository, each importing the next, the client at the bottom.
from shop.service import OrderService
from shop.repository import OrderRepository

service = OrderService(OrderRepository())


def handler(event, context):
    return service.place(event)
