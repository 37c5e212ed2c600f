provider "aws" {
  alias                       = "main"
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true

  default_tags {
    tags = {
      team        = "media"
      stage       = var.stage
      size        = var.stage == "prod" ? "large" : "small"
      price       = "50$${var.stage}"
      "billed to" = "shop-${var.stage} \"A\""
    }
  }
}

provider "aws" {
  alias                       = "edge"
  region                      = "us-east-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true

  default_tags {
    tags = {
      team        = "media"
      stage       = var.stage
      size        = var.stage == "prod" ? "large" : "small"
      price       = "50$${var.stage}"
      "billed to" = "shop-${var.stage} \"A\""
      cost-center = "1"
    }
  }
}
