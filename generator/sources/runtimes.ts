import type { ArgumentLimit } from "./argument-rule.ts";

/**
 * The runtimes of Lambda, the newest of each family first: the first hashicorp/aws that takes one, where 5.0 does not, and what
 * AWS does with one that it has deprecated. Days are AWS's own, as they stood on 2026-11-25: the state is the table's, and no
 * clock is asked.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
interface Runtime {
  /** https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md, and what users found in the issues there. */
  readonly since?: string;
  /** AWS makes no function with it any more, since this day; or will not, from this day on. */
  readonly closed?: string;
  readonly closes?: string;
  /** What takes its place. */
  readonly instead?: string;
}

const nodejs = "nodejs24.x";
const python = "python3.14";
const java = "java25";
const dotnet = "dotnet10";
const ruby = "ruby4.0";
const custom = "provided.al2023";

export const runtimes: Readonly<Record<string, Runtime>> = {
  "nodejs26.x": { since: "6.58" },
  "nodejs24.x": { since: "6.19" },
  "nodejs22.x": { since: "5.78" },
  "nodejs20.x": { since: "5.26", closes: "2027-02-01", instead: nodejs },
  "nodejs18.x": { closes: "2027-02-01", instead: nodejs },
  "nodejs16.x": { closes: "2027-02-01", instead: nodejs },
  "nodejs14.x": { closed: "2024-01-09", instead: nodejs },
  "nodejs12.x": { closed: "2023-03-31", instead: nodejs },
  "nodejs10.x": { closed: "2021-07-30", instead: nodejs },
  "nodejs8.10": { closed: "2020-02-04", instead: nodejs },
  "nodejs6.10": { closed: "2019-07-12", instead: nodejs },
  "nodejs4.3": { closed: "2020-02-03", instead: nodejs },
  "nodejs4.3-edge": { closed: "2019-03-31", instead: nodejs },
  nodejs: { closed: "2016-09-30", instead: nodejs },
  "python3.15": { since: "6.58" },
  "python3.14": { since: "6.20" },
  "python3.13": { since: "5.76" },
  "python3.12": { since: "5.31" },
  "python3.11": { since: "5.11" },
  "python3.10": { closes: "2027-02-01", instead: python },
  "python3.9": { closes: "2027-02-01", instead: python },
  "python3.8": { closes: "2027-02-01", instead: python },
  "python3.7": { closed: "2024-01-09", instead: python },
  "python3.6": { closed: "2022-07-18", instead: python },
  "python2.7": { closed: "2021-07-15", instead: python },
  java25: { since: "6.20" },
  java21: { since: "5.27" },
  "java17.al2023": { since: "6.58" },
  java17: {},
  "java11.al2023": { since: "6.58" },
  java11: {},
  "java8.al2023": { since: "6.58" },
  "java8.al2": {},
  java8: { closed: "2024-02-08", instead: java },
  dotnet10: { since: "6.27" },
  dotnet8: { since: "5.39", closes: "2027-02-01", instead: dotnet },
  dotnet6: { closes: "2027-02-01", instead: dotnet },
  "dotnetcore3.1": { closed: "2023-04-03", instead: dotnet },
  "dotnetcore2.1": { closed: "2022-01-05", instead: dotnet },
  "dotnetcore2.0": { closed: "2019-04-30", instead: dotnet },
  "dotnetcore1.0": { closed: "2019-06-30", instead: dotnet },
  "ruby4.0": { since: "6.43" },
  "ruby3.4": { since: "5.93" },
  "ruby3.3": { since: "5.44" },
  "ruby3.2": { since: "5.4", closes: "2027-02-01", instead: ruby },
  "ruby2.7": { closed: "2024-01-09", instead: ruby },
  "ruby2.5": { closed: "2021-07-30", instead: ruby },
  "provided.al2023": { since: "5.26" },
  "provided.al2": { closes: "2027-02-01", instead: custom },
  provided: { closed: "2024-02-08", instead: custom },
  "go1.x": { closed: "2024-02-08", instead: custom },
};

/** The runtimes that AWS still makes functions with and that this is true of. */
export function runtimesWhere(test: (name: string) => boolean): ArgumentLimit {
  return { oneOf: Object.keys(runtimes).filter((name) => runtimes[name]?.closed === undefined && test(name)) };
}

/** What is asked for and is no runtime: what to write instead. */
export const noRuntimes: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  ...Object.fromEntries(
    ["dotnet5.0", "dotnet7", "dotnet9"].map((name) => [
      name,
      { message: `AWS has ${name} for container images alone`, hint: `write ${dotnet}, or give the function an image_uri` },
    ]),
  ),
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-golang.html, https://docs.aws.amazon.com/lambda/latest/dg/lambda-rust.html
  go: { message: "Lambda has no runtime for Go: it runs its programs by themselves", hint: `write ${custom}` },
  rust: { message: "Lambda has no runtime for Rust: it runs its programs by themselves", hint: `write ${custom}` },
};
