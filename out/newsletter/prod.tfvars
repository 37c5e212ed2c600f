account = "444455556666"
region  = "eu-central-1"
stage   = "prod"
