resource "aws_s3_object" "prices" {
  bucket  = "photos"
  key     = "prices.json"
  content = "{}"
}
