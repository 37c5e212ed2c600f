locals {
  gifts_job = "arn:aws:s3:eu-west-1:123456789012:job/2b1c2d3e-1111-2222-3333-444455556666"
}
