runtime = "python3.13"
