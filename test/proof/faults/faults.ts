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
    file: "derive/role-statements.ts",
    what: "what is denied is allowed",
    line: "return { sid: numberedSid(sid, index), effect, actions, resources, conditions, causes };",
    instead: 'return { sid: numberedSid(sid, index), effect: "Allow", actions, resources, conditions, causes };',
  },
  {
    file: "derive/role-statements.ts",
    what: "what is allowed is denied",
    line: "return { sid: numberedSid(sid, index), effect, actions, resources, conditions, causes };",
    instead: 'return { sid: numberedSid(sid, index), effect: "Deny", actions, resources, conditions, causes };',
  },
  {
    file: "derive/role/execution-role-grants.ts",
    what: "an account without its external id",
    line: '...(externalId === null ? [] : [{ operator: "StringEquals", variable: "sts:ExternalId", values: [externalId] }]),',
    instead: "",
  },
  {
    file: "derive/role/execution-role-grants.ts",
    what: "an account without its organization",
    line: '...(organization === null ? [] : [{ operator: "StringEquals", variable: "aws:PrincipalOrgID", values: [organization] }]),',
    instead: "",
  },
  {
    file: "derive/role/execution-role-grants.ts",
    what: "every role of an account",
    line: '...(roles.length === 0 ? [] : [{ operator: "ArnLike", variable: "aws:PrincipalArn", values: roles }]),',
    instead: "",
  },
  {
    file: "derive/role/execution-role-grants.ts",
    what: "anybody in the place of a principal",
    line: 'return { services: [], principal, conditions: all, cause: { key: "role.principals", why } };',
    instead:
      'return { services: [], principal: { kind: "literal", text: "*" }, conditions: all, cause: { key: "role.principals", why } };',
  },
  {
    file: "derive/checks.ts",
    what: "whom the role trusts, unchecked",
    line: '...named("principals", checksOf(principal, alone ? forms.oneCaller : forms.caller)),',
    instead: "",
  },
  {
    file: "derive/checks.ts",
    what: "an account where one role should be",
    line: '...named("principals", checksOf(principal, alone ? forms.oneCaller : forms.caller)),',
    instead: '...named("principals", checksOf(principal, forms.caller)),',
  },
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
    line: "const trust = existing === null ? [trustIn([source.principal], conditions)] : [];",
    instead: 'const trust = existing === null ? [trustIn([source.principal, "ec2.amazonaws.com"], conditions)] : [];',
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
    line: '? spec.role.arguments.filter(({ name }) => ["path", "permissions_boundary", "tags"].includes(name))',
    instead: "? []",
  },
  {
    file: "derive/role/execution-role-grants.ts",
    what: "no guard on the trust",
    line: "? [trustIn([lambdaPrincipal], guard), ...(others.length > 0 ? [trustIn(others, role.conditions)] : [])]",
    instead: "? [trustIn([lambdaPrincipal], []), ...(others.length > 0 ? [trustIn(others, role.conditions)] : [])]",
  },
  {
    file: "derive/role/execution-role-grants.ts",
    what: "the guard of any function",
    line: "values: [functionPattern, qualifiedPattern].map((pattern) => fillArn(pattern, home, { FunctionName: name })),",
    instead: "values: [fillArn(functionPattern, home, { FunctionName: home.account })],",
  },
  {
    file: "derive/role/execution-role-grants.ts",
    what: "a trust without the role's own conditions",
    line: ": [trustIn([lambdaPrincipal, ...others].sort(), role.conditions)];",
    instead: ": [trustIn([lambdaPrincipal, ...others].sort(), [])];",
  },
  {
    file: "derive/role/execution-role-grants.ts",
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
    line: 'return [allow("function.file_system_config", fact.why, fact.actions, [fileSystem], [condition])];',
    instead: 'return [allow("function.file_system_config", fact.why, fact.actions, [fileSystem], [])];',
  },
  {
    file: "derive/role-statements.ts",
    what: "the access point in the place of the file system",
    line: 'if (accessPoint.kind === "expression") return sibling(accessPoint, service, type) ?? accessPoint;',
    instead: 'if (accessPoint.kind === "expression") return accessPoint;',
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
    line: "return { sid: numberedSid(sid, index), effect, actions, resources, conditions, causes };",
    instead: "return { sid: numberedSid(sid, index), effect, actions, resources, conditions: [], causes };",
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
    file: "spec/pull/pull-access.ts",
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
  {
    file: "spec/push/push-entry.ts",
    what: "a source account is forgotten",
    line: 'return { name: value.name, known: value.arn, caller: { kind: "arn", arn: value.arn, account }, subscription };',
    instead:
      'return { name: value.name, known: value.arn, caller: { kind: "arn", arn: value.arn, account: null }, subscription };',
  },
  {
    file: "spec/push/push-entry.ts",
    what: "an entry's qualifier is forgotten",
    line: "const qualifier = qualifierNode === undefined ? null : readQualifier(qualifierNode, session);",
    instead: "const qualifier = null;",
  },
  {
    file: "spec/push/push-entry.ts",
    what: "the account beside an unknown service is forgotten",
    line: "return readService(entry, mapping, account, session);",
    instead: "return readService(entry, mapping, null, session);",
  },
  {
    file: "spec/push/service-caller.ts",
    what: "an unknown service from any source of the account",
    line: 'return { name, known: arn ?? literal(""), caller: { kind: "service", principal: node.text, arn, account }, subscription: null };',
    instead:
      'return { name, known: arn ?? literal(""), caller: { kind: "service", principal: node.text, arn: null, account }, subscription: null };',
  },
  {
    file: "spec/push/service-caller.ts",
    what: "another service than the one that is named",
    line: 'return { name, known: arn ?? literal(""), caller: { kind: "service", principal: node.text, arn, account }, subscription: null };',
    instead:
      'return { name, known: arn ?? literal(""), caller: { kind: "service", principal: "other.amazonaws.com", arn, account }, subscription: null };',
  },
  {
    file: "spec/push/guarded-caller.ts",
    what: "the token of another skill",
    line: 'return callerNamed(nameOf(token).replace("amzn1.ask.skill.", ""), { kind: "token", token });',
    instead:
      'return callerNamed(nameOf(token).replace("amzn1.ask.skill.", ""), { kind: "token", token: { kind: "literal", text: "amzn1.ask.skill.1b1c2d3e-1111-2222-3333-444455556666" } });',
  },
  {
    file: "spec/push/guarded-caller.ts",
    what: "another account than the stack's own",
    line: 'if (node.text === "self") return node.text;',
    instead: 'if (node.text === "self") return { kind: "literal", text: "210987654321" };',
  },
  {
    file: "spec/push/guarded-caller.ts",
    what: "a role for whatever a service sends",
    line: 'return { name: value.name, known: value.arn, caller: { kind: "role", arn: value.arn, existing }, subscription };',
    instead:
      'return { name: value.name, known: value.arn, caller: { kind: "role", arn: { kind: "literal", text: "*" }, existing }, subscription };',
  },
  {
    file: "spec/push/guarded-caller.ts",
    what: "what a schedule asks of its role is forgotten",
    line: 'return { name: value.name, known: value.arn, caller: { kind: "role", arn: value.arn, existing }, subscription };',
    instead:
      'return { name: value.name, known: value.arn, caller: { kind: "role", arn: value.arn, existing }, subscription: null };',
  },
  {
    file: "spec/push/principal-caller.ts",
    what: "everybody in the account of a role",
    line: 'return called(nameOf(resource).split("/").slice(1).join("/"), principal);',
    instead: 'return called(nameOf(resource).split("/").slice(1).join("/"), account);',
  },
  {
    file: "spec/push/principal-caller.ts",
    what: "an organization as a principal",
    line: 'return { name: nameOf(id), known: id, caller: { kind: "organization", organization: id }, subscription: null };',
    instead: "return called(nameOf(id), id);",
  },
  {
    file: "spec/push/function-url.ts",
    what: "whom a URL is open to is forgotten",
    line: 'return who?.kind === "principal" ? callerNamed(null, { ...open, principal: who.principal }) : null;',
    instead: "return callerNamed(null, open);",
  },
  {
    file: "spec/values/arn-value.ts",
    what: "an ARN of everything of its kind",
    line: "arn: join(head, refill(matched.resource, made(matched.values, expressions, of))),",
    instead: 'arn: join(head, "*"),',
  },
  {
    file: "spec/values/arn-value.ts",
    what: "a short name that begins others",
    line: "return { arn: fillArn(form.arn, session.home, fields), form: 0, name: nameOf(name), fields };",
    instead: 'return { arn: join(fillArn(form.arn, session.home, fields), "*"), form: 0, name: nameOf(name), fields };',
  },
  {
    file: "spec/values/arn-parts-value.ts",
    what: "a part becomes a wildcard",
    line: "values[variable] = refill(written, made({ [variable]: written }, expressions, of));",
    instead: 'values[variable] = literal("*");',
  },
  {
    file: "spec/values/arn-expression.ts",
    what: "an expression with a wildcard behind it",
    line: "const arn = of.suffix === undefined ? reference : withoutEnd(reference, of.suffix);",
    instead: 'const arn = join(reference, "*");',
  },
  {
    file: "spec/pull/pull-value.ts",
    what: "another form of the source",
    line: "if (form !== undefined) return { arn: value.arn, form, parts: {}, name: value.name, arguments: [eventSource(value.arn)] };",
    instead:
      "if (form !== undefined) return { arn: value.arn, form: 0, parts: {}, name: value.name, arguments: [eventSource(value.arn)] };",
  },
  {
    file: "spec/pull/pull-value.ts",
    what: "another source for the mapping",
    line: "if (form !== undefined) return { arn: value.arn, form, parts: {}, name: value.name, arguments: [eventSource(value.arn)] };",
    instead:
      'if (form !== undefined) return { arn: value.arn, form, parts: {}, name: value.name, arguments: [eventSource(join(value.arn, "x"))] };',
  },
  {
    file: "spec/pull/pull-entry.ts",
    what: "the key of a source is forgotten",
    line: "return { ...names, ...named, ...access, parts, key: entry.key, source, arguments: all, kmsKey };",
    instead: "return { ...names, ...named, ...access, parts, key: entry.key, source, arguments: all, kmsKey: null };",
  },
  {
    file: "spec/pull/pull-entry.ts",
    what: "where what failed goes is forgotten",
    line: "const given = readArguments(mapping, mappingArguments, session);",
    instead:
      'const given = readArguments(mapping, mappingArguments, session).filter(({ name }) => name !== "destination_config");',
  },
  {
    file: "spec/function/action-entry.ts",
    what: "an action that nobody asks for",
    line: "actions: verdict?.actions ?? [],",
    instead: 'actions: [...(verdict?.actions ?? []), "s3:DeleteBucket"],',
  },
  {
    file: "spec/function/action-entry.ts",
    what: "an action is lost",
    line: "actions: verdict?.actions ?? [],",
    instead: "actions: (verdict?.actions ?? []).slice(0, 1),",
  },
  {
    file: "spec/function/action-entry.ts",
    what: "a resource is lost",
    line: "resources: verdict?.resources ?? null,",
    instead: "resources: verdict?.resources?.slice(0, 1) ?? null,",
  },
  {
    file: "spec/function/action-entry.ts",
    what: "an entry's conditions are not read",
    line: 'conditions: readConditions(mappingAt(node, "conditions"), session),',
    instead: "conditions: [],",
  },
  {
    file: "spec/function/action-entry.ts",
    what: "a reason to be wide that nobody gives",
    line: 'const says: Says = { node, sid, why: scalarAt(node, "why")?.text ?? null, broad: broadNode?.text ?? null };',
    instead:
      'const says: Says = { node, sid, why: scalarAt(node, "why")?.text ?? null, broad: broadNode?.text ?? "it must be" };',
  },
  {
    file: "spec/function/action-entry.ts",
    what: "the conditions of what is meant are not read",
    line: 'const conditions = readConditions(mappingAt(node, "conditions"), session);',
    instead: "const conditions: Asked['conditions'] = [];",
  },
  {
    file: "spec/function/intent.ts",
    what: "who may read may write",
    line: "const steps = name === undefined ? undefined : of.words[name];",
    instead: "const steps = name === undefined ? undefined : (of.words.write ?? of.words[name]);",
  },
  {
    file: "spec/function/intent.ts",
    what: "what is meant is allowed on something else, too",
    line: "return intended(word, meant, session);",
    instead:
      "return [meant.resource, { ...meant.resource, value: join('arn:aws:s3:::elsewhere') }].flatMap((resource) => intended(word, { ...meant, resource }, session));",
  },
  {
    file: "spec/function/intent.ts",
    what: "one thing alone of several that are meant",
    line: "return someAt(node, entry.key).map((scalar) => ({ key: entry.key, scalar }));",
    instead: "return someAt(node, entry.key).slice(0, 1).map((scalar) => ({ key: entry.key, scalar }));",
  },
  {
    file: "spec/function/condition-block.ts",
    what: "one value of a condition alone",
    line: "values: someAt(value, variable).flatMap((scalar) => {",
    instead: "values: someAt(value, variable).slice(0, 1).flatMap((scalar) => {",
  },
  {
    file: "spec/function/condition-block.ts",
    what: "one operator of a condition alone",
    line: "return (mapping?.entries ?? []).flatMap(({ key: operator, keySpan, value }) =>",
    instead: "return (mapping?.entries ?? []).slice(0, 1).flatMap(({ key: operator, keySpan, value }) =>",
  },
  {
    file: "spec/function/execution-role.ts",
    what: "a service that may assume the role, and nobody asks for",
    line: "return [...new Set(services)].sort(compareText);",
    instead: 'return [...new Set([...services, "ec2.amazonaws.com"])].sort(compareText);',
  },
  {
    file: "spec/function/execution-role.ts",
    what: "no guard on a trust that asks for one",
    line: 'guarded: trust === "guarded",',
    instead: "guarded: false,",
  },
  {
    file: "spec/function/execution-role.ts",
    what: "the conditions of a trust are not read",
    line: 'const asked = readConditions(mappingAt(mappingAt(mapping, "trust"), "conditions"), session);',
    instead: "const asked: ReturnType<typeof readConditions> = [];",
  },
  {
    file: "spec/function/execution-role.ts",
    what: "a boundary is forgotten",
    line: "arguments: readArguments(mapping, roleArguments, session),",
    instead: 'arguments: readArguments(mapping, roleArguments, session).filter(({ name }) => name !== "permissions_boundary"),',
  },
  {
    file: "spec/function/execution-role.ts",
    what: "what is denied to the code is forgotten",
    line: 'denyNetworkInterfaces: isTrue(mapping, "deny_network_interfaces_to_code"),',
    instead: "denyNetworkInterfaces: false,",
  },
  {
    file: "spec/function/function.ts",
    what: "the function's alias is forgotten",
    line: "qualifier,",
    instead: "qualifier: null,",
  },
  {
    file: "spec/function/function-targets.ts",
    what: "where failed invocations go is forgotten",
    line: 'return { onSuccess: read("on_success", successDestinations), onFailure: read("on_failure", asyncFailureDestinations) };',
    instead: 'return { onSuccess: read("on_success", successDestinations), onFailure: null };',
  },
  {
    file: "spec/document.ts",
    what: "an entry of push is lost",
    line: 'const pushed = (listAt(document, "push")?.items ?? []).flatMap((item) => readPush(item, session) ?? []);',
    instead: 'const pushed = (listAt(document, "push")?.items ?? []).slice(1).flatMap((item) => readPush(item, session) ?? []);',
  },
  {
    file: "spec/document.ts",
    what: "an entry of pull is lost",
    line: 'const pull = (listAt(document, "pull")?.items ?? []).flatMap((item) => readPull(item, session) ?? []);',
    instead: 'const pull = (listAt(document, "pull")?.items ?? []).slice(1).flatMap((item) => readPull(item, session) ?? []);',
  },
  {
    file: "spec/document.ts",
    what: "an entry of actions is lost",
    line: 'const read = (listAt(document, "actions")?.items ?? []).flatMap((item) => readActions(item, session) ?? []);',
    instead:
      'const read = (listAt(document, "actions")?.items ?? []).slice(1).flatMap((item) => readActions(item, session) ?? []);',
  },
  {
    file: "spec/settings.ts",
    what: "another account than the stack's",
    spec: "large",
    line: 'account: text("account"),',
    instead: 'account: literal("210987654321"),',
  },
  {
    file: "spec/yaml/yaml-node.ts",
    what: "what the stack gives to all is forgotten",
    line: "const entries = new Map<string, YamlEntry>(lower.entries.map((entry) => [entry.key, entry]));",
    instead: "const entries = new Map<string, YamlEntry>();",
    spec: "edge",
  },
  {
    file: "derive/invokers.ts",
    what: "what a role that is managed elsewhere gets, attached to another one",
    line: "existing: existing?.name ?? null,",
    instead: 'existing: existing === null ? null : literal("other"),',
  },
  {
    file: "derive/invokers.ts",
    what: "a role that is managed elsewhere, without what the second entry asks of it",
    line: "const statements = mergeStatements(all.flatMap((one) => one.statements));",
    instead: "const statements = mergeStatements(first.statements);",
  },
  {
    file: "spec/push/guarded-caller.ts",
    what: "a role managed elsewhere, made",
    line: 'return { name: value.name, known: value.arn, caller: { kind: "role", arn: value.arn, existing }, subscription };',
    instead:
      'return { name: value.name, known: value.arn, caller: { kind: "role", arn: value.arn, existing: null }, subscription };',
  },
];
