/**
 * boto3's resources: objects in front of clients. What their methods call, and by which parameters their identifiers go.
 * https://boto3.amazonaws.com/v1/documentation/api/latest/guide/resources.html
 */

export interface BotoResourceType {
  /** The parameters of the API that the identifiers are, in their order. */
  readonly identifiers: readonly string[];
  /** Method → the operations that it calls; a method that is not here is the operation of its name. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
  /** What reading any attribute calls, once. */
  readonly attributes: { readonly names: readonly string[]; readonly operation: string } | null;
  /** Things below: name → type. */
  readonly children: Readonly<Record<string, string>>;
  /** Methods that give things: of which type, and which of their identifiers the arguments name. */
  readonly gives?: Readonly<Record<string, { readonly type: string; readonly named: Readonly<Record<string, string>> }>>;
  /** Collections: name → what listing calls, and the type of the items. */
  readonly collections: Readonly<
    Record<
      string,
      { readonly lists: string; readonly item: string | null; readonly batch?: Readonly<Record<string, readonly string[]>> }
    >
  >;
}

const none = { identifiers: [], methods: {}, attributes: null, children: {}, collections: {} } as const;

/** Service → type → what it is; the empty type is the service's own. */
export const boto3Resources: Readonly<Record<string, Readonly<Record<string, BotoResourceType>>>> = {
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/dynamodb/service-resource/index.html
  dynamodb: {
    "": { ...none, children: { Table: "Table" }, collections: { tables: { lists: "ListTables", item: "Table" } } },
    Table: {
      ...none,
      identifiers: ["TableName"],
      methods: {
        batch_writer: ["BatchWriteItem"],
        delete: ["DeleteTable"],
        load: ["DescribeTable"],
        reload: ["DescribeTable"],
        update: ["UpdateTable"],
        wait_until_exists: ["DescribeTable"],
        wait_until_not_exists: ["DescribeTable"],
      },
      attributes: {
        names: [
          "table_status",
          "item_count",
          "table_arn",
          "key_schema",
          "table_size_bytes",
          "global_secondary_indexes",
          "creation_date_time",
        ],
        operation: "DescribeTable",
      },
    },
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/s3/service-resource/index.html
  s3: {
    "": {
      ...none,
      children: { Bucket: "Bucket", Object: "Object", ObjectSummary: "Object", ObjectVersion: "Object" },
      collections: { buckets: { lists: "ListBuckets", item: "Bucket" } },
    },
    Bucket: {
      ...none,
      identifiers: ["Bucket"],
      methods: {
        create: ["CreateBucket"],
        delete: ["DeleteBucket"],
        load: ["ListBuckets"],
        wait_until_exists: ["HeadBucket"],
        wait_until_not_exists: ["HeadBucket"],
      },
      attributes: { names: ["creation_date"], operation: "ListBuckets" },
      children: { Object: "Object" },
      collections: {
        objects: { lists: "ListObjects", item: "Object", batch: { delete: ["DeleteObjects"] } },
        object_versions: {
          lists: "ListObjectVersions",
          item: "Object",
          batch: { delete: ["DeleteObjects", "DeleteObjectVersion"] },
        },
        multipart_uploads: { lists: "ListMultipartUploads", item: null },
      },
    },
    Object: {
      ...none,
      identifiers: ["Bucket", "Key"],
      methods: {
        copy: ["CopyObject"],
        copy_from: ["CopyObject"],
        delete: ["DeleteObject"],
        get: ["GetObject"],
        head: ["HeadObject"],
        initiate_multipart_upload: ["CreateMultipartUpload"],
        load: ["HeadObject"],
        put: ["PutObject"],
        reload: ["HeadObject"],
        wait_until_exists: ["HeadObject"],
        wait_until_not_exists: ["HeadObject"],
      },
      attributes: {
        names: ["content_length", "content_type", "e_tag", "last_modified", "metadata", "version_id", "storage_class"],
        operation: "HeadObject",
      },
      children: { Object: "Object", Version: "Object", Acl: "ObjectAcl" },
    },
    ObjectAcl: {
      ...none,
      identifiers: ["Bucket", "Key"],
      methods: { put: ["PutObjectAcl"], load: ["GetObjectAcl"], reload: ["GetObjectAcl"] },
      attributes: { names: ["grants", "owner"], operation: "GetObjectAcl" },
    },
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/sqs/service-resource/index.html
  sqs: {
    "": {
      ...none,
      methods: { get_queue_by_name: ["GetQueueUrl"] },
      gives: { get_queue_by_name: { type: "Queue", named: { QueueUrl: "QueueName" } } },
      children: { Queue: "Queue" },
      collections: { queues: { lists: "ListQueues", item: "Queue" } },
    },
    Queue: {
      ...none,
      identifiers: ["QueueUrl"],
      methods: {
        delete: ["DeleteQueue"],
        delete_messages: ["DeleteMessageBatch"],
        load: ["GetQueueAttributes"],
        purge: ["PurgeQueue"],
        receive_messages: ["ReceiveMessage"],
        reload: ["GetQueueAttributes"],
        send_messages: ["SendMessageBatch"],
        set_attributes: ["SetQueueAttributes"],
      },
      attributes: { names: ["attributes"], operation: "GetQueueAttributes" },
      children: { Message: "Message" },
      gives: { receive_messages: { type: "Message", named: {} } },
    },
    Message: {
      ...none,
      identifiers: ["QueueUrl"],
      methods: { delete: ["DeleteMessage"], change_visibility: ["ChangeMessageVisibility"] },
    },
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/sns/service-resource/index.html
  sns: {
    "": {
      ...none,
      children: { Topic: "Topic", PlatformEndpoint: "PlatformEndpoint" },
      collections: { topics: { lists: "ListTopics", item: "Topic" } },
    },
    Topic: {
      ...none,
      identifiers: ["TopicArn"],
      methods: {
        delete: ["DeleteTopic"],
        load: ["GetTopicAttributes"],
        reload: ["GetTopicAttributes"],
        set_attributes: ["SetTopicAttributes"],
      },
      attributes: { names: ["attributes"], operation: "GetTopicAttributes" },
      collections: { subscriptions: { lists: "ListSubscriptionsByTopic", item: null } },
    },
    PlatformEndpoint: {
      ...none,
      identifiers: ["TargetArn"],
      methods: { delete: ["DeleteEndpoint"], set_attributes: ["SetEndpointAttributes"] },
    },
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/ec2/service-resource/index.html
  ec2: {
    "": {
      ...none,
      methods: { create_instances: ["RunInstances"] },
      children: { Instance: "Instance", Volume: "Volume", Snapshot: "Snapshot", Image: "Image" },
      collections: {
        instances: {
          lists: "DescribeInstances",
          item: "Instance",
          batch: {
            start: ["StartInstances"],
            stop: ["StopInstances"],
            terminate: ["TerminateInstances"],
            reboot: ["RebootInstances"],
            create_tags: ["CreateTags"],
          },
        },
        volumes: { lists: "DescribeVolumes", item: "Volume" },
        snapshots: { lists: "DescribeSnapshots", item: "Snapshot" },
        images: { lists: "DescribeImages", item: "Image" },
        vpcs: { lists: "DescribeVpcs", item: null },
        security_groups: { lists: "DescribeSecurityGroups", item: null },
      },
    },
    Instance: {
      ...none,
      identifiers: ["InstanceId"],
      methods: {
        start: ["StartInstances"],
        stop: ["StopInstances"],
        terminate: ["TerminateInstances"],
        reboot: ["RebootInstances"],
        load: ["DescribeInstances"],
        reload: ["DescribeInstances"],
        modify_attribute: ["ModifyInstanceAttribute"],
        wait_until_running: ["DescribeInstances"],
        wait_until_stopped: ["DescribeInstances"],
        wait_until_terminated: ["DescribeInstances"],
      },
      attributes: {
        names: ["state", "tags", "private_ip_address", "public_ip_address", "instance_type", "launch_time"],
        operation: "DescribeInstances",
      },
    },
    Volume: {
      ...none,
      identifiers: ["VolumeId"],
      methods: { delete: ["DeleteVolume"], load: ["DescribeVolumes"], reload: ["DescribeVolumes"] },
      attributes: { names: ["state", "size", "tags"], operation: "DescribeVolumes" },
    },
    Snapshot: {
      ...none,
      identifiers: ["SnapshotId"],
      methods: { delete: ["DeleteSnapshot"], load: ["DescribeSnapshots"] },
      attributes: { names: ["state", "start_time", "tags"], operation: "DescribeSnapshots" },
    },
    Image: {
      ...none,
      identifiers: ["ImageId"],
      methods: { deregister: ["DeregisterImage"], load: ["DescribeImages"] },
      attributes: { names: ["state", "tags", "creation_date"], operation: "DescribeImages" },
    },
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/cloudwatch/service-resource/index.html
  cloudwatch: {
    "": {
      ...none,
      children: { Metric: "Metric", Alarm: "Alarm" },
      collections: { alarms: { lists: "DescribeAlarms", item: "Alarm" }, metrics: { lists: "ListMetrics", item: "Metric" } },
    },
    Metric: {
      ...none,
      identifiers: ["Namespace", "MetricName"],
      methods: { put_data: ["PutMetricData"], get_statistics: ["GetMetricStatistics"], put_alarm: ["PutMetricAlarm"] },
    },
    Alarm: {
      ...none,
      identifiers: ["AlarmName"],
      methods: {
        delete: ["DeleteAlarms"],
        set_state: ["SetAlarmState"],
        load: ["DescribeAlarms"],
        enable_actions: ["EnableAlarmActions"],
        disable_actions: ["DisableAlarmActions"],
      },
    },
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/cloudformation/service-resource/index.html
  cloudformation: {
    "": { ...none, children: { Stack: "Stack" }, collections: { stacks: { lists: "DescribeStacks", item: "Stack" } } },
    Stack: {
      ...none,
      identifiers: ["StackName"],
      methods: { delete: ["DeleteStack"], update: ["UpdateStack"], load: ["DescribeStacks"], reload: ["DescribeStacks"] },
      attributes: { names: ["stack_status", "outputs", "parameters"], operation: "DescribeStacks" },
    },
  },
};
