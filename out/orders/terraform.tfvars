payment_secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/provider-Xy12Zw"
