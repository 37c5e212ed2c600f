import { listedResources } from "./boto3-listed.ts";

/**
 * boto3's resources: objects in front of clients. What their methods call, and by which parameters their identifiers go: as boto3 lists
 * it, and what it adds by hand.
 * https://boto3.amazonaws.com/v1/documentation/api/latest/guide/resources.html
 */

interface BotoResourceType {
  /** The parameters of the API that the identifiers are, in their order. */
  readonly identifiers: readonly string[];
  /** What the identifiers are called where they are read, which calls nothing. */
  readonly own: ReadonlySet<string>;
  /** Method → the operations that it calls; a method that is not here is the operation of its name. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
  /** What reading any attribute calls, once; null where they came with the thing. */
  readonly loads: string | null;
  /** Things below, which are called: name → type. */
  readonly children: Readonly<Record<string, string>>;
  /** Things that it refers to: name → type. */
  readonly refers: Readonly<Record<string, string>>;
  /** Methods that give things: of which type, and which of their identifiers the arguments name. */
  readonly gives: Readonly<Record<string, { readonly type: string; readonly named: Readonly<Record<string, string>> }>>;
  /** Collections: name → what listing calls, and the type of the items. */
  readonly collections: Readonly<Record<string, { readonly lists: string; readonly item: string }>>;
  /** What a collection of such things does with all of them. */
  readonly batch: Readonly<Record<string, readonly string[]>>;
}

const byHead = { load: ["HeadObject"], copy: ["CopyObject"] };

/** What boto3 adds to its list by hand, and parameters that the list names by one of their other uses. */
const added: Readonly<Record<string, Readonly<Record<string, Partial<BotoResourceType>>>>> = {
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/cloudwatch/alarm/index.html
  cloudwatch: { Alarm: { identifiers: ["AlarmName"] } },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/dynamodb/table/batch_writer.html
  dynamodb: { Table: { methods: { batch_writer: ["BatchWriteItem"] } } },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/s3/index.html
  s3: {
    Bucket: { methods: { load: ["ListBuckets"], copy: ["CopyObject"] }, loads: "ListBuckets" },
    Object: { methods: byHead },
    ObjectSummary: { methods: byHead, loads: "HeadObject" },
    // One of several versions is deleted as a version.
    ObjectVersion: { methods: { delete: ["DeleteObjectVersion"] }, batch: { delete: ["DeleteObjects", "DeleteObjectVersion"] } },
  },
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/sqs/service-resource/get_queue_by_name.html
  sqs: {
    "": {
      gives: {
        create_queue: { type: "Queue", named: { QueueUrl: "QueueName" } },
        get_queue_by_name: { type: "Queue", named: { QueueUrl: "QueueName" } },
      },
    },
  },
};

const known = new Map<string, BotoResourceType | undefined>();

/** What a thing of a service's resources is; of no type, it is the service's own. */
export function botoResourceType({
  service,
  type,
}: {
  readonly service: string;
  readonly type: string | null;
}): BotoResourceType | undefined {
  const key = `${service}.${type ?? ""}`;
  if (!known.has(key)) known.set(key, made(service, type ?? ""));
  return known.get(key);
}

function made(service: string, type: string): BotoResourceType | undefined {
  const types = Object.hasOwn(listedResources, service) ? listedResources[service] : undefined;
  const listed = types !== undefined && Object.hasOwn(types, type) ? types[type] : undefined;
  if (listed === undefined) return undefined;
  const more = added[service]?.[type] ?? {};
  return {
    identifiers: more.identifiers ?? words(listed.by),
    own: new Set(words(listed.own)),
    methods: { ...listOf(listed.does, (operation) => [operation]), ...more.methods },
    loads: more.loads ?? listed.loads ?? null,
    // A service makes a thing of any type, by its identifiers.
    children: {
      ...(type === "" && Object.fromEntries(Object.keys(types ?? {}).map((name) => [name, name]))),
      ...listOf(listed.below, (child) => child),
    },
    refers: listOf(listed.refers, (other) => other),
    gives: { ...listOf(listed.gives, (given) => ({ type: given, named: {} })), ...more.gives },
    collections: listOf(listed.lists, (both) => {
      const [lists = "", item = ""] = both.split(">");
      return { lists, item };
    }),
    batch: { ...listOf(listed.batch, (operation) => [operation]), ...more.batch },
  };
}

function words(text = ""): readonly string[] {
  return text.split(" ").filter((word) => word !== "");
}

/** `name=value` for each word; a word alone is both. */
function listOf<T>(text: string | undefined, as: (value: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(
    words(text).map((word) => {
      const [name = "", value = name] = word.split("=");
      return [name, as(value)];
    }),
  );
}
