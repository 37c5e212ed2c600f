import { isMapping, type Json, object } from "../read-state.ts";
import { argumentsOfBlock, type Block, notRead } from "./said-blocks.ts";
import type { Resolver } from "./template/resolve.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
const url: Pick<Block, "keys" | "otherwise"> = {
  keys: {
    AuthType: "authorization_type",
    Cors: {
      block: "cors",
      keys: {
        AllowCredentials: "allow_credentials",
        AllowHeaders: "allow_headers",
        AllowMethods: "allow_methods",
        AllowOrigins: "allow_origins",
        ExposeHeaders: "expose_headers",
        MaxAge: "max_age",
      },
    },
    InvokeMode: "invoke_mode",
  },
  otherwise: { invoke_mode: "BUFFERED" },
};

const concurrency: Pick<Block, "keys"> = {
  keys: { ProvisionedConcurrentExecutions: "provisioned_concurrent_executions" },
};

/** What is kept beside a function → Terraform's words, wherever a template says it; null of what cannot be read, which is told. */
export const besideValues = {
  /** Its URL. */
  url: (said: unknown, resolver: Resolver, at: string): Json | null => argumentsOfBlock(url, said, at, resolver)[0] ?? null,
  /** How many of it are kept ready. */
  concurrency: (said: unknown, resolver: Resolver, at: string): Json | null =>
    argumentsOfBlock(concurrency, said, at, resolver)[0] ?? null,
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
  invoke(said: unknown, resolver: Resolver, at: string): Json | null {
    if (!isMapping(said)) {
      resolver.untold.push(notRead(said, at));
      return null;
    }
    const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: retries, DestinationConfig: to = {}, ...others } = said;
    if (!isMapping(to)) resolver.untold.push(notRead(to, `${at}.DestinationConfig`));
    const destination = (key: string) => {
      const outcome = object(to)[key];
      const { Destination: where } = object(outcome);
      if (outcome !== undefined && where === undefined)
        resolver.untold.push(`${at}.${key}: SAM makes what it goes to, and the template does not name it`);
      return where === undefined ? [] : [{ destination: where }];
    };
    const unread = [
      ...Object.keys(others),
      ...Object.keys(object(to)).flatMap((key) => (["OnFailure", "OnSuccess"].includes(key) ? [] : `DestinationConfig.${key}`)),
    ];
    for (const key of unread) resolver.untold.push(`${at}.${key}: it is not read`);
    return {
      maximum_event_age_in_seconds: age ?? 0,
      maximum_retry_attempts: retries ?? 2,
      destination_config: [{ on_failure: destination("OnFailure"), on_success: destination("OnSuccess") }],
    };
  },
} as const;
