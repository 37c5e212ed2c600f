/**
 * Libraries that call AWS for the code that uses them: which operations, and where their parameters come from. `default` is what a
 * module exports by default.
 */

/** Where a parameter of the API comes from: an argument by position, by name, or an entry of a map that is one. */
interface From {
  readonly index?: number;
  /** A named argument in Python, an entry of the first map in JavaScript. */
  readonly name?: string;
}

export interface LibraryCall {
  /** IAM's prefix and methods. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
  readonly params: Readonly<Record<string, From>>;
  /** True where the parameters are the values of the map `fetchData`, as middy's middlewares take them. */
  readonly fetched?: boolean;
}

const at = (index: number, name: string) => ({ index, name });
const first = (param: string, name: string): LibraryCall["params"] => ({ [param]: { index: 0, name } });
const appConfig = { uses: { appconfig: ["StartConfigurationSession", "GetLatestConfiguration"] }, params: {} } as const;
const idempotency = { uses: { dynamodb: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"] } } as const;

/** `module.name`, or `module.Class().method` → what it calls. */
export const libraryCalls: Readonly<Record<string, LibraryCall>> = {
  // https://docs.powertools.aws.dev/lambda/python/latest/utilities/parameters/#iam-permissions
  ...under(["aws_lambda_powertools.utilities.parameters", "aws_lambda_powertools.utilities.parameters.ssm"], {
    get_parameter: { uses: { ssm: ["GetParameter"] }, params: first("Name", "name") },
    get_parameters: { uses: { ssm: ["GetParametersByPath"] }, params: first("Path", "path") },
    get_parameters_by_name: { uses: { ssm: ["GetParameters"] }, params: {} },
    set_parameter: { uses: { ssm: ["PutParameter"] }, params: first("Name", "name") },
    "SSMProvider().get": { uses: { ssm: ["GetParameter"] }, params: first("Name", "name") },
    "SSMProvider().get_multiple": { uses: { ssm: ["GetParametersByPath"] }, params: first("Path", "path") },
    "SSMProvider().get_parameters_by_name": { uses: { ssm: ["GetParameters"] }, params: {} },
  }),
  ...under(["aws_lambda_powertools.utilities.parameters", "aws_lambda_powertools.utilities.parameters.secrets"], {
    get_secret: { uses: { secretsmanager: ["GetSecretValue"] }, params: first("SecretId", "name") },
    set_secret: { uses: { secretsmanager: ["PutSecretValue", "CreateSecret"] }, params: first("SecretId", "name") },
    "SecretsProvider().get": { uses: { secretsmanager: ["GetSecretValue"] }, params: first("SecretId", "name") },
  }),
  ...under(["aws_lambda_powertools.utilities.parameters", "aws_lambda_powertools.utilities.parameters.appconfig"], {
    get_app_config: appConfig,
    "AppConfigProvider().get": appConfig,
  }),
  ...under(["aws_lambda_powertools.utilities.parameters", "aws_lambda_powertools.utilities.parameters.dynamodb"], {
    "DynamoDBProvider().get": { uses: { dynamodb: ["GetItem"] }, params: {} },
    "DynamoDBProvider().get_multiple": { uses: { dynamodb: ["Query"] }, params: {} },
  }),
  // https://docs.powertools.aws.dev/lambda/python/latest/utilities/idempotency/#iam-permissions
  ...under(["aws_lambda_powertools.utilities.idempotency", "aws_lambda_powertools.utilities.idempotency.persistence.dynamodb"], {
    DynamoDBPersistenceLayer: { ...idempotency, params: first("TableName", "table_name") },
  }),
  // https://docs.powertools.aws.dev/lambda/python/latest/utilities/feature_flags/
  ...under(["aws_lambda_powertools.utilities.feature_flags", "aws_lambda_powertools.utilities.feature_flags.appconfig"], {
    AppConfigStore: appConfig,
  }),
  // https://docs.powertools.aws.dev/lambda/python/latest/utilities/data_masking/: with the keys of its provider
  ...under(["aws_lambda_powertools.utilities.data_masking"], {
    "DataMasking().encrypt": { uses: { kms: ["GenerateDataKey"] }, params: {} },
    "DataMasking().decrypt": { uses: { kms: ["Decrypt"] }, params: {} },
  }),
  // https://boto3.amazonaws.com/v1/documentation/api/latest/reference/customizations/s3.html
  ...under(["boto3.s3.transfer"], {
    "S3Transfer().upload_file": { uses: { s3: ["upload_file"] }, params: { Bucket: at(1, "bucket"), Key: at(2, "key") } },
    "S3Transfer().download_file": { uses: { s3: ["download_file"] }, params: { Bucket: at(0, "bucket"), Key: at(1, "key") } },
    "create_transfer_manager().upload": { uses: { s3: ["upload_file"] }, params: { Bucket: at(1, "bucket"), Key: at(2, "key") } },
    "create_transfer_manager().download": {
      uses: { s3: ["download_file"] },
      params: { Bucket: at(0, "bucket"), Key: at(1, "key") },
    },
  }),
  // https://github.com/aws/aws-secretsmanager-caching-python
  "aws_secretsmanager_caching.SecretCache().get_secret_string": {
    uses: { secretsmanager: ["GetSecretValue", "DescribeSecret"] },
    params: first("SecretId", "secret_id"),
  },
  "aws_secretsmanager_caching.SecretCache().get_secret_binary": {
    uses: { secretsmanager: ["GetSecretValue", "DescribeSecret"] },
    params: first("SecretId", "secret_id"),
  },
  // https://docs.powertools.aws.dev/lambda/typescript/latest/features/parameters/#iam-permissions
  ...under(["@aws-lambda-powertools/parameters/ssm"], {
    getParameter: { uses: { ssm: ["GetParameter"] }, params: first("Name", "") },
    getParameters: { uses: { ssm: ["GetParametersByPath"] }, params: first("Path", "") },
    getParametersByName: { uses: { ssm: ["GetParameters"] }, params: {} },
    setParameter: { uses: { ssm: ["PutParameter"] }, params: first("Name", "") },
    "SSMProvider().get": { uses: { ssm: ["GetParameter"] }, params: first("Name", "") },
    "SSMProvider().getMultiple": { uses: { ssm: ["GetParametersByPath"] }, params: first("Path", "") },
    "SSMProvider().getParametersByName": { uses: { ssm: ["GetParameters"] }, params: {} },
  }),
  ...under(["@aws-lambda-powertools/parameters/secrets"], {
    getSecret: { uses: { secretsmanager: ["GetSecretValue"] }, params: first("SecretId", "") },
    "SecretsProvider().get": { uses: { secretsmanager: ["GetSecretValue"] }, params: first("SecretId", "") },
  }),
  ...under(["@aws-lambda-powertools/parameters/appconfig"], { getAppConfig: appConfig, "AppConfigProvider().get": appConfig }),
  ...under(["@aws-lambda-powertools/parameters/dynamodb"], {
    "DynamoDBProvider().get": { uses: { dynamodb: ["GetItem"] }, params: {} },
    "DynamoDBProvider().getMultiple": { uses: { dynamodb: ["Query"] }, params: {} },
  }),
  "@aws-lambda-powertools/idempotency/dynamodb.DynamoDBPersistenceLayer": {
    ...idempotency,
    params: { TableName: { name: "tableName" } },
  },
  // https://middy.js.org/docs/middlewares/ssm, and its neighbours
  "@middy/ssm.default": { uses: { ssm: ["GetParameters"] }, params: { Names: {} }, fetched: true },
  "@middy/secrets-manager.default": { uses: { secretsmanager: ["GetSecretValue"] }, params: { SecretId: {} }, fetched: true },
  "@middy/dynamodb.default": { uses: { dynamodb: ["GetItem"] }, params: { TableName: { name: "TableName" } }, fetched: true },
  "@middy/s3.default": {
    uses: { s3: ["GetObject"] },
    params: { Bucket: { name: "Bucket" }, Key: { name: "Key" } },
    fetched: true,
  },
  "@middy/sts.default": { uses: { sts: ["AssumeRole"] }, params: { RoleArn: { name: "RoleArn" } }, fetched: true },
  "@middy/appconfig.default": { ...appConfig },
  "@middy/rds-signer.default": { uses: { "rds-db": ["connect"] }, params: {} },
  "@middy/ws-response.default": { uses: { "execute-api": ["PostToConnection"] }, params: {} },
  // https://www.npmjs.com/package/@aws-sdk/rds-signer, and other packages of the SDK that are no clients
  "@aws-sdk/rds-signer.Signer": { uses: { "rds-db": ["connect"] }, params: {} },
  "@aws-sdk/lib-storage.Upload": {
    uses: { s3: ["PutObject", "AbortMultipartUpload"] },
    params: Object.fromEntries(["Bucket", "Key", "ACL", "Tagging"].map((name) => [name, { name: `params.${name}` }])),
  },
  "@aws-sdk/credential-providers.fromTemporaryCredentials": {
    uses: { sts: ["AssumeRole"] },
    params: { RoleArn: { name: "params.RoleArn" } },
  },
};

/** Libraries that call AWS in ways that are not read: their import alone is told. */
export const unreadLibraries: Readonly<Record<string, string>> = {
  awswrangler: "AWS SDK for pandas",
  s3fs: "s3fs",
  smart_open: "smart_open",
  pynamodb: "PynamoDB",
  s3path: "s3path",
  cloudpathlib: "cloudpathlib",
  sagemaker: "the SageMaker SDK",
  langchain_aws: "LangChain",
  chalice: "Chalice",
  boto: "boto 2",
  watchtower: "watchtower",
  pyathena: "PyAthena",
  aws_encryption_sdk: "the AWS Encryption SDK",
  amazondax: "the client of DAX",
  "amazon-dax-client": "the client of DAX",
  "@aws-crypto/client-node": "the AWS Encryption SDK",
  "@anthropic-ai/bedrock-sdk": "Anthropic's SDK for Bedrock",
  dynamoose: "Dynamoose",
  electrodb: "ElectroDB",
  "dynamodb-toolbox": "dynamodb-toolbox",
  "@typedorm/core": "TypeDORM",
  "@langchain/aws": "LangChain",
  "multer-s3": "multer-s3",
  "sqs-consumer": "sqs-consumer",
  "sqs-producer": "sqs-producer",
  // What is signed by hand is a call of whatever service the request is for.
  "@aws-sdk/signature-v4": "a request that the code signs",
  "@smithy/signature-v4": "a request that the code signs",
  "@aws-amplify/core": "AWS Amplify",
  "aws-amplify": "AWS Amplify",
  aws4: "a request that the code signs",
  aws4fetch: "a request that the code signs",
  "aws4-axios": "a request that the code signs",
  requests_aws4auth: "a request that the code signs",
  requests_auth_aws_sigv4: "a request that the code signs",
  aws_requests_auth: "a request that the code signs",
  // https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-sdk.html: `context.invoke` calls another function.
  aws_durable_execution_sdk_python: "the durable execution SDK, whose context may invoke functions,",
  "@aws/durable-execution-sdk-js": "the durable execution SDK, whose context may invoke functions,",
};

/** The same names below several modules. */
function under(modules: readonly string[], names: Readonly<Record<string, LibraryCall>>): Readonly<Record<string, LibraryCall>> {
  return Object.fromEntries(
    modules.flatMap((module) => Object.entries(names).map(([name, call]) => [`${module}.${name}`, call])),
  );
}
