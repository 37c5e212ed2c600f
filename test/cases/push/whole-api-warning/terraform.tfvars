http_execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5"
module_rest_execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:b1b2c3d4e5"
