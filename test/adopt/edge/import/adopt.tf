# The resources of these functions, from another state. Lay this file beside the output, plan, apply, and remove it; then make the
# other state forget what was imported, and apply there to remove what goes.

# headers
# new: aws_iam_role_policy.headers
# goes: module.edge.aws_iam_role_policy_attachment.logs[0]
# goes: module.edge.aws_lambda_permission.edge
# to forget there: terraform state rm 'module.edge.aws_lambda_function.this[0]'
# to forget there: terraform state rm 'module.edge.aws_iam_role.lambda[0]'

import {
  to = aws_lambda_function.headers
  id = "headers"
}

import {
  to = aws_iam_role.headers
  id = "headers"
}
