/**
 * boto3's resources as its own definitions have them, in words: `name=Operation`, `name=Type`, `name=Operation>Type`.
 * https://github.com/boto/boto3/tree/develop/boto3/data, https://boto3.amazonaws.com/v1/documentation/api/latest/guide/resources.html
 */

/** One type, in words that spaces part. */
interface ListedResource {
  /** The parameters of the API that its identifiers are, in their order. */
  readonly by?: string;
  /** The identifiers' own names: to read one calls nothing. */
  readonly own?: string;
  /** Methods. */
  readonly does?: string;
  /** What reading any attribute calls, once. */
  readonly loads?: string;
  /** Methods that give things. */
  readonly gives?: string;
  /** Things below, that are called by their names: `role.AssumeRolePolicy()`. */
  readonly below?: string;
  /** Things that it refers to: `instance.vpc`. */
  readonly refers?: string;
  /** Collections. */
  readonly lists?: string;
  /** What a collection of such things does with all of them. */
  readonly batch?: string;
}

/** Service → type; the empty type is the service's own. */
export const listedResources: Readonly<Record<string, Readonly<Record<string, ListedResource>>>> = {
  cloudformation: {
    "": {
      does: "create_stack=CreateStack",
      gives: "create_stack=Stack",
      below: "Event Stack",
      lists: "stacks=DescribeStacks>Stack",
    },
    Event: {
      by: "Id",
      own: "event_id id",
    },
    Stack: {
      by: "StackName",
      own: "name stack_name",
      does:
        "cancel_update=CancelUpdateStack delete=DeleteStack load=DescribeStacks reload=DescribeStacks " + "update=UpdateStack",
      loads: "DescribeStacks",
      below: "Resource=StackResource",
      lists: "events=DescribeStackEvents>Event resource_summaries=ListStackResources>StackResourceSummary",
    },
    StackResource: {
      by: "StackName LogicalResourceId",
      own: "logical_id logical_resource_id stack_name",
      does: "load=DescribeStackResource reload=DescribeStackResource",
      loads: "DescribeStackResource",
      below: "Stack",
    },
    StackResourceSummary: {
      by: "StackName LogicalId",
      own: "logical_id logical_resource_id stack_name",
      below: "Resource=StackResource",
    },
  },
  cloudwatch: {
    "": {
      below: "Alarm Metric",
      lists: "alarms=DescribeAlarms>Alarm metrics=ListMetrics>Metric",
    },
    Alarm: {
      by: "AlarmNames",
      own: "alarm_name name",
      does:
        "delete=DeleteAlarms describe_history=DescribeAlarmHistory disable_actions=DisableAlarmActions " +
        "enable_actions=EnableAlarmActions load=DescribeAlarms reload=DescribeAlarms set_state=SetAlarmState",
      loads: "DescribeAlarms",
      refers: "metric=Metric",
      batch: "delete=DeleteAlarms disable_actions=DisableAlarmActions enable_actions=EnableAlarmActions",
    },
    Metric: {
      by: "Namespace MetricName",
      own: "metric_name name namespace",
      does:
        "get_statistics=GetMetricStatistics load=ListMetrics put_alarm=PutMetricAlarm put_data=PutMetricData " +
        "reload=ListMetrics",
      loads: "ListMetrics",
      gives: "put_alarm=Alarm",
      lists: "alarms=DescribeAlarmsForMetric>Alarm",
    },
  },
  dynamodb: {
    "": {
      does: "batch_get_item=BatchGetItem batch_write_item=BatchWriteItem create_table=CreateTable",
      gives: "create_table=Table",
      below: "Table",
      lists: "tables=ListTables>Table",
    },
    Table: {
      by: "TableName",
      own: "name table_name",
      does:
        "delete=DeleteTable delete_item=DeleteItem get_item=GetItem load=DescribeTable put_item=PutItem " +
        "query=Query reload=DescribeTable scan=Scan update=UpdateTable update_item=UpdateItem " +
        "wait_until_exists=DescribeTable wait_until_not_exists=DescribeTable",
      loads: "DescribeTable",
      gives: "update=Table",
    },
  },
  ec2: {
    "": {
      does:
        "create_dhcp_options=CreateDhcpOptions create_instances=RunInstances " +
        "create_internet_gateway=CreateInternetGateway create_key_pair=CreateKeyPair " +
        "create_network_acl=CreateNetworkAcl create_network_interface=CreateNetworkInterface " +
        "create_placement_group=CreatePlacementGroup create_route_table=CreateRouteTable " +
        "create_security_group=CreateSecurityGroup create_snapshot=CreateSnapshot create_subnet=CreateSubnet " +
        "create_tags=CreateTags create_volume=CreateVolume create_vpc=CreateVpc " +
        "create_vpc_peering_connection=CreateVpcPeeringConnection disassociate_route_table=DisassociateRouteTable " +
        "import_key_pair=ImportKeyPair register_image=RegisterImage",
      gives:
        "create_dhcp_options=DhcpOptions create_instances=Instance create_internet_gateway=InternetGateway " +
        "create_key_pair=KeyPair create_network_acl=NetworkAcl create_network_interface=NetworkInterface " +
        "create_placement_group=PlacementGroup create_route_table=RouteTable create_security_group=SecurityGroup " +
        "create_snapshot=Snapshot create_subnet=Subnet create_volume=Volume create_vpc=Vpc " +
        "create_vpc_peering_connection=VpcPeeringConnection import_key_pair=KeyPairInfo register_image=Image",
      below:
        "DhcpOptions Image Instance InternetGateway KeyPair=KeyPairInfo NetworkAcl NetworkInterface " +
        "PlacementGroup RouteTable RouteTableAssociation SecurityGroup Snapshot Subnet Volume Vpc " +
        "VpcPeeringConnection",
      lists:
        "classic_addresses=DescribeAddresses>ClassicAddress dhcp_options_sets=DescribeDhcpOptions>DhcpOptions " +
        "images=DescribeImages>Image instances=DescribeInstances>Instance " +
        "internet_gateways=DescribeInternetGateways>InternetGateway key_pairs=DescribeKeyPairs>KeyPairInfo " +
        "network_acls=DescribeNetworkAcls>NetworkAcl " +
        "network_interfaces=DescribeNetworkInterfaces>NetworkInterface " +
        "placement_groups=DescribePlacementGroups>PlacementGroup route_tables=DescribeRouteTables>RouteTable " +
        "security_groups=DescribeSecurityGroups>SecurityGroup snapshots=DescribeSnapshots>Snapshot " +
        "subnets=DescribeSubnets>Subnet volumes=DescribeVolumes>Volume vpc_addresses=DescribeAddresses>VpcAddress " +
        "vpc_peering_connections=DescribeVpcPeeringConnections>VpcPeeringConnection vpcs=DescribeVpcs>Vpc",
    },
    ClassicAddress: {
      by: "PublicIp",
      own: "public_ip",
      does:
        "associate=AssociateAddress disassociate=DisassociateAddress load=DescribeAddresses " +
        "release=ReleaseAddress reload=DescribeAddresses",
      loads: "DescribeAddresses",
    },
    DhcpOptions: {
      by: "DhcpOptionsId",
      own: "dhcp_options_id id",
      does:
        "associate_with_vpc=AssociateDhcpOptions create_tags=CreateTags delete=DeleteDhcpOptions " +
        "load=DescribeDhcpOptions reload=DescribeDhcpOptions",
      loads: "DescribeDhcpOptions",
      gives: "create_tags=Tag",
    },
    Image: {
      by: "Resources",
      own: "id image_id",
      does:
        "create_tags=CreateTags deregister=DeregisterImage describe_attribute=DescribeImageAttribute " +
        "load=DescribeImages modify_attribute=ModifyImageAttribute reload=DescribeImages " +
        "reset_attribute=ResetImageAttribute wait_until_exists=DescribeImages",
      loads: "DescribeImages",
      gives: "create_tags=Tag",
    },
    Instance: {
      by: "InstanceId",
      own: "id instance_id",
      does:
        "attach_classic_link_vpc=AttachClassicLinkVpc attach_volume=AttachVolume console_output=GetConsoleOutput " +
        "create_image=CreateImage create_tags=CreateTags describe_attribute=DescribeInstanceAttribute " +
        "detach_classic_link_vpc=DetachClassicLinkVpc detach_volume=DetachVolume load=DescribeInstances " +
        "modify_attribute=ModifyInstanceAttribute monitor=MonitorInstances password_data=GetPasswordData " +
        "reboot=RebootInstances reload=DescribeInstances report_status=ReportInstanceStatus " +
        "reset_attribute=ResetInstanceAttribute reset_kernel=ResetInstanceAttribute " +
        "reset_ramdisk=ResetInstanceAttribute reset_source_dest_check=ResetInstanceAttribute start=StartInstances " +
        "stop=StopInstances terminate=TerminateInstances unmonitor=UnmonitorInstances " +
        "wait_until_exists=DescribeInstances wait_until_running=DescribeInstances " +
        "wait_until_stopped=DescribeInstances wait_until_terminated=DescribeInstances",
      loads: "DescribeInstances",
      gives: "create_image=Image create_tags=Tag",
      refers:
        "classic_address=ClassicAddress image=Image key_pair=KeyPairInfo network_interfaces=NetworkInterface " +
        "placement_group=PlacementGroup subnet=Subnet vpc=Vpc",
      lists: "volumes=DescribeVolumes>Volume vpc_addresses=DescribeAddresses>VpcAddress",
      batch:
        "create_tags=CreateTags monitor=MonitorInstances reboot=RebootInstances start=StartInstances " +
        "stop=StopInstances terminate=TerminateInstances unmonitor=UnmonitorInstances",
    },
    InternetGateway: {
      by: "InternetGatewayId",
      own: "id internet_gateway_id",
      does:
        "attach_to_vpc=AttachInternetGateway create_tags=CreateTags delete=DeleteInternetGateway " +
        "detach_from_vpc=DetachInternetGateway load=DescribeInternetGateways reload=DescribeInternetGateways",
      loads: "DescribeInternetGateways",
      gives: "create_tags=Tag",
    },
    KeyPair: {
      by: "KeyName",
      own: "key_name name",
      does: "delete=DeleteKeyPair",
    },
    KeyPairInfo: {
      by: "KeyName",
      own: "key_name name",
      does: "delete=DeleteKeyPair load=DescribeKeyPairs reload=DescribeKeyPairs",
      loads: "DescribeKeyPairs",
    },
    NetworkAcl: {
      by: "NetworkAclId",
      own: "id network_acl_id",
      does:
        "create_entry=CreateNetworkAclEntry create_tags=CreateTags delete=DeleteNetworkAcl " +
        "delete_entry=DeleteNetworkAclEntry load=DescribeNetworkAcls reload=DescribeNetworkAcls " +
        "replace_association=ReplaceNetworkAclAssociation replace_entry=ReplaceNetworkAclEntry",
      loads: "DescribeNetworkAcls",
      gives: "create_tags=Tag",
      refers: "vpc=Vpc",
    },
    NetworkInterface: {
      by: "NetworkInterfaceId",
      own: "id network_interface_id",
      does:
        "assign_private_ip_addresses=AssignPrivateIpAddresses attach=AttachNetworkInterface " +
        "create_tags=CreateTags delete=DeleteNetworkInterface " +
        "describe_attribute=DescribeNetworkInterfaceAttribute detach=DetachNetworkInterface " +
        "load=DescribeNetworkInterfaces modify_attribute=ModifyNetworkInterfaceAttribute " +
        "reload=DescribeNetworkInterfaces reset_attribute=ResetNetworkInterfaceAttribute " +
        "unassign_private_ip_addresses=UnassignPrivateIpAddresses",
      loads: "DescribeNetworkInterfaces",
      gives: "create_tags=Tag",
      refers: "association=NetworkInterfaceAssociation subnet=Subnet vpc=Vpc",
    },
    NetworkInterfaceAssociation: {
      by: "AssociationId",
      own: "id",
      does: "delete=DisassociateAddress load=DescribeNetworkInterfaces reload=DescribeNetworkInterfaces",
      loads: "DescribeNetworkInterfaces",
      refers: "address=VpcAddress",
    },
    PlacementGroup: {
      by: "GroupName",
      own: "group_name name",
      does: "delete=DeletePlacementGroup load=DescribePlacementGroups reload=DescribePlacementGroups",
      loads: "DescribePlacementGroups",
      lists: "instances=DescribeInstances>Instance",
    },
    Route: {
      by: "RouteTableId DestinationCidrBlock",
      own: "destination_cidr_block route_table_id",
      does: "delete=DeleteRoute replace=ReplaceRoute",
      below: "RouteTable",
    },
    RouteTable: {
      by: "RouteTableId",
      own: "id route_table_id",
      does:
        "associate_with_subnet=AssociateRouteTable create_route=CreateRoute create_tags=CreateTags " +
        "delete=DeleteRouteTable load=DescribeRouteTables reload=DescribeRouteTables",
      loads: "DescribeRouteTables",
      gives: "associate_with_subnet=RouteTableAssociation create_route=Route create_tags=Tag",
      refers: "associations=RouteTableAssociation routes=Route vpc=Vpc",
    },
    RouteTableAssociation: {
      by: "AssociationId",
      own: "id route_table_association_id",
      does: "delete=DisassociateRouteTable replace_subnet=ReplaceRouteTableAssociation",
      gives: "replace_subnet=RouteTableAssociation",
      refers: "route_table=RouteTable subnet=Subnet",
    },
    SecurityGroup: {
      by: "GroupId",
      own: "group_id id",
      does:
        "authorize_egress=AuthorizeSecurityGroupEgress authorize_ingress=AuthorizeSecurityGroupIngress " +
        "create_tags=CreateTags delete=DeleteSecurityGroup load=DescribeSecurityGroups " +
        "reload=DescribeSecurityGroups revoke_egress=RevokeSecurityGroupEgress " +
        "revoke_ingress=RevokeSecurityGroupIngress",
      loads: "DescribeSecurityGroups",
      gives: "create_tags=Tag",
    },
    Snapshot: {
      by: "SourceSnapshotId",
      own: "id snapshot_id",
      does:
        "copy=CopySnapshot create_tags=CreateTags delete=DeleteSnapshot " +
        "describe_attribute=DescribeSnapshotAttribute load=DescribeSnapshots " +
        "modify_attribute=ModifySnapshotAttribute reload=DescribeSnapshots reset_attribute=ResetSnapshotAttribute " +
        "wait_until_completed=DescribeSnapshots",
      loads: "DescribeSnapshots",
      gives: "create_tags=Tag",
      refers: "volume=Volume",
    },
    Subnet: {
      by: "SubnetId",
      own: "id subnet_id",
      does:
        "create_instances=RunInstances create_network_interface=CreateNetworkInterface create_tags=CreateTags " +
        "delete=DeleteSubnet load=DescribeSubnets reload=DescribeSubnets",
      loads: "DescribeSubnets",
      gives: "create_instances=Instance create_network_interface=NetworkInterface create_tags=Tag",
      refers: "vpc=Vpc",
      lists: "instances=DescribeInstances>Instance network_interfaces=DescribeNetworkInterfaces>NetworkInterface",
    },
    Tag: {
      by: "Resources Tags Tags",
      own: "key resource_id value",
      does: "delete=DeleteTags load=DescribeTags reload=DescribeTags",
      loads: "DescribeTags",
      batch: "delete=DeleteTags",
    },
    Volume: {
      by: "VolumeId",
      own: "id volume_id",
      does:
        "attach_to_instance=AttachVolume create_snapshot=CreateSnapshot create_tags=CreateTags " +
        "delete=DeleteVolume describe_attribute=DescribeVolumeAttribute describe_status=DescribeVolumeStatus " +
        "detach_from_instance=DetachVolume enable_io=EnableVolumeIO load=DescribeVolumes " +
        "modify_attribute=ModifyVolumeAttribute reload=DescribeVolumes",
      loads: "DescribeVolumes",
      gives: "create_snapshot=Snapshot create_tags=Tag",
      lists: "snapshots=DescribeSnapshots>Snapshot",
    },
    Vpc: {
      by: "VpcId",
      own: "id vpc_id",
      does:
        "associate_dhcp_options=AssociateDhcpOptions attach_classic_link_instance=AttachClassicLinkVpc " +
        "attach_internet_gateway=AttachInternetGateway create_network_acl=CreateNetworkAcl " +
        "create_route_table=CreateRouteTable create_security_group=CreateSecurityGroup create_subnet=CreateSubnet " +
        "create_tags=CreateTags delete=DeleteVpc describe_attribute=DescribeVpcAttribute " +
        "detach_classic_link_instance=DetachClassicLinkVpc detach_internet_gateway=DetachInternetGateway " +
        "disable_classic_link=DisableVpcClassicLink enable_classic_link=EnableVpcClassicLink load=DescribeVpcs " +
        "modify_attribute=ModifyVpcAttribute reload=DescribeVpcs " +
        "request_vpc_peering_connection=CreateVpcPeeringConnection wait_until_available=DescribeVpcs " +
        "wait_until_exists=DescribeVpcs",
      loads: "DescribeVpcs",
      gives:
        "create_network_acl=NetworkAcl create_route_table=RouteTable create_security_group=SecurityGroup " +
        "create_subnet=Subnet create_tags=Tag request_vpc_peering_connection=VpcPeeringConnection",
      refers: "dhcp_options=DhcpOptions",
      lists:
        "accepted_vpc_peering_connections=DescribeVpcPeeringConnections>VpcPeeringConnection " +
        "instances=DescribeInstances>Instance internet_gateways=DescribeInternetGateways>InternetGateway " +
        "network_acls=DescribeNetworkAcls>NetworkAcl " +
        "network_interfaces=DescribeNetworkInterfaces>NetworkInterface " +
        "requested_vpc_peering_connections=DescribeVpcPeeringConnections>VpcPeeringConnection " +
        "route_tables=DescribeRouteTables>RouteTable security_groups=DescribeSecurityGroups>SecurityGroup " +
        "subnets=DescribeSubnets>Subnet",
    },
    VpcPeeringConnection: {
      by: "VpcPeeringConnectionId",
      own: "id vpc_peering_connection_id",
      does:
        "accept=AcceptVpcPeeringConnection delete=DeleteVpcPeeringConnection load=DescribeVpcPeeringConnections " +
        "reject=RejectVpcPeeringConnection reload=DescribeVpcPeeringConnections " +
        "wait_until_exists=DescribeVpcPeeringConnections",
      loads: "DescribeVpcPeeringConnections",
      refers: "accepter_vpc=Vpc requester_vpc=Vpc",
    },
    VpcAddress: {
      by: "AllocationId",
      own: "allocation_id",
      does: "associate=AssociateAddress load=DescribeAddresses release=ReleaseAddress reload=DescribeAddresses",
      loads: "DescribeAddresses",
      refers: "association=NetworkInterfaceAssociation",
    },
  },
  glacier: {
    "": {
      does: "create_vault=CreateVault",
      gives: "create_vault=Vault",
      below: "Account",
      lists: "vaults=ListVaults>Vault",
    },
    Account: {
      by: "accountId",
      own: "id",
      does: "create_vault=CreateVault",
      gives: "create_vault=Vault",
      below: "Vault",
      lists: "vaults=ListVaults>Vault",
    },
    Archive: {
      by: "accountId vaultName archiveId",
      own: "account_id id vault_name",
      does: "delete=DeleteArchive initiate_archive_retrieval=InitiateJob",
      gives: "initiate_archive_retrieval=Job",
      below: "Vault",
    },
    Job: {
      by: "accountId vaultName jobId",
      own: "account_id id job_id vault_name",
      does: "get_output=GetJobOutput load=DescribeJob reload=DescribeJob",
      loads: "DescribeJob",
      below: "Vault",
    },
    MultipartUpload: {
      by: "accountId vaultName uploadId",
      own: "account_id id multipart_upload_id vault_name",
      does: "abort=AbortMultipartUpload complete=CompleteMultipartUpload parts=ListParts " + "upload_part=UploadMultipartPart",
      below: "Vault",
    },
    Notification: {
      by: "accountId vaultName",
      own: "account_id vault_name",
      does:
        "delete=DeleteVaultNotifications load=GetVaultNotifications reload=GetVaultNotifications " + "set=SetVaultNotifications",
      loads: "GetVaultNotifications",
      below: "Vault",
    },
    Vault: {
      by: "accountId vaultName",
      own: "account_id name vault_name",
      does:
        "create=CreateVault delete=DeleteVault initiate_inventory_retrieval=InitiateJob " +
        "initiate_multipart_upload=InitiateMultipartUpload load=DescribeVault reload=DescribeVault " +
        "upload_archive=UploadArchive",
      loads: "DescribeVault",
      gives: "initiate_inventory_retrieval=Job initiate_multipart_upload=MultipartUpload upload_archive=Archive",
      below: "Account Archive Job MultipartUpload Notification",
      lists:
        "completed_jobs=ListJobs>Job failed_jobs=ListJobs>Job jobs=ListJobs>Job jobs_in_progress=ListJobs>Job " +
        "multipart_uplaods=ListMultipartUploads>MultipartUpload " +
        "multipart_uploads=ListMultipartUploads>MultipartUpload succeeded_jobs=ListJobs>Job",
    },
  },
  iam: {
    "": {
      does:
        "change_password=ChangePassword create_account_alias=CreateAccountAlias " +
        "create_account_password_policy=UpdateAccountPasswordPolicy create_group=CreateGroup " +
        "create_instance_profile=CreateInstanceProfile create_policy=CreatePolicy create_role=CreateRole " +
        "create_saml_provider=CreateSAMLProvider create_server_certificate=UploadServerCertificate " +
        "create_signing_certificate=UploadSigningCertificate create_user=CreateUser " +
        "create_virtual_mfa_device=CreateVirtualMFADevice",
      gives:
        "create_account_password_policy=AccountPasswordPolicy create_group=Group " +
        "create_instance_profile=InstanceProfile create_policy=Policy create_role=Role " +
        "create_saml_provider=SamlProvider create_server_certificate=ServerCertificate " +
        "create_signing_certificate=SigningCertificate create_user=User " +
        "create_virtual_mfa_device=VirtualMfaDevice",
      below:
        "AccountPasswordPolicy AccountSummary CurrentUser Group InstanceProfile Policy Role SamlProvider " +
        "ServerCertificate User VirtualMfaDevice",
      lists:
        "groups=ListGroups>Group instance_profiles=ListInstanceProfiles>InstanceProfile " +
        "policies=ListPolicies>Policy roles=ListRoles>Role saml_providers=ListSAMLProviders>SamlProvider " +
        "server_certificates=ListServerCertificates>ServerCertificate users=ListUsers>User " +
        "virtual_mfa_devices=ListVirtualMFADevices>VirtualMfaDevice",
    },
    AccessKey: {
      by: "UserName AccessKeyId",
      own: "access_key_id id user_name",
      does: "activate=UpdateAccessKey deactivate=UpdateAccessKey delete=DeleteAccessKey",
      below: "User",
    },
    AccessKeyPair: {
      by: "UserName AccessKeyId Secret",
      own: "access_key_id id secret secret_access_key user_name",
      does: "activate=UpdateAccessKey deactivate=UpdateAccessKey delete=DeleteAccessKey",
    },
    AccountPasswordPolicy: {
      does:
        "delete=DeleteAccountPasswordPolicy load=GetAccountPasswordPolicy reload=GetAccountPasswordPolicy " +
        "update=UpdateAccountPasswordPolicy",
      loads: "GetAccountPasswordPolicy",
    },
    AccountSummary: {
      does: "load=GetAccountSummary reload=GetAccountSummary",
      loads: "GetAccountSummary",
    },
    AssumeRolePolicy: {
      by: "RoleName",
      own: "role_name",
      does: "update=UpdateAssumeRolePolicy",
      below: "Role",
    },
    CurrentUser: {
      does: "load=GetUser reload=GetUser",
      loads: "GetUser",
      refers: "user=User",
      lists:
        "access_keys=ListAccessKeys>AccessKey mfa_devices=ListMFADevices>MfaDevice " +
        "signing_certificates=ListSigningCertificates>SigningCertificate",
    },
    Group: {
      by: "GroupName",
      own: "group_name name",
      does:
        "add_user=AddUserToGroup attach_policy=AttachGroupPolicy create=CreateGroup create_policy=PutGroupPolicy " +
        "delete=DeleteGroup detach_policy=DetachGroupPolicy load=GetGroup reload=GetGroup " +
        "remove_user=RemoveUserFromGroup update=UpdateGroup",
      loads: "GetGroup",
      gives: "create=Group create_policy=GroupPolicy update=Group",
      below: "Policy=GroupPolicy",
      lists: "attached_policies=ListAttachedGroupPolicies>Policy policies=ListGroupPolicies>GroupPolicy " + "users=GetGroup>User",
    },
    GroupPolicy: {
      by: "GroupName PolicyName",
      own: "group_name name policy_name",
      does: "delete=DeleteGroupPolicy load=GetGroupPolicy put=PutGroupPolicy reload=GetGroupPolicy",
      loads: "GetGroupPolicy",
      below: "Group",
    },
    InstanceProfile: {
      by: "InstanceProfileName",
      own: "instance_profile_name name",
      does:
        "add_role=AddRoleToInstanceProfile delete=DeleteInstanceProfile load=GetInstanceProfile " +
        "reload=GetInstanceProfile remove_role=RemoveRoleFromInstanceProfile",
      loads: "GetInstanceProfile",
      refers: "roles=Role",
    },
    LoginProfile: {
      by: "UserName",
      own: "user_name",
      does:
        "create=CreateLoginProfile delete=DeleteLoginProfile load=GetLoginProfile reload=GetLoginProfile " +
        "update=UpdateLoginProfile",
      loads: "GetLoginProfile",
      gives: "create=LoginProfile",
      below: "User",
    },
    MfaDevice: {
      by: "UserName SerialNumber",
      own: "serial_number user_name",
      does: "associate=EnableMFADevice disassociate=DeactivateMFADevice resync=ResyncMFADevice",
      below: "User",
    },
    Policy: {
      by: "PolicyArn",
      own: "arn",
      does:
        "attach_group=AttachGroupPolicy attach_role=AttachRolePolicy attach_user=AttachUserPolicy " +
        "create_version=CreatePolicyVersion delete=DeletePolicy detach_group=DetachGroupPolicy " +
        "detach_role=DetachRolePolicy detach_user=DetachUserPolicy load=GetPolicy reload=GetPolicy",
      loads: "GetPolicy",
      gives: "create_version=PolicyVersion",
      refers: "default_version=PolicyVersion",
      lists:
        "attached_groups=ListEntitiesForPolicy>Group attached_roles=ListEntitiesForPolicy>Role " +
        "attached_users=ListEntitiesForPolicy>User versions=ListPolicyVersions>PolicyVersion",
    },
    PolicyVersion: {
      by: "PolicyArn VersionId",
      own: "arn version_id",
      does:
        "delete=DeletePolicyVersion load=GetPolicyVersion reload=GetPolicyVersion " + "set_as_default=SetDefaultPolicyVersion",
      loads: "GetPolicyVersion",
    },
    Role: {
      by: "RoleName",
      own: "name role_name",
      does: "attach_policy=AttachRolePolicy delete=DeleteRole detach_policy=DetachRolePolicy load=GetRole " + "reload=GetRole",
      loads: "GetRole",
      below: "AssumeRolePolicy Policy=RolePolicy",
      lists:
        "attached_policies=ListAttachedRolePolicies>Policy " +
        "instance_profiles=ListInstanceProfilesForRole>InstanceProfile policies=ListRolePolicies>RolePolicy",
    },
    RolePolicy: {
      by: "RoleName PolicyName",
      own: "name policy_name role_name",
      does: "delete=DeleteRolePolicy load=GetRolePolicy put=PutRolePolicy reload=GetRolePolicy",
      loads: "GetRolePolicy",
      below: "Role",
    },
    SamlProvider: {
      by: "SAMLProviderArn",
      own: "arn",
      does: "delete=DeleteSAMLProvider load=GetSAMLProvider reload=GetSAMLProvider update=UpdateSAMLProvider",
      loads: "GetSAMLProvider",
    },
    ServerCertificate: {
      by: "ServerCertificateName",
      own: "name",
      does:
        "delete=DeleteServerCertificate load=GetServerCertificate reload=GetServerCertificate " +
        "update=UpdateServerCertificate",
      loads: "GetServerCertificate",
      gives: "update=ServerCertificate",
    },
    SigningCertificate: {
      by: "UserName CertificateId",
      own: "certificate_id id user_name",
      does: "activate=UpdateSigningCertificate deactivate=UpdateSigningCertificate delete=DeleteSigningCertificate",
      below: "User",
    },
    User: {
      by: "UserName",
      own: "name user_name",
      does:
        "add_group=AddUserToGroup attach_policy=AttachUserPolicy create=CreateUser " +
        "create_access_key_pair=CreateAccessKey create_login_profile=CreateLoginProfile " +
        "create_policy=PutUserPolicy delete=DeleteUser detach_policy=DetachUserPolicy enable_mfa=EnableMFADevice " +
        "load=GetUser reload=GetUser remove_group=RemoveUserFromGroup update=UpdateUser",
      loads: "GetUser",
      gives:
        "create=User create_access_key_pair=AccessKeyPair create_login_profile=LoginProfile " +
        "create_policy=UserPolicy enable_mfa=MfaDevice update=User",
      below: "AccessKey LoginProfile MfaDevice Policy=UserPolicy SigningCertificate",
      lists:
        "access_keys=ListAccessKeys>AccessKey attached_policies=ListAttachedUserPolicies>Policy " +
        "groups=ListGroupsForUser>Group mfa_devices=ListMFADevices>MfaDevice policies=ListUserPolicies>UserPolicy " +
        "signing_certificates=ListSigningCertificates>SigningCertificate",
    },
    UserPolicy: {
      by: "UserName PolicyName",
      own: "name policy_name user_name",
      does: "delete=DeleteUserPolicy load=GetUserPolicy put=PutUserPolicy reload=GetUserPolicy",
      loads: "GetUserPolicy",
      below: "User",
    },
    VirtualMfaDevice: {
      by: "SerialNumber",
      own: "serial_number",
      does: "delete=DeleteVirtualMFADevice",
      refers: "user=User",
    },
  },
  s3: {
    "": {
      does: "create_bucket=CreateBucket",
      gives: "create_bucket=Bucket",
      below: "Bucket",
      lists: "buckets=ListBuckets>Bucket",
    },
    Bucket: {
      by: "Bucket",
      own: "name",
      does:
        "create=CreateBucket delete=DeleteBucket delete_objects=DeleteObjects put_object=PutObject " +
        "wait_until_exists=HeadBucket wait_until_not_exists=HeadBucket",
      gives: "put_object=Object",
      below:
        "Acl=BucketAcl Cors=BucketCors Lifecycle=BucketLifecycle " +
        "LifecycleConfiguration=BucketLifecycleConfiguration Logging=BucketLogging " +
        "Notification=BucketNotification Object Policy=BucketPolicy RequestPayment=BucketRequestPayment " +
        "Tagging=BucketTagging Versioning=BucketVersioning Website=BucketWebsite",
      lists:
        "multipart_uploads=ListMultipartUploads>MultipartUpload object_versions=ListObjectVersions>ObjectVersion " +
        "objects=ListObjects>ObjectSummary",
    },
    BucketAcl: {
      by: "Bucket",
      own: "bucket_name",
      does: "load=GetBucketAcl put=PutBucketAcl reload=GetBucketAcl",
      loads: "GetBucketAcl",
      below: "Bucket",
    },
    BucketCors: {
      by: "Bucket",
      own: "bucket_name",
      does: "delete=DeleteBucketCors load=GetBucketCors put=PutBucketCors reload=GetBucketCors",
      loads: "GetBucketCors",
      below: "Bucket",
    },
    BucketLifecycle: {
      by: "Bucket",
      own: "bucket_name",
      does: "delete=DeleteBucketLifecycle load=GetBucketLifecycle put=PutBucketLifecycle reload=GetBucketLifecycle",
      loads: "GetBucketLifecycle",
      below: "Bucket",
    },
    BucketLifecycleConfiguration: {
      by: "Bucket",
      own: "bucket_name",
      does:
        "delete=DeleteBucketLifecycle load=GetBucketLifecycleConfiguration put=PutBucketLifecycleConfiguration " +
        "reload=GetBucketLifecycleConfiguration",
      loads: "GetBucketLifecycleConfiguration",
      below: "Bucket",
    },
    BucketLogging: {
      by: "Bucket",
      own: "bucket_name",
      does: "load=GetBucketLogging put=PutBucketLogging reload=GetBucketLogging",
      loads: "GetBucketLogging",
      below: "Bucket",
    },
    BucketNotification: {
      by: "Bucket",
      own: "bucket_name",
      does:
        "load=GetBucketNotificationConfiguration put=PutBucketNotificationConfiguration " +
        "reload=GetBucketNotificationConfiguration",
      loads: "GetBucketNotificationConfiguration",
      below: "Bucket",
    },
    BucketPolicy: {
      by: "Bucket",
      own: "bucket_name",
      does: "delete=DeleteBucketPolicy load=GetBucketPolicy put=PutBucketPolicy reload=GetBucketPolicy",
      loads: "GetBucketPolicy",
      below: "Bucket",
    },
    BucketRequestPayment: {
      by: "Bucket",
      own: "bucket_name",
      does: "load=GetBucketRequestPayment put=PutBucketRequestPayment reload=GetBucketRequestPayment",
      loads: "GetBucketRequestPayment",
      below: "Bucket",
    },
    BucketTagging: {
      by: "Bucket",
      own: "bucket_name",
      does: "delete=DeleteBucketTagging load=GetBucketTagging put=PutBucketTagging reload=GetBucketTagging",
      loads: "GetBucketTagging",
      below: "Bucket",
    },
    BucketVersioning: {
      by: "Bucket",
      own: "bucket_name",
      does:
        "enable=PutBucketVersioning load=GetBucketVersioning put=PutBucketVersioning reload=GetBucketVersioning " +
        "suspend=PutBucketVersioning",
      loads: "GetBucketVersioning",
      below: "Bucket",
    },
    BucketWebsite: {
      by: "Bucket",
      own: "bucket_name",
      does: "delete=DeleteBucketWebsite load=GetBucketWebsite put=PutBucketWebsite reload=GetBucketWebsite",
      loads: "GetBucketWebsite",
      below: "Bucket",
    },
    MultipartUpload: {
      by: "Bucket Key UploadId",
      own: "bucket_name id object_key",
      does: "abort=AbortMultipartUpload complete=CompleteMultipartUpload",
      gives: "complete=Object",
      below: "Object Part=MultipartUploadPart",
      lists: "parts=ListParts>MultipartUploadPart",
    },
    MultipartUploadPart: {
      by: "Bucket Key UploadId PartNumber",
      own: "bucket_name multipart_upload_id object_key part_number",
      does: "copy_from=UploadPartCopy upload=UploadPart",
      below: "MultipartUpload",
    },
    Object: {
      by: "Bucket Key",
      own: "bucket_name key",
      does:
        "copy_from=CopyObject delete=DeleteObject get=GetObject initiate_multipart_upload=CreateMultipartUpload " +
        "load=HeadObject put=PutObject reload=HeadObject restore_object=RestoreObject " +
        "wait_until_exists=HeadObject wait_until_not_exists=HeadObject",
      loads: "HeadObject",
      gives: "initiate_multipart_upload=MultipartUpload",
      below: "Acl=ObjectAcl Bucket MultipartUpload Version=ObjectVersion",
      batch: "delete=DeleteObjects",
    },
    ObjectAcl: {
      by: "Bucket Key",
      own: "bucket_name object_key",
      does: "load=GetObjectAcl put=PutObjectAcl reload=GetObjectAcl",
      loads: "GetObjectAcl",
      below: "Object",
    },
    ObjectSummary: {
      by: "Bucket Key",
      own: "bucket_name key",
      does:
        "copy_from=CopyObject delete=DeleteObject get=GetObject initiate_multipart_upload=CreateMultipartUpload " +
        "put=PutObject restore_object=RestoreObject wait_until_exists=HeadObject wait_until_not_exists=HeadObject",
      gives: "initiate_multipart_upload=MultipartUpload",
      below: "Acl=ObjectAcl Bucket MultipartUpload Object Version=ObjectVersion",
      batch: "delete=DeleteObjects",
    },
    ObjectVersion: {
      by: "Bucket Key VersionId",
      own: "bucket_name id object_key",
      does: "delete=DeleteObject get=GetObject head=HeadObject",
      below: "Object",
      batch: "delete=DeleteObjects",
    },
  },
  sns: {
    "": {
      does: "create_platform_application=CreatePlatformApplication create_topic=CreateTopic",
      gives: "create_platform_application=PlatformApplication create_topic=Topic",
      below: "PlatformApplication PlatformEndpoint Subscription Topic",
      lists:
        "platform_applications=ListPlatformApplications>PlatformApplication " +
        "subscriptions=ListSubscriptions>Subscription topics=ListTopics>Topic",
    },
    PlatformApplication: {
      by: "PlatformApplicationArn",
      own: "arn",
      does:
        "create_platform_endpoint=CreatePlatformEndpoint delete=DeletePlatformApplication " +
        "load=GetPlatformApplicationAttributes reload=GetPlatformApplicationAttributes " +
        "set_attributes=SetPlatformApplicationAttributes",
      loads: "GetPlatformApplicationAttributes",
      gives: "create_platform_endpoint=PlatformEndpoint",
      lists: "endpoints=ListEndpointsByPlatformApplication>PlatformEndpoint",
    },
    PlatformEndpoint: {
      by: "EndpointArn",
      own: "arn",
      does:
        "delete=DeleteEndpoint load=GetEndpointAttributes publish=Publish reload=GetEndpointAttributes " +
        "set_attributes=SetEndpointAttributes",
      loads: "GetEndpointAttributes",
    },
    Subscription: {
      by: "SubscriptionArn",
      own: "arn",
      does:
        "delete=Unsubscribe load=GetSubscriptionAttributes reload=GetSubscriptionAttributes " +
        "set_attributes=SetSubscriptionAttributes",
      loads: "GetSubscriptionAttributes",
    },
    Topic: {
      by: "TopicArn",
      own: "arn",
      does:
        "add_permission=AddPermission confirm_subscription=ConfirmSubscription delete=DeleteTopic " +
        "load=GetTopicAttributes publish=Publish reload=GetTopicAttributes remove_permission=RemovePermission " +
        "set_attributes=SetTopicAttributes subscribe=Subscribe",
      loads: "GetTopicAttributes",
      gives: "confirm_subscription=Subscription subscribe=Subscription",
      lists: "subscriptions=ListSubscriptionsByTopic>Subscription",
    },
  },
  sqs: {
    "": {
      does: "create_queue=CreateQueue get_queue_by_name=GetQueueUrl",
      gives: "create_queue=Queue get_queue_by_name=Queue",
      below: "Queue",
      lists: "queues=ListQueues>Queue",
    },
    Message: {
      by: "QueueUrl ReceiptHandle",
      own: "queue_url receipt_handle",
      does: "change_visibility=ChangeMessageVisibility delete=DeleteMessage",
      below: "Queue",
      batch: "delete=DeleteMessageBatch",
    },
    Queue: {
      by: "QueueUrl",
      own: "url",
      does:
        "add_permission=AddPermission change_message_visibility_batch=ChangeMessageVisibilityBatch " +
        "delete=DeleteQueue delete_messages=DeleteMessageBatch load=GetQueueAttributes purge=PurgeQueue " +
        "receive_messages=ReceiveMessage reload=GetQueueAttributes remove_permission=RemovePermission " +
        "send_message=SendMessage send_messages=SendMessageBatch set_attributes=SetQueueAttributes",
      loads: "GetQueueAttributes",
      gives: "receive_messages=Message",
      below: "Message",
      lists: "dead_letter_source_queues=ListDeadLetterSourceQueues>Queue",
    },
  },
};
