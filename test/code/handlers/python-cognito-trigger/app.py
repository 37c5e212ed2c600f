# A user pool's trigger that adds the new user to a group and writes a profile.
import boto3

cognito = boto3.client("cognito-idp")
profiles = boto3.resource("dynamodb").Table("profiles")


def handler(event, context):
    cognito.admin_add_user_to_group(UserPoolId=event["userPoolId"], Username=event["userName"], GroupName="members")
    profiles.put_item(Item={"sub": event["request"]["userAttributes"]["sub"]}, ConditionExpression="attribute_not_exists(#s)")
    return event
