# Starts machines and databases with roles that stand in instance profiles, which no call names.
import boto3

ec2 = boto3.client("ec2")
profile = {"Name": "workers"}


def handler(event, context):
    ec2.associate_iam_instance_profile(InstanceId="i-0123", IamInstanceProfile=profile)
    ec2.replace_iam_instance_profile_association(AssociationId="a", IamInstanceProfile=profile)
    ec2.run_instances(ImageId="ami-1", IamInstanceProfile=profile)
    ec2.run_instances(ImageId="ami-1", LaunchTemplate={"LaunchTemplateName": "workers"})
    ec2.create_launch_template(LaunchTemplateName="workers", LaunchTemplateData={"IamInstanceProfile": profile})
    ec2.request_spot_fleet(SpotFleetRequestConfig={"IamFleetRole": "arn:aws:iam::123456789012:role/fleet"})
    boto3.client("iam").add_role_to_instance_profile(InstanceProfileName="workers", RoleName="worker")
    boto3.client("autoscaling").create_launch_configuration(LaunchConfigurationName="w", IamInstanceProfile="workers")
    boto3.client("autoscaling").create_auto_scaling_group(AutoScalingGroupName="w", LaunchTemplate={"LaunchTemplateName": "w"})
    boto3.client("emr").run_job_flow(
        Name="nightly", JobFlowRole="EMR_EC2_DefaultRole", ServiceRole="arn:aws:iam::123456789012:role/emr"
    )
    boto3.client("batch").create_compute_environment(computeResources={"instanceRole": "ecsInstanceRole"})
    boto3.client("imagebuilder").create_infrastructure_configuration(name="w", instanceProfileName="workers")
    boto3.client("rds").create_db_instance(DBInstanceIdentifier="custom", CustomIamInstanceProfile="AWSRDSCustom")
    boto3.client("ecs").create_capacity_provider(
        managedInstancesProvider={"instanceLaunchTemplate": {"ec2InstanceProfileArn": "arn:aws:iam::123456789012:instance-profile/w"}}
    )
    boto3.client("ssm").create_activation(IamRole="hybrid")
    boto3.client("ec2").describe_iam_instance_profile_associations()
