ready = 3
