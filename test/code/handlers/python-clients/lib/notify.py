import os
def tell(sns, text):
    sns.publish(TopicArn=os.environ['TOPIC'], Message=text)
def other(c): c.put_events(Entries=[])
