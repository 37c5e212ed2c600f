resource "aws_organizations_organization" "shop" {}
