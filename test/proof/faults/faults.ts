/** One line of the program, and what a mistake would make of it. */
export interface Fault {
  /** Below generator/. */
  readonly file: string;
  /** What it would do, in words. */
  readonly what: string;
  /** The line as it stands there once, without the space around it. */
  readonly line: string;
  readonly instead: string;
  /** The spec that shows it, where that is not the one with a little of everything. */
  readonly spec?: "edge" | "large";
}

/** Facts are not here: who changes a fact changes it for both sides, and the tests of facts see it. */
export const faults: readonly Fault[] = [
  {
    file: "derive/permissions.ts",
    what: "a principal of all",
    line: "const principal = callingPrincipal(source, arn, spec.settings.home);",
    instead: 'const principal = literal("*");',
  },
  {
    file: "derive/permissions.ts",
    what: "another service's principal",
    line: "const principal = callingPrincipal(source, arn, spec.settings.home);",
    instead: 'const principal = literal("events.amazonaws.com");',
  },
  {
    file: "derive/permissions.ts",
    what: "no source account where the ARN names none",
    line: 'const own = source.guard === "arn+account" ? ownerOf(arn, spec) : null;',
    instead: "const own = null;",
  },
  {
    file: "derive/permissions.ts",
    what: "the entry's own source account is forgotten",
    line: "const sourceAccount = given ?? own;",
    instead: "const sourceAccount = own;",
  },
  {
    file: "derive/permissions.ts",
    what: "the stack's account in the place of the ARN's owner",
    line: 'return account === undefined || textOf(account) === "" ? home.account : account;',
    instead: 'return literal("*");',
  },
  {
    file: "derive/permissions.ts",
    what: "an ARN without what the service sends behind it",
    line: 'source_arn: join(arn, source.suffix ?? ""),',
    instead: "source_arn: arn,",
  },
  {
    file: "derive/permissions.ts",
    what: "a wildcard behind every source ARN",
    line: 'source_arn: join(arn, source.suffix ?? ""),',
    instead: 'source_arn: join(arn, "*"),',
  },
  {
    file: "derive/permissions.ts",
    what: "another action",
    line: 'return { action: "lambda:InvokeFunction", principal, guards };',
    instead: 'return { action: "lambda:GetFunction", principal, guards };',
  },
  {
    file: "derive/permissions.ts",
    what: "a URL's second permission is good for every call",
    line: "invoke(principal, { ...ofInvoke, invoked_via_function_url: true }),",
    instead: "invoke(principal, ofInvoke),",
  },
  {
    file: "derive/permissions.ts",
    what: "a URL's first permission is of the function",
    line: '{ action: "lambda:InvokeFunctionUrl", principal, guards },',
    instead: "invoke(principal, guards),",
  },
  {
    file: "derive/permissions.ts",
    what: "a URL by the pair without its guards",
    line: "return source.throughUrl === true ? pair(principal, guards, guards) : [invoke(principal, guards)];",
    instead: "return source.throughUrl === true ? pair(principal, guards, {}) : [invoke(principal, guards)];",
  },
  {
    file: "derive/permissions.ts",
    what: "a URL that is open to whom nobody asked for",
    line: 'const who = authorization === "NONE" ? literal("*") : principal;',
    instead: 'const who = literal("*");',
  },
  {
    file: "derive/permissions.ts",
    what: "no token",
    line: "return [invoke(principalOf(source), { event_source_token: caller.token })];",
    instead: "return [invoke(principalOf(source), {})];",
  },
  {
    file: "derive/permissions.ts",
    what: "no organization",
    line: 'return [invoke(literal("*"), { principal_org_id: caller.organization })];',
    instead: 'return [invoke(literal("*"), {})];',
  },
  {
    file: "derive/permissions.ts",
    what: "the whole account in the place of a role",
    line: "return [invoke(caller.principal, {})];",
    instead: "return [invoke(splitArn(caller.principal)?.[3] ?? caller.principal, {})];",
  },
  {
    file: "derive/permissions.ts",
    what: "a service without its source",
    line: "...(caller.arn !== null && { source_arn: caller.arn }),",
    instead: "",
  },
  {
    file: "derive/permissions.ts",
    what: "a service without its account",
    line: "...(caller.account !== null && { source_account: accountOf(caller.account, spec) }),",
    instead: "",
  },
  {
    file: "derive/permissions.ts",
    what: "the permission is for everything that the function is",
    line: "qualifier: qualifierOf(spec, entry),",
    instead: "qualifier: null,",
  },
  {
    file: "derive/push-grants.ts",
    what: "an entry's own qualifier is forgotten",
    line: "return qualifier === null || (own !== null && textOf(own) === textOf(qualifier)) ? own : qualifier;",
    instead: "return own;",
  },
  {
    file: "derive/invokers.ts",
    what: "a role's trust without conditions",
    line: "const conditions = guardOf(source, caller.arn, spec);",
    instead: "const conditions: readonly Condition[] = [];",
  },
  {
    file: "derive/invokers.ts",
    what: "a role's trust without its ARN",
    line: 'return [{ operator: "ArnLike", variable: "aws:SourceArn", values: [arn] }, equals("aws:SourceAccount")];',
    instead: 'return [equals("aws:SourceAccount")];',
  },
  {
    file: "derive/invokers.ts",
    what: "an external id that nobody sends",
    line: 'return [equals("sts:ExternalId")];',
    instead: "return [];",
  },
  {
    file: "derive/invokers.ts",
    what: "another service assumes the role",
    line: "const trust = [{ services: [source.principal], conditions }];",
    instead: 'const trust = [{ services: [source.principal, "ec2.amazonaws.com"], conditions }];',
  },
  {
    file: "derive/invokers.ts",
    what: "a grant more",
    line: "...impliedStatements(key, source, entry),",
    instead: '...impliedStatements(key, source, entry), allow(key, null, ["lambda:GetFunction"], [arn]),',
  },
  {
    file: "derive/invokers.ts",
    what: "nothing for the queue and the key of a schedule",
    line: "return isReference(on) ? [allow(key, why, actions, [on])] : [];",
    instead: "return [];",
  },
  {
    file: "derive/invokers.ts",
    what: "a role for all versions",
    line: 'if (qualifier !== null) return join(arn, ":", qualifier);',
    instead: 'if (qualifier !== null) return join(arn, ":*");',
  },
  {
    file: "derive/invokers.ts",
    what: "no boundary on a service's role",
    line: 'arguments: spec.role.arguments.filter(({ name }) => ["path", "permissions_boundary", "tags"].includes(name)),',
    instead: "arguments: [],",
  },
  {
    file: "derive/function-grants.ts",
    what: "no guard on the trust",
    line: "{ services: [lambdaPrincipal], conditions: guard },",
    instead: "{ services: [lambdaPrincipal], conditions: [] },",
  },
  {
    file: "derive/function-grants.ts",
    what: "the guard of any function",
    line: "values: [functionPattern, qualifiedPattern].map((pattern) => fillArn(pattern, home, { FunctionName: name })),",
    instead: "values: [fillArn(functionPattern, home, { FunctionName: home.account })],",
  },
  {
    file: "derive/function-grants.ts",
    what: "a trust without the role's own conditions",
    line: ": [{ services: [lambdaPrincipal, ...others].sort(), conditions: role.conditions }];",
    instead: ": [{ services: [lambdaPrincipal, ...others].sort(), conditions: [] }];",
  },
  {
    file: "derive/function-grants.ts",
    what: "a replicator that may not assume the role",
    line: "const replicated = push.flatMap((entry) => replicationOf(entry)?.trusts ?? []);",
    instead: "const replicated: string[] = [];",
    spec: "edge",
  },
  {
    file: "derive/function-grants.ts",
    what: "no log",
    line: "...logStatements(spec, logGroup),",
    instead: "",
  },
  {
    file: "derive/function-grants.ts",
    what: "nothing sent",
    line: "...asyncStatements(spec),",
    instead: "",
  },
  {
    file: "derive/role-statements.ts",
    what: "streams of all groups",
    line: 'return spec.logs === null ? [] : [factStatement("logs", writeLog, spec.settings.home, { LogGroup: group })];',
    instead: 'return [factStatement("logs", writeLog, spec.settings.home, { LogGroup: literal("*") })];',
  },
  {
    file: "derive/role-statements.ts",
    what: "copies that write every log",
    line: "const CopyName = join(replication.logPrefix, spec.name);",
    instead: 'const CopyName = literal("*");',
    spec: "edge",
  },
  {
    file: "derive/role-statements.ts",
    what: "an implied grant on everything",
    line: 'const own = on === "argument" ? [reference ?? literal("*")] : everything;',
    instead: "const own = everything;",
  },
  {
    file: "derive/role-statements.ts",
    what: "a key without the service that may use it",
    line: "via === undefined ? [] : [viaService(via, home)],",
    instead: "[],",
  },
  {
    file: "derive/role-statements.ts",
    what: "a key by another service",
    line: 'return { operator: "StringEquals", variable: condition, values: [fillArn(value, home, { Service: literal(service) })] };',
    instead: 'return { operator: "StringLike", variable: condition, values: [fillArn(value, home, { Service: literal("*") })] };',
  },
  {
    file: "derive/role-statements.ts",
    what: "a file system through any access point",
    line: 'return [allow("function.file_system_config", why, actions, [fileSystem], [condition])];',
    instead: 'return [allow("function.file_system_config", why, actions, [fileSystem], [])];',
  },
  {
    file: "derive/role-statements.ts",
    what: "the access point in the place of the file system",
    line: 'const found = accessPoint.kind === "expression" ? sibling(accessPoint, mountFileSystem.service, mountFileSystem.type) : null;',
    instead: "const found = null;",
  },
  {
    file: "derive/role-statements.ts",
    what: "a destination's bucket of any account",
    line: "return allow(key, why, actions, [join(target, suffix)], own);",
    instead: "return allow(key, why, actions, [join(target, suffix)], []);",
  },
  {
    file: "derive/role-statements.ts",
    what: "all destinations of an account",
    line: "return allow(key, why, actions, [join(target, suffix)], own);",
    instead: 'return allow(key, why, actions, [join(target, "*")], own);',
  },
  {
    file: "derive/role-statements.ts",
    what: "an entry's conditions are forgotten",
    line: 'return { sid: numberedSid(sid, index), effect: "Allow", actions, resources, conditions, causes };',
    instead: 'return { sid: numberedSid(sid, index), effect: "Allow", actions, resources, conditions: [], causes };',
  },
  {
    file: "derive/role-statements.ts",
    what: "network permissions are left to the code",
    line: 'if (!spec.role.denyNetworkInterfaces || argumentAt(spec.arguments, "vpc_config") === undefined) return [];',
    instead: "if (spec !== null) return [];",
  },
  {
    file: "derive/role-statements.ts",
    what: "a denial for another function",
    line: 'const conditions: readonly Condition[] = [{ operator: "ArnEquals", variable: "lambda:SourceFunctionArn", values: [arn] }];',
    instead:
      'const conditions: readonly Condition[] = [{ operator: "ArnEquals", variable: "lambda:SourceFunctionArn", values: [join(arn, "x")] }];',
  },
  {
    file: "derive/pull-grants.ts",
    what: "a grant of another way to sign in",
    line: "if (using !== undefined && !using.some((type) => access.includes(type))) return false;",
    instead: "",
  },
  {
    file: "derive/pull-grants.ts",
    what: "a grant that nothing asks for",
    line: "if (without?.some((type) => access.includes(type)) === true) return false;",
    instead: "",
  },
  {
    file: "derive/pull-grants.ts",
    what: "all sources of an account",
    line: 'if (on === "source") return entry.arn === null ? [] : [entry.arn];',
    instead: 'if (on === "source") return entry.arn === null ? [] : [join(entry.arn, "*")];',
  },
  {
    file: "derive/pull-grants.ts",
    what: "no secrets",
    line: 'if (on === "secrets") return entry.secrets;',
    instead: 'if (on === "secrets") return [];',
  },
  {
    file: "derive/pull-grants.ts",
    what: "a key for every use",
    line: "const decrypt = entry.kmsKey === null ? [] : [allow(key, whyDecrypt(entry), decryptThrough.actions, [entry.kmsKey], [via])];",
    instead:
      "const decrypt = entry.kmsKey === null ? [] : [allow(key, whyDecrypt(entry), decryptThrough.actions, [entry.kmsKey])];",
  },
  {
    file: "derive/pull-grants.ts",
    what: "any topic of a cluster",
    line: 'return of == null ? [] : [join(swap(of, ...on.swap), "/", onlyValue(entry, on.behind))];',
    instead: 'return of == null ? [] : [join(swap(of, ...on.swap), "/*")];',
  },
  {
    file: "derive/pull-grants.ts",
    what: "a stream in the place of its consumer",
    line: "return [before(entry.arn, on.until)];",
    instead: "return [entry.arn];",
  },
  {
    file: "iam/policy/merge-statements.ts",
    what: "statements with other resources become one",
    line: "const about = [sortedReferences(resources).map(textOf), conditions.map(conditionKey), effect, sid, ownReasons(causes)];",
    instead: "const about = [conditions.map(conditionKey), effect, sid, ownReasons(causes)];",
  },
  {
    file: "iam/policy/merge-statements.ts",
    what: "statements with other conditions become one",
    line: "const about = [sortedReferences(resources).map(textOf), conditions.map(conditionKey), effect, sid, ownReasons(causes)];",
    instead: "const about = [sortedReferences(resources).map(textOf), effect, sid, ownReasons(causes)];",
  },
  {
    file: "iam/policy/merge-statements.ts",
    what: "actions are lost where statements meet",
    line: "actions: sorted([...(other?.actions ?? []), ...actions]),",
    instead: "actions: sorted(actions),",
  },
  {
    file: "iam/policy/policy-size.ts",
    what: "the rest of a statement is lost",
    line: "if (rest !== null) waiting.unshift(rest);",
    instead: "",
    spec: "large",
  },
  {
    file: "iam/policy/policy-size.ts",
    what: "a divided statement has everything",
    line: "{ ...statement, [by]: list.slice(0, cut) },",
    instead: '{ ...statement, [by]: list.slice(0, cut), resources: [{ kind: "literal", text: "*" }] },',
    spec: "large",
  },
  {
    file: "iam/actions/pairs.ts",
    what: "an action more",
    line: "found.actions.push(action.full);",
    instead: 'found.actions.push(action.full, "s3:DeleteBucket");',
  },
  {
    file: "iam/actions/pairs.ts",
    what: "resources become everything",
    line: "const found = groups.get(key) ?? { actions: [], resources: sorted.map(([, reference]) => reference) };",
    instead: 'const found = groups.get(key) ?? { actions: [], resources: [literal("*")] };',
  },
  {
    file: "iam/actions/pairs.ts",
    what: "each action on each resource",
    line: 'const fitting = resources.filter((resource) => fitOf(action, resource, broad) === "fits");',
    instead: "const fitting = resources;",
  },
  {
    file: "iam/actions/pairs.ts",
    what: "everything for what can be scoped",
    line: 'if (resource.kind === "everything") return takesStar(action) || broad ? "fits" : "broad";',
    instead: 'if (resource.kind === "everything") return "fits";',
  },
  {
    file: "iam/actions/pairs.ts",
    what: "a resource is lost",
    line: "const byText = new Map(fitting.map(({ reference }) => [textOf(reference), reference]));",
    instead: "const byText = new Map(fitting.slice(0, 1).map(({ reference }) => [textOf(reference), reference]));",
  },
  {
    file: "iam/actions/resources.ts",
    what: "an action acts on what is not its own",
    line: "if (action.types.some((type) => resource.named.includes(type))) return true;",
    instead: "if (resource.named.length > 0) return true;",
  },
  {
    file: "iam/reference/type-matching.ts",
    what: "a person's wildcard reaches into other types",
    line: 'if (outline.resource === "*" && reach === "name") continue;',
    instead: 'if (reach === "name") continue;',
  },
  {
    file: "iam/conditions/conditions.ts",
    what: "a condition's values are lost",
    line: "const values = condition.values.map(({ value }) => value);",
    instead: "const values = condition.values.slice(0, 1).map(({ value }) => value);",
  },
  {
    file: "iam/conditions/conditions.ts",
    what: "a condition may be missing",
    line: "conditions.push({ operator: operator.name, variable: found?.name ?? condition.variable.value, values });",
    instead:
      "conditions.push({ operator: `${operator.name}IfExists`, variable: found?.name ?? condition.variable.value, values });",
  },
  {
    file: "spec/function/condition-block.ts",
    what: "an order of conditions that loses one",
    line: ".map((condition) => ({ ...condition, values: unique(condition.values) }))",
    instead: ".slice(1).map((condition) => ({ ...condition, values: unique(condition.values) }))",
  },
  {
    file: "spec/pull/pull-value.ts",
    what: "secrets are forgotten",
    line: "if (answer !== null) secrets.push(answer.arn);",
    instead: "",
  },
  {
    file: "iam/arn.ts",
    what: "another word is not swapped",
    line: 'return join(...parts.map((part) => (part.kind === "literal" ? literal(part.text.replace(from, () => to)) : part)));',
    instead: "return reference;",
  },
  {
    file: "iam/arn.ts",
    what: "before a text is the whole",
    line: 'if (part.kind === "literal" && at >= 0) return join(...parts, part.text.slice(0, at));',
    instead: "",
  },
  {
    file: "derive/permissions.ts",
    what: "nothing is checked of a permission",
    line: "checks: permissionChecks(allowed, entry),",
    instead: "checks: [],",
  },
  {
    file: "derive/policies.ts",
    what: "nothing is checked of what policies act on",
    line: "const whole = { ...common, label, name, atCreation: false, statements, checks: policyChecks(statements, spec) } as const;",
    instead: "const whole = { ...common, label, name, atCreation: false, statements, checks: [] } as const;",
  },
  {
    file: "derive/invokers.ts",
    what: "nothing is checked of whose the service's source is",
    line: "checks: { trust: roleChecks(trust, spec, source), policy: policyChecks(statements, spec) },",
    instead: "checks: { trust: [], policy: policyChecks(statements, spec) },",
  },
  {
    file: "derive/checks.ts",
    what: "every expression is taken for AWS's own",
    line: "if (isOneName(inner)) return true;",
    instead: "if (inner !== null) return true;",
  },
  {
    file: "derive/checks.ts",
    what: "an ARN may have a wildcard in the account",
    line: 'const place = `${service}:${region === "" ? "" : "[a-z0-9-]+"}:${account === "" ? "" : "[0-9]{12}"}`;',
    instead: 'const place = `${service}:${region === "" ? "" : "[a-z0-9-]+"}:${account === "" ? "" : "[0-9*]+"}`;',
  },
  {
    file: "iam/forms.ts",
    what: "an account may be anything",
    line: 'account: { pattern: "^[0-9]{12}$", takes: "an account id of 12 digits" },',
    instead: 'account: { pattern: "^.*$", takes: "an account id of 12 digits" },',
  },
];
