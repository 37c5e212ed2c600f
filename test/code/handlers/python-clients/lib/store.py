import os, boto3
_ddb = boto3.resource("dynamodb")
table = _ddb.Table("orders-" + os.environ["STAGE"])
class Base:
    def __init__(self, table):
        self.table = table
class Store(Base):
    def save(self, item):
        self.table.put_item(Item=item)
        self._more(self.table)
    def _more(self, t):
        t.update_item(Key={})
        print(t.item_count)
