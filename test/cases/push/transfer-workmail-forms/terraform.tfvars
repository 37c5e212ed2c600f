mail_organization = "arn:aws:workmail:eu-west-1:123456789012:organization/m-00000000000000000000000000000009"
