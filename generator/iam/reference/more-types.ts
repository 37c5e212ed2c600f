/**
 * Resource types that an action has beside those of AWS's reference as it comes: where the reference says that AWS cannot scope the
 * action, and where two pages of AWS share a prefix and an action, of which the reference as it comes has one page's types.
 */

interface Types {
  readonly docs: string;
  readonly types: readonly string[];
}

const things = [
  "Api ApiMapping Authorizer Deployment Integration IntegrationResponse Model Route RouteRequestParameter RouteResponse",
  "Stage VpcLink",
];
const lists =
  "Apis ApiMappings Authorizers Deployments Integrations IntegrationResponses Models RouteResponses Routes Stages VpcLinks";

/**
 * The methods of API Gateway act on the paths of both of its APIs; the reference has those of the older one, and of them not all.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/resources.html
 */
const methodsOfPaths: Readonly<Record<string, readonly string[]>> = {
  DELETE: [...things, "AccessLogSettings AuthorizersCache Cors RouteSettings"],
  GET: [...things, lists, "ExportedAPI ModelTemplate"],
  PATCH: things,
  // https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html (below its parent), API_TestInvokeMethod.html
  POST: [lists, "Resource Method"],
  // https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html, API_PutIntegration.html
  PUT: ["Api Apis", "Method Integration"],
};

const loadBalancers = "loadbalancer/app/ loadbalancer/gwy/ loadbalancer/net/";
const listeners = "listener/app listener/gwy listener/net listener-rule/app listener-rule/net";

/**
 * Actions that two pages have, with what the other page says they act on. The prefixes of several pages are these, and apigateway (above),
 * cloudformation (no action twice) and kinesisanalytics (both pages say the same).
 */
const otherPages: readonly (Types & { readonly prefix: string; readonly actions: string })[] = [
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html",
    prefix: "elasticloadbalancing",
    actions: "CreateLoadBalancer DeleteLoadBalancer ModifyLoadBalancerAttributes",
    types: loadBalancers.split(" "),
  },
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html",
    prefix: "elasticloadbalancing",
    actions: "AddTags RemoveTags",
    types: `${loadBalancers} ${listeners} targetgroup truststore`.split(" "),
  },
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiotgreengrassv2.html",
    prefix: "greengrass",
    actions: "ListTagsForResource TagResource UntagResource",
    types: ["component", "componentVersion", "coreDevice", "deployment"],
  },
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonlexv2.html",
    prefix: "lex",
    actions: "ListTagsForResource StartImport TagResource UntagResource",
    types: ["test set"],
  },
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsendusermessagingsmsandvoicev2.html",
    prefix: "sms-voice",
    actions: "DeleteConfigurationSet",
    types: ["ConfigurationSet"],
  },
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsendusermessagingsmsandvoicev2.html",
    prefix: "sms-voice",
    actions: "SendVoiceMessage",
    types: ["PhoneNumber", "Pool"],
  },
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservice-mailmanager.html",
    prefix: "ses",
    actions: "ListTagsForResource TagResource UntagResource",
    types: (
      "addon-instance addon-subscription mailmanager-address-list mailmanager-archive mailmanager-ingress-point " +
      "mailmanager-rule-set mailmanager-smtp-relay mailmanager-traffic-policy"
    ).split(" "),
  },
  {
    docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsmarketplacecatalog.html",
    prefix: "aws-marketplace",
    actions: "ListTagsForResource TagResource UntagResource",
    types: (
      "ChangeSet Entity InvoiceSubmissionTask IssuedTaxInvoice TaxComplianceProfile TaxComplianceProfileChangeTask " +
      "VerificationEvidence"
    ).split(" "),
  },
];

/** The types, of the action's own service, by the action's full name. */
export const moreTypesOfAction: Readonly<Record<string, Types>> = {
  ...Object.fromEntries(
    otherPages.flatMap(({ docs, prefix, actions, types }) =>
      actions.split(" ").map((action): [string, Types] => [`${prefix}:${action}`, { docs, types }]),
    ),
  ),
  ...Object.fromEntries(
    Object.entries(methodsOfPaths).map(([method, types]): [string, Types] => [
      `apigateway:${method}`,
      {
        docs: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html",
        types: types.join(" ").split(" "),
      },
    ]),
  ),
  // The token belongs to a task of a state machine, or of an activity; AWS's answer to whoever may not names that one.
  ...Object.fromEntries(
    ["SendTaskFailure", "SendTaskHeartbeat", "SendTaskSuccess"].map((action) => [
      `states:${action}`,
      {
        docs: "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_stepfunctions.StateMachine.html",
        types: ["statemachine", "activity"],
      },
    ]),
  ),
  // A connection is made in the catalog, and AWS's own policies name both; what has tags may be asked for them.
  "glue:CreateConnection": {
    docs: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AwsGlueDataBrewFullAccessPolicy.html",
    types: ["connection"],
  },
  "glue:GetTags": {
    docs: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGlueSchemaRegistryFullAccess.html",
    types: ["registry", "schema"],
  },
  "codedeploy:PutLifecycleEventHookExecutionStatus": {
    docs: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html",
    types: ["deploymentgroup"],
  },
};
