# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# cleanup
# changes: aws_iam_role_policy.cleanup, what it allows
# to forget there: terraform state rm aws_lambda_function.cleanup
# to forget there: terraform state rm aws_iam_role.cleanup
# to forget there: terraform state rm aws_lambda_permission.cloudwatch
# to forget there: terraform state rm aws_iam_role_policy.cleanup

import {
  to = aws_lambda_function.cleanup
  id = "cleanup"
}

import {
  to = aws_iam_role.cleanup
  id = "cleanup-role"
}

import {
  to = aws_lambda_permission.cleanup_eventbridge_nightly_cleanup
  id = "cleanup/AllowExecutionFromCloudWatch"
}

import {
  to = aws_iam_role_policy.cleanup
  id = "cleanup-role:cleanup"
}
