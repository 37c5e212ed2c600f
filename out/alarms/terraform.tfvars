notify_slack_webhook = "https://hooks.example.com/alarms"
