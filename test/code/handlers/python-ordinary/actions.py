def sale(event):
    return event
