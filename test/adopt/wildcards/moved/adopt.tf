# The resources of these functions under their new addresses. Remove their old configuration, lay this file beside the output,
# plan, apply, and remove this file.

# reports
