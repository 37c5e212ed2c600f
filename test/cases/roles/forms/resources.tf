resource "aws_scheduler_schedule_group" "hourly" {
  name = "hourly"
}

resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "API_KEY"
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_rds_cluster" "returns" {
  cluster_identifier  = "returns"
  engine              = "aurora-postgresql"
  master_username     = "root"
  master_password     = "not-a-secret"
  skip_final_snapshot = true
}

resource "aws_kinesis_firehose_delivery_stream" "views" {
  name        = "views"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/views"
    bucket_arn = "arn:aws:s3:::views"
  }
}

resource "aws_codepipeline" "site" {
  name     = "site"
  role_arn = "arn:aws:iam::123456789012:role/site"

  artifact_store {
    location = "artifacts"
    type     = "S3"
  }

  stage {
    name = "Source"
    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeCommit"
      version          = "1"
      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Build"
    action {
      name            = "Build"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["source"]
    }
  }
}

locals {
  gifts_pipe    = "arn:aws:pipes:eu-west-1:123456789012:pipe/gifts"
  gifts_machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:gifts"
  gifts_job     = "arn:aws:s3:eu-west-1:123456789012:job/2b1c2d3e-1111-2222-3333-444455556666"
}
