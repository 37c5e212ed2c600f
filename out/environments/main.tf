# The environments: each is the module beside, with what tells it from the others.
provider "aws" {
  region     = "eu-west-1"
  access_key = "mock"
  secret_key = "mock"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias      = "frankfurt"
  region     = "eu-central-1"
  access_key = "mock"
  secret_key = "mock"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}

module "dev" {
  source = "../reminders"

  account = "111111111111"
  region  = "eu-west-1"
  stage   = "dev"
}

module "prod" {
  source = "../reminders"

  account = "222222222222"
  region  = "eu-central-1"
  stage   = "prod"
  memory  = 1024

  providers = {
    aws = aws.frankfurt
  }
}

output "functions" {
  value = {
    dev  = module.dev.send_reminders.function_arn
    prod = module.prod.send_reminders.function_arn
  }
}
