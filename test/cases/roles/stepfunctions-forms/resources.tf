locals {
  gifts_machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:gifts"
}
