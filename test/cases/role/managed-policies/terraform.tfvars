account = "123456789012"
policy_arn = "arn:aws:iam::123456789012:policy/of-caller"
release = "r7"
module_platform_worker_policy_arn = "arn:aws:iam::123456789012:policy/worker"
