whole = "o-a1b2c3d4e5"
