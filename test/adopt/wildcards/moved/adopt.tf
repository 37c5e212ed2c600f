# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# reports
# changes: aws_iam_role.reports, who may assume it
# changes: aws_iam_role_policy.reports, what it allows
