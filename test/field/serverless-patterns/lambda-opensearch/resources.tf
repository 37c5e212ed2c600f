resource "aws_opensearch_domain" "search" {
  domain_name = "search"
}

resource "aws_dynamodb_table" "documents" {
  name             = "documents"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "id"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "id"
    type = "S"
  }
}
