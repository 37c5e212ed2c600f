from .repository import OrderRepository
from .bus import announce


class OrderService:
    def __init__(self, repository: OrderRepository) -> None:
        self._repository = repository

    def place(self, order: dict) -> dict:
        self._repository.save(order)
        announce("placed", order)
        return order
