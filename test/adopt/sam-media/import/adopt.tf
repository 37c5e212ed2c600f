# The resources of these functions, from a stack of CloudFormation. Deploy its template once with `DeletionPolicy: Retain` on the
# functions and on all that stands beside them, lay this file beside the output, plan, apply, and remove it; then take them out of
# the template.

# media-Thumbnails-AbCdEfGhIjKl
# made anew, with another guard or another name of the function: aws_lambda_permission.media_thumbnails_ab_cd_ef_gh_ij_kl_s3_shop_photos
# new: aws_iam_role_policy.media_thumbnails_ab_cd_ef_gh_ij_kl_create
# new: aws_iam_role_policy.media_thumbnails_ab_cd_ef_gh_ij_kl
# by hand, afterwards: aws iam delete-role-policy --role-name media-ThumbnailsRole-MnOpQrStUvWx --policy-name ThumbnailsRolePolicy0
# by hand, afterwards: aws iam delete-role-policy --role-name media-ThumbnailsRole-MnOpQrStUvWx --policy-name ThumbnailsRolePolicy1
# by hand, afterwards: aws iam detach-role-policy --role-name media-ThumbnailsRole-MnOpQrStUvWx --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
# by hand, afterwards: aws iam detach-role-policy --role-name media-ThumbnailsRole-MnOpQrStUvWx --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole
# by hand, afterwards: aws iam detach-role-policy --role-name media-ThumbnailsRole-MnOpQrStUvWx --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole

import {
  to = aws_lambda_function.media_thumbnails_ab_cd_ef_gh_ij_kl
  id = "media-Thumbnails-AbCdEfGhIjKl"
}

import {
  to = aws_iam_role.media_thumbnails_ab_cd_ef_gh_ij_kl
  id = "media-ThumbnailsRole-MnOpQrStUvWx"
}

import {
  to = aws_lambda_alias.media_thumbnails_ab_cd_ef_gh_ij_kl
  id = "media-Thumbnails-AbCdEfGhIjKl/live"
}

import {
  to = aws_lambda_permission.media_thumbnails_ab_cd_ef_gh_ij_kl_eventbridge_shop_paid
  id = "media-Thumbnails-AbCdEfGhIjKl:live/media-ThumbnailsPaidPermission-0123456789ab"
}

import {
  to = aws_lambda_permission.media_thumbnails_ab_cd_ef_gh_ij_kl_s3_shop_photos
  id = "media-Thumbnails-AbCdEfGhIjKl:live/media-ThumbnailsUploadsPermission-0123456789ab"
}

import {
  to = aws_lambda_permission.media_thumbnails_ab_cd_ef_gh_ij_kl_sns_media_news_ab_cd_ef_gh_ij_kl
  id = "media-Thumbnails-AbCdEfGhIjKl:live/media-ThumbnailsTopicPermission-0123456789ab"
}

import {
  to = aws_lambda_event_source_mapping.media_thumbnails_ab_cd_ef_gh_ij_kl_kinesis_media_clicks_ab_cd_ef_gh_ij_kl
  id = "11111111-aaaa-4bbb-8ccc-000000000009"
}

import {
  to = aws_lambda_function_event_invoke_config.media_thumbnails_ab_cd_ef_gh_ij_kl
  id = "media-Thumbnails-AbCdEfGhIjKl:live"
}

import {
  to = aws_lambda_function_url.media_thumbnails_ab_cd_ef_gh_ij_kl_url
  id = "media-Thumbnails-AbCdEfGhIjKl/live"
}
