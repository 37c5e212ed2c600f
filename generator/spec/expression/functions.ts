/**
 * Terraform's functions, as far as it matters what they may give.
 * https://developer.hashicorp.com/terraform/language/functions
 */

interface Harmless {
  /** Which arguments the value is made of, counted from 0; null for all. What the others say never stands in it. */
  readonly of: readonly number[] | null;
  /** Why no wildcard comes out where none goes in. */
  readonly why: string;
}

/** Functions that may stand where a value guards or scopes. */
export const harmlessFunctions: Readonly<Record<string, Harmless>> = {
  coalesce: { of: null, why: "gives one of its arguments" },
  element: { of: [0], why: "gives one item of the list" },
  lookup: { of: [0, 2], why: "gives one value of the map, or the default" },
  lower: { of: null, why: "changes letters alone" },
  nonsensitive: { of: null, why: "gives its argument" },
  one: { of: null, why: "gives the one item of the list, or null, which is checked" },
  replace: { of: [0, 2], why: "gives characters of the text and of what replaces others" },
  tostring: { of: null, why: "gives its argument; numbers and flags have no wildcards" },
  trimprefix: { of: [0], why: "takes characters away" },
  trimspace: { of: null, why: "takes characters away" },
  trimsuffix: { of: [0], why: "takes characters away" },
  try: { of: null, why: "gives one of its arguments" },
};

/** Functions that read the machine that runs Terraform: its files, whether they exist, where its home and its folders are. */
export const machineFunctions: ReadonlySet<string> = new Set([
  "abspath",
  "file",
  "filebase64",
  "filebase64sha256",
  "filebase64sha512",
  "fileexists",
  "filemd5",
  "fileset",
  "filesha1",
  "filesha256",
  "filesha512",
  "pathexpand",
  "templatefile",
]);

/** Of them, those that give a hash alone. */
export const fileHashes: ReadonlySet<string> = new Set([
  "filebase64sha256",
  "filebase64sha512",
  "filemd5",
  "filesha1",
  "filesha256",
  "filesha512",
]);

/** Functions that give a hash of their argument, and nothing else of it. */
export const hashes: ReadonlySet<string> = new Set(["base64sha256", "base64sha512", "md5", "sha1", "sha256", "sha512"]);

/** Arguments that take the hash of a file, by resource. */
export const hashArguments: Readonly<Record<string, readonly string[]>> = {
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
  aws_lambda_function: ["code_sha256", "source_code_hash"],
};

/** Providers whose functions read nothing of the machine. */
export const knownProviders: ReadonlySet<string> = new Set([
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_build
  "aws",
]);
