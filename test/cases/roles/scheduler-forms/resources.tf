resource "aws_scheduler_schedule_group" "hourly" {
  name = "hourly"
}
