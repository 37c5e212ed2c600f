import { type Json, list, object } from "../read-state.ts";
import type { Resolver } from "./template/resolve.ts";

/** A URL, and what becomes of asynchronous invocations → Terraform's words, wherever a template says them. */
export const besideValues = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
  url({ AuthType: auth, Cors: cors, InvokeMode: mode }: Json): Json {
    const crossing = object(cors);
    return {
      authorization_type: auth,
      invoke_mode: mode ?? "BUFFERED",
      cors:
        cors === undefined
          ? []
          : [
              {
                allow_credentials: crossing["AllowCredentials"],
                allow_headers: list(crossing["AllowHeaders"]),
                allow_methods: list(crossing["AllowMethods"]),
                allow_origins: list(crossing["AllowOrigins"]),
                expose_headers: list(crossing["ExposeHeaders"]),
                max_age: crossing["MaxAge"],
              },
            ],
    };
  },
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
  invoke(said: Json, resolver: Resolver, at: string): Json {
    const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: retries, DestinationConfig: to } = said;
    const destination = (key: string) => {
      const outcome = object(to)[key];
      const { Destination: where } = object(outcome);
      if (outcome !== undefined && where === undefined)
        resolver.untold.push(`${at}.${key}: SAM makes what it goes to, and the template does not name it`);
      return where === undefined ? [] : [{ destination: where }];
    };
    return {
      maximum_event_age_in_seconds: age ?? 0,
      maximum_retry_attempts: retries ?? 2,
      destination_config: [{ on_failure: destination("OnFailure"), on_success: destination("OnSuccess") }],
    };
  },
} as const;
