interface Only {
  readonly docs: string;
  readonly patterns: readonly string[];
  /** What such are called. */
  readonly several: string;
}

/** Of the ARNs of their types, those that some actions act on. */
export const onlyPatternsOfAction: Readonly<Record<string, Only>> = Object.fromEntries(
  // "For actions that apply to a domain's subresources, like es:ESHttpGet": a request names a path in the domain, `/` at least.
  ["Delete", "Get", "Head", "Patch", "Post", "Put"].map((method) => [
    `es:ESHttp${method}`,
    {
      docs: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
      patterns: ["arn:${Partition}:es:${Region}:${Account}:domain/${DomainName}/${IndexPath}"],
      several: "the paths of domains",
    },
  ]),
);
