locals {
  app_instance = "arn:aws:chime:us-east-1:123456789012:app-instance/3b1c2d3e-1111-2222-3333-444455556666"
}
