/**
 * The environment variables that some sources read, by the forms in which both languages read them; those that Lambda sets by itself
 * are left out.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentNames(texts: Iterable<string>): readonly string[] {
  return namesRead(texts, () => true);
}

/** Those of them without which some place has no value: not `os.environ.get("LEVEL", "INFO")`. */
export function neededNames(texts: Iterable<string>): readonly string[] {
  return namesRead(texts, (after) => !/^["']?\s*(,|[\])]?\s*(\?\?|\|\||or\b))/.test(after));
}

function namesRead(texts: Iterable<string>, counts: (after: string) => boolean): readonly string[] {
  const names = new Set<string>();
  for (const text of texts) {
    for (const match of text.matchAll(
      /(?:environ(?:\.get)?\s*[[(]|getenv\(|process\.env\[)\s*["'](\w+)["']|process\.env\.([A-Z]\w*)/g,
    ))
      if (counts(text.slice(match.index + match[0].length, match.index + match[0].length + 80)))
        names.add(match[1] ?? match[2] ?? "");
    for (const [, list = ""] of text.matchAll(/\{([^{}]*)\}\s*=\s*process\.env\b/g))
      for (const [, name = ""] of list.matchAll(/(?:^|,)\s*([A-Z]\w*)/g)) names.add(name);
  }
  return [...names].filter((name) => !/^(AWS_|LAMBDA_|_|TZ$|PATH$|LANG$|PYTHON|NODE_|LD_LIBRARY_PATH$)/.test(name)).sort();
}
