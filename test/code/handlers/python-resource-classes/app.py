# Resources of boto3 of many kinds: roles and networks, a bucket's settings, what one refers to, and items that came with their attributes.
import boto3

iam = boto3.resource("iam")
ec2 = boto3.resource("ec2")
s3 = boto3.resource("s3")


def handler(event, context):
    role = iam.Role("deploy")
    role.attach_policy(PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    print(role.name, role.arn)
    for policy in role.attached_policies.all():
        print(policy.arn, policy.description)
    role.AssumeRolePolicy().update(PolicyDocument="{}")
    for other in iam.roles.all():
        print(other.create_date)
    vpc = ec2.Vpc("vpc-1")
    for subnet in vpc.subnets.all():
        subnet.delete()
    ec2.SecurityGroup("sg-1").authorize_ingress(IpPermissions=[])
    instance = ec2.Instance("i-1")
    instance.vpc.create_tags(Tags=[])
    ec2.create_vpc(CidrBlock="10.0.0.0/16").wait_until_available()
    s3.BucketVersioning("photos").enable()
    print(s3.BucketVersioning("photos").status)
    s3.Bucket("photos").Policy().put(Policy="{}")
    s3.Bucket("photos").copy({"Bucket": "old", "Key": "k"}, "k")
    s3.Bucket("photos").object_versions.filter(Prefix="a").delete()
    boto3.resource("glacier").Vault("-", "archive").initiate_inventory_retrieval()
