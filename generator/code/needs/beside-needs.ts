import { dependentOf } from "../../iam/actions/dependents.ts";
import type { CodeResource, Need } from "../calls.ts";
import { knownCharacters, type TextPart } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { Params } from "../sdk/use.ts";
import { valuesOnPath } from "./call-resources.ts";

/** What a call takes beside its own action, as AWS's page of the operation says. */

interface Beside {
  readonly docs: string;
  /** `service:Operation`. */
  readonly calls: RegExp;
  readonly needs: (named: (path: string) => Named, full: string) => readonly Need[];
}

/** What a parameter is given. */
interface Named {
  readonly given: boolean;
  readonly texts: readonly (readonly TextPart[])[];
}

const secret = "secretsmanager:GetSecretValue";
/** Where parameters for secrets that Parameter Store passes on begin. */
const passedOn = "/aws/reference/secretsmanager/";

const table: readonly Beside[] = [
  {
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html",
    calls: /^secretsmanager:BatchGetSecretValue$/,
    needs: (named) => [
      need(secret, true, named("SecretIdList"), "Secret"),
      ...(named("Filters").given ? [need("secretsmanager:ListSecrets", true)] : []),
    ],
  },
  {
    docs: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html",
    calls: /^rds-data:/,
    needs: (named, full) => [
      need(secret, named("secretArn").given || dependentOf(full).includes(secret), named("secretArn"), "Secret"),
    ],
  },
  {
    docs: "https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html",
    calls: /^redshift-data:(BatchExecuteStatement|DescribeTable|ExecuteStatement|List(Databases|Schemas|Tables))$/,
    needs: signedIn,
  },
  // Generating from files of one's own retrieves nothing.
  {
    docs: "https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-permissions-general.html",
    calls: /^bedrock:RetrieveAndGenerate(Stream)?$/,
    needs: (named) => {
      const of = (path: string) => named(`retrieveAndGenerateConfiguration.${path}`);
      const external = of("externalSourcesConfiguration").given;
      const model = of(external ? "externalSourcesConfiguration.modelArn" : "knowledgeBaseConfiguration.modelArn");
      const base = of("knowledgeBaseConfiguration.knowledgeBaseId");
      return [
        ...(external ? [] : [need("bedrock:Retrieve", true, base, "knowledge-base")]),
        need("bedrock:InvokeModel", true, model, "foundation-model"),
      ];
    },
  },
  {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html",
    calls: /^ssm:GetParameters?$/,
    needs: (named) => {
      const names = [...named("Name").texts, ...named("Names").texts].flatMap((parts) => secretBehind(parts) ?? []);
      return names.length === 0 ? [] : [need(secret, true, { given: true, texts: names }, "Secret")];
    },
  },
  {
    docs: "https://docs.aws.amazon.com/codeartifact/latest/ug/tokens-authentication.html",
    calls: /^codeartifact:GetAuthorizationToken$/,
    needs: () => [need("sts:GetServiceBearerToken", true)],
  },
  {
    docs: "https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html",
    calls: /^ecr-public:GetAuthorizationToken$/,
    needs: () => [need("sts:GetServiceBearerToken", true)],
  },
  {
    docs: "https://docs.aws.amazon.com/ARG/latest/APIReference/API_ListGroupResources.html",
    calls: /^resource-groups:(ListGroupResources|SearchResources)$/,
    needs: () =>
      ["cloudformation:DescribeStacks", "cloudformation:ListStackResources", "tag:GetResources"].map((action) =>
        need(action, false),
      ),
  },
  {
    docs: "https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html",
    calls: /^elasticfilesystem:CreateMountTarget$/,
    needs: () =>
      ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"].map((action) => need(action, false)),
  },
  // A key of AWS's own needs no permission; a key of one's own does.
  {
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    calls: /^(ssm:GetParameter|secretsmanager:(Batch)?GetSecretValue$)/,
    needs: () => [need("kms:Decrypt", false)],
  },
];

/** What a call takes beside its own action. */
export function besideNeeds(flow: Evaluation, full: string, params: Params): readonly Need[] {
  const named = (path: string): Named => {
    const exprs = valuesOnPath(flow, params, path);
    return { given: exprs.length > 0, texts: exprs.flatMap((expr) => flow.textsOf(expr)).filter((text) => text.length > 0) };
  };
  return table.filter(({ calls }) => calls.test(full)).flatMap(({ needs }) => needs(named, full));
}

function need(action: string, certain: boolean, { texts }: Named = { given: false, texts: [] }, type = ""): Need {
  return { action, certain, resources: texts.map((name): CodeResource => ({ type, name, rest: null })) };
}

/** A secret, or credentials for a while: of a workgroup, of a user of a database, of whoever calls. */
function signedIn(named: (path: string) => Named): readonly Need[] {
  if (named("SecretArn").given) return [need(secret, true, named("SecretArn"), "Secret")];
  if (named("WorkgroupName").given) return [need("redshift-serverless:GetCredentials", true)];
  if (named("DbUser").given) return [need("redshift:GetClusterCredentials", true)];
  return [need("redshift:GetClusterCredentialsWithIAM", named("ClusterIdentifier").given)];
}

/** `/aws/reference/secretsmanager/prod/db` → `prod/db`; null for a parameter of one's own. */
function secretBehind(parts: readonly TextPart[]): readonly (readonly TextPart[])[] | null {
  const whole = knownCharacters(parts);
  return whole?.startsWith(passedOn) ? [[{ text: whole.slice(passedOn.length) }]] : null;
}
