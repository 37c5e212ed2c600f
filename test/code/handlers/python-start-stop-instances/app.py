# Stops what carries a tag at night: EC2's resources with a filter, and clusters of RDS by a paginator.
import boto3

ec2 = boto3.resource("ec2")
rds = boto3.client("rds")


def handler(event, context):
    filters = [{"Name": "tag:AutoOff", "Values": ["True"]}, {"Name": "instance-state-name", "Values": ["running"]}]
    instances = ec2.instances.filter(Filters=filters)
    ids = [instance.id for instance in instances]
    if len(ids) > 0:
        ec2.instances.filter(InstanceIds=ids).stop()
    for page in rds.get_paginator("describe_db_clusters").paginate():
        for cluster in page["DBClusters"]:
            rds.stop_db_cluster(DBClusterIdentifier=cluster["DBClusterIdentifier"])
