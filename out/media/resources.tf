# Written by hand: what the specs of this stack name, and what makes the sources call the functions.

resource "aws_s3_bucket" "originals" {
  bucket = "photo-prints-originals"
}

resource "aws_s3_bucket" "thumbnails" {
  bucket = "photo-prints-thumbnails"
}

resource "aws_s3_bucket" "print_files" {
  bucket = "photo-prints-print-files"
}

resource "aws_kms_key" "photos" {
  description         = "Customers' photos"
  enable_key_rotation = true
}

# A bucket has one notification resource. S3 tries the functions when it is made, so the permissions come first.
resource "aws_s3_bucket_notification" "originals" {
  bucket = aws_s3_bucket.originals.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.thumbnailer.arn
    events              = ["s3:ObjectCreated:*"]
  }

  lambda_function {
    lambda_function_arn = aws_lambda_function.thumbnail_sweeper.arn
    events              = ["s3:ObjectRemoved:*"]
  }

  depends_on = [
    aws_lambda_permission.thumbnail_sweeper_s3_photo_prints_originals,
    aws_lambda_permission.thumbnailer_s3_originals,
  ]
}

resource "aws_sqs_queue" "thumbnail_jobs" {
  name                       = "thumbnail-jobs"
  visibility_timeout_seconds = 180 # six times the timeout of the function
}

resource "aws_sqs_queue" "print_jobs" {
  name                       = "print-jobs"
  visibility_timeout_seconds = 3600
}

# print-dispatch of the orders stack sends here from its own account.
data "aws_iam_policy_document" "print_jobs" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.print_jobs.arn]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/print-dispatch"]
    }
  }
}

resource "aws_sqs_queue_policy" "print_jobs" {
  queue_url = aws_sqs_queue.print_jobs.id
  policy    = data.aws_iam_policy_document.print_jobs.json
}

resource "aws_sqs_queue" "views_failed" {
  name = "views-failed"
}

resource "aws_kinesis_stream" "album_views" {
  name = "album-views"

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_dynamodb_table" "album_views" {
  name         = "album-views"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "album_id"

  attribute {
    name = "album_id"
    type = "S"
  }
}

resource "aws_sns_topic" "uploads" {
  name = "uploads"
}

resource "aws_sns_topic_subscription" "crop_adviser" {
  topic_arn = aws_sns_topic.uploads.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.crop_adviser.arn

  depends_on = [aws_lambda_permission.crop_adviser_sns_uploads]
}

resource "aws_cloudwatch_event_rule" "lab_upload_evening" {
  name                = "lab-upload-evening"
  schedule_expression = "cron(0 19 * * ? *)"
}

resource "aws_cloudwatch_event_target" "lab_upload_berlin" {
  rule = aws_cloudwatch_event_rule.lab_upload_evening.name
  arn  = aws_lambda_function.lab_upload_berlin.arn
}

resource "aws_lb_target_group" "gallery" {
  name        = "gallery"
  target_type = "lambda"
}

resource "aws_lb_target_group_attachment" "gallery" {
  target_group_arn = aws_lb_target_group.gallery.arn
  target_id        = aws_lambda_function.gallery.arn

  depends_on = [aws_lambda_permission.gallery_alb_gallery]
}
