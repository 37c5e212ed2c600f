erp_secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:erp/login-Qr56St"
