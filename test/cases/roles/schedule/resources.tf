resource "aws_scheduler_schedule_group" "yearly" {
  name = "yearly"
}

resource "aws_sqs_queue" "missed" {
  name = "missed"
}
