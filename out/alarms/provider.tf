# For planning without a network and without an account, as this repository's checks do.
# A team replaces this file by its own: its account, its role, its default tags.
provider "aws" {
  region     = "eu-west-1"
  access_key = "mock"
  secret_key = "mock"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}
