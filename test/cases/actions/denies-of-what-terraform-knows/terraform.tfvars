secret = "arn:aws:s3:::photos/secret"
team = "shop"
