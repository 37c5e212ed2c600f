// Writes what a change grants as one comment on its pull request, or over its own earlier one, which the hidden first line tells.
import { readFileSync } from "node:fs";

const { GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_EVENT_PATH, GITHUB_REPOSITORY = "", GITHUB_TOKEN } = process.env;
const body = readFileSync(process.argv[2] ?? "", "utf8");
const [marker = ""] = body.split("\n", 1);
const { number } = JSON.parse(readFileSync(GITHUB_EVENT_PATH ?? "", "utf8")).pull_request;

try {
  const own = await ownComment();
  const comments = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;
  if (own === null) await ask(`${comments}/${number}/comments`, "POST", { body });
  else await ask(`${comments}/comments/${own}`, "PATCH", { body });
  console.log(own === null ? "commented" : "updated the comment");
} catch (thrown) {
  // A pull request from a fork may not write; the summary of the job says the same.
  console.log(`::notice::no comment was written: ${String(thrown.message).replaceAll(/[\r\n]+/g, " ")}`);
}

/** The comment with the marker that this token wrote: anybody may write the marker, and nobody's words are written over. */
async function ownComment() {
  const [owner, name] = GITHUB_REPOSITORY.split("/");
  const query = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $name) { pullRequest(number: $number) { comments(first: 100, after: $after) {
      nodes { databaseId body viewerDidAuthor } pageInfo { hasNextPage endCursor } } } } }`;
  for (let after = null; ; ) {
    const { data, errors } = await ask(GITHUB_GRAPHQL_URL, "POST", { query, variables: { owner, name, number, after } });
    const page = data?.repository?.pullRequest?.comments;
    if (!page) throw new Error(errors?.[0]?.message ?? "GitHub does not show the pull request");
    const found = page.nodes.find((comment) => comment.viewerDidAuthor && comment.body.startsWith(marker));
    if (found) return found.databaseId;
    if (!page.pageInfo.hasNextPage) return null;
    after = page.pageInfo.endCursor;
  }
}

async function ask(url, method, content) {
  const headers = {
    authorization: `Bearer ${GITHUB_TOKEN}`,
    accept: "application/vnd.github+json",
    "content-type": "application/json",
  };
  const response = await fetch(url, { method, headers, body: JSON.stringify(content) });
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status}`);
  return response.json();
}
