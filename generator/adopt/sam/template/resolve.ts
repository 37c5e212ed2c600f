import { isMapping, type Json, list, object, own } from "../../read-state.ts";
import { isKnown, isWord, shown, variable } from "../../text/texts.ts";
import { type Deployment, isNamed, parameterValue, pseudoParameter, variableName } from "./deployment.ts";
import { functionOfRole, type MadeResource, madeResources, nameIn, resourceNamed } from "./made-resources.ts";
import { isNoValue } from "./read-template.ts";

/** Values of a template → what they are where it is deployed. */
export class Resolver {
  /** What could not be told, each with the place where it stands. */
  readonly untold: string[] = [];
  /** What one should know, and do. */
  readonly notes: string[] = [];
  /** Each variable that was written, and what it stands for. */
  readonly variables = new Map<string, string>();
  /** Properties of resources that are being looked up. */
  private readonly asked = new Set<string>();
  private readonly template: Json;
  private readonly deployment: Deployment;

  constructor(template: Json, deployment: Deployment) {
    this.template = template;
    this.deployment = deployment;
  }

  /** The value, its functions gone; undefined where nobody can tell, which is told, or where it is to be left out. */
  of(value: unknown, where: string): unknown {
    if (Array.isArray(value)) return value.map((one) => this.of(one, where)).filter((one) => one !== undefined);
    if (!isMapping(value)) return value ?? undefined;
    const [[key, given] = [""], ...others] = Object.entries(value);
    if (others.length > 0 || !/^(Ref|Condition|Fn::\w+)$/.test(key))
      return Object.fromEntries(
        Object.entries(value).flatMap(([name, one]) => {
          const found = this.of(one, `${where}.${name}`);
          return found === undefined ? [] : [[name, found]];
        }),
      );
    const before = this.untold.length;
    const found = this.called(key, given, where);
    if (found !== undefined || given === "AWS::NoValue" || this.untold.length > before) return found;
    return this.cannotTell(where, `nobody can tell what !${key.replace("Fn::", "")} gives of ${JSON.stringify(given)}`);
  }

  /** What a function of CloudFormation gives. */
  private called(key: string, given: unknown, where: string): unknown {
    switch (key) {
      case "Ref":
        return isWord(given) ? this.ref(String(given), where) : undefined;
      case "Fn::GetAtt": {
        const parts = Array.isArray(given) ? given.map((one) => this.textOf(one, where)) : isWord(given) ? [String(given)] : [];
        const [name, ...attribute] = parts.includes(undefined) ? [] : parts.join(".").split(".");
        return name === undefined ? undefined : this.attribute(name, attribute.join("."), where);
      }
      case "Fn::Sub":
        return this.sub(given, where);
      case "Fn::Join": {
        const [between, some] = list(given);
        // What is left out is no part of it.
        const parts = Array.isArray(some)
          ? some.filter((one) => !isNoValue(one)).map((one) => this.of(one, where))
          : this.of(some, where);
        if (isWord(between) && Array.isArray(parts)) return this.joined(parts, String(between), where);
        return parts && this.cannotTell(where, "what !Join puts together is known when the template is deployed");
      }
      case "Fn::Select":
        return this.selected(list(given), where);
      case "Fn::Split": {
        const [between, whole] = list(given).map((one) => this.of(one, where));
        if (isKnown(between) && isKnown(whole)) return whole.split(between);
        return whole === undefined
          ? undefined
          : this.cannotTell(where, "what !Split takes apart is known when the template is deployed");
      }
      case "Fn::FindInMap":
        return this.inMap(list(given), where);
      case "Fn::ImportValue": {
        const name = this.of(given, where);
        if (isKnown(name)) return this.variable(name, `what another stack exports as ${name}`, "exported");
        return this.cannotTell(where, "it imports what another stack exports, by a name that is made when it is deployed");
      }
      default:
        return this.cannotTell(where, `!${key.replace("Fn::", "")} is decided when the template is deployed`);
    }
  }

  /** The value as text that may stand in an ARN; undefined where nobody can tell. */
  textOf(value: unknown, where: string): string | undefined {
    const found = this.of(value, where);
    if (typeof found === "object")
      return this.cannotTell(where, `it is a ${Array.isArray(found) ? "list" : "mapping"} where one text belongs`);
    return found === undefined ? undefined : String(found);
  }

  private ref(name: string, where: string): unknown {
    const { home, parameters } = this.deployment;
    if (name === "AWS::NoValue") return undefined;
    if (name === "AWS::StackName" || name === "AWS::StackId")
      return own(parameters, name) ?? this.variable(name.replace("AWS::", ""), `the ${name} of CloudFormation`);
    const pseudo = pseudoParameter(name, home);
    if (pseudo !== undefined) return pseudo;
    const parameter = own(object(this.template["Parameters"]), name);
    if (parameter !== undefined)
      return parameterValue(object(parameter), own(parameters, name)) ?? this.variable(name, `the parameter ${name}`);
    const alias = this.alias(name, where);
    if (alias !== undefined) return alias;
    const found = resourceNamed(this.template, name);
    if (found === null) return this.cannotTell(where, `nothing in the template is called ${name}`);
    const { kind } = found;
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
    const physical = this.deployment.made.get(name);
    if (physical !== undefined) return physical;
    const unknown = () => this.variable(name, `what !Ref gives of ${name}`);
    if (kind === undefined) return unknown();
    if (kind.ref === "arn") return this.attribute(name, "Arn", where);
    if (kind.ref === "name") return this.nameOf(name, kind);
    const before = this.before(name, kind, where);
    return before === null ? undefined : (kind.ref(this.nameOf(name, kind), home, before) ?? unknown());
  }

  private attribute(name: string, attribute: string, where: string): unknown {
    const found = resourceNamed(this.template, name);
    if (found === null) return this.cannotTell(where, `nothing in the template is called ${name}`);
    const { kind } = found;
    const { partition, region, account } = this.deployment.home;
    const arns = ["Arn", "TopicArn", "FunctionArn"];
    if (kind !== undefined && arns.includes(attribute) && (kind.arn !== null || kind.ref === "arn")) {
      const physical = this.deployment.made.get(name);
      if (kind.ref === "arn" && physical !== undefined) return physical;
      const said = this.before(name, kind, where);
      if (said === null) return undefined;
      if (kind.arn !== null) {
        const before = said === undefined ? "" : (kind.before?.as(said) ?? "");
        return `arn:${partition}:${kind.arn(`${before}${this.nameOf(name, kind)}`, `${region}:${account}`)}`;
      }
    }
    if (kind !== undefined && kind.named !== null && [kind.named, "Name"].includes(attribute)) return this.nameOf(name, kind);
    return this.variable(`${name}_${attribute}`, `!GetAtt ${name}.${attribute}`, "attribute");
  }

  /** What stands before the name of a resource; undefined where nothing does, null where nobody can tell. */
  private before(logical: string, { before }: MadeResource, where: string): string | undefined | null {
    const given = before && resourceNamed(this.template, logical)?.properties[before.property];
    if (before === undefined || given === undefined || isNoValue(given)) return undefined;
    const said = this.property(logical, before.property, where);
    return isWord(said) ? String(said) : null;
  }

  /** What a property of a resource says; of what names itself, round in a circle, CloudFormation makes nothing. */
  private property(logical: string, name: string, where: string): unknown {
    const asked = `${logical}.${name}`;
    if (this.asked.has(asked)) return this.cannotTell(where, `${asked} names itself`);
    this.asked.add(asked);
    const found = this.of(resourceNamed(this.template, logical)?.properties[name], where);
    this.asked.delete(asked);
    return found;
  }

  private nameOf(logical: string, kind: MadeResource): string {
    const physical = this.deployment.made.get(logical);
    if (physical !== undefined) return nameIn(physical, kind);
    const said = kind.named === null ? undefined : this.property(logical, kind.named, logical);
    if (isWord(said)) return String(said);
    const isUnnamed = kind.named === null || resourceNamed(this.template, logical)?.properties[kind.named] === undefined;
    if (isUnnamed && kind.adopted === true) return logical;
    const owner = functionOfRole(this.template, logical);
    if (owner !== null) return this.nameOf(owner, madeResources["AWS::Serverless::Function"] ?? kind);
    return this.variable(logical, `the name that CloudFormation gives to ${logical}`);
  }

  /** What !Ref gives of a version, and of an alias in a resource of its own or as SAM makes it: the ARN of its function, and its name. */
  private alias(name: string, where: string): unknown {
    const { home, made } = this.deployment;
    const { type } = resourceNamed(this.template, name) ?? {};
    if (type === "AWS::Lambda::Version" || type === "AWS::Lambda::Alias") {
      const called = this.property(name, "FunctionName", where);
      // A name, an ARN, or what only Terraform knows, which is taken for an ARN.
      const isName = isKnown(called) && !called.startsWith("arn:");
      const arn = isName ? `arn:${home.partition}:lambda:${home.region}:${home.account}:function:${called}` : called;
      const isVersion = type === "AWS::Lambda::Version";
      const end = isVersion ? this.variable(`${name}_Version`, `the number of ${name}`) : this.property(name, "Name", where);
      return made.get(name) ?? this.joined([arn, end], ":", where);
    }
    // `Fn.Alias`, or the name that SAM gives to the resource: `FnAliaslive`.
    const [, logical = "", end] = /^(\w+?)(?:\.Alias|Alias(\w+))$/.exec(name) ?? [];
    if (resourceNamed(this.template, logical)?.type !== "AWS::Serverless::Function") return undefined;
    const alias = this.property(logical, "AutoPublishAlias", where);
    if (end !== undefined && alias !== end) return undefined;
    return this.joined([this.attribute(logical, "Arn", where), alias], ":", where);
  }

  private sub(given: unknown, where: string): unknown {
    const [pattern, values] = Array.isArray(given) ? [given[0] as unknown, object(given[1])] : [given, {}];
    if (!isWord(pattern)) return undefined;
    const parts = String(pattern)
      .split(/(\$\{[^}]*\})/)
      .map((part): unknown => {
        const [, name] = /^\$\{([^}]*)\}$/.exec(part) ?? [];
        if (name === undefined) return part;
        if (name.startsWith("!")) return `\${${name.slice(1)}}`;
        if (Object.hasOwn(values, name)) return this.of(values[name], where);
        const [first = "", ...attribute] = name.trim().split(".");
        return attribute.length === 0 ? this.ref(first, where) : this.attribute(first, attribute.join("."), where);
      });
    return this.joined(parts, "", where);
  }

  private joined(parts: readonly unknown[], between: string, where: string): unknown {
    if (parts.includes(undefined)) return undefined;
    if (parts.every(isWord)) return parts.map(String).join(between);
    return this.cannotTell(where, "a list or a mapping stands in it where one text belongs");
  }

  /** One of a list, which stands there or is what something gives. */
  private selected([index, from]: readonly unknown[], where: string): unknown {
    const listed = Array.isArray(from) ? from : this.of(from, where);
    if (listed === undefined) return undefined;
    const selected = list(listed)[Number(this.of(index, where))];
    if (!Array.isArray(listed) || selected === undefined)
      return this.cannotTell(where, "what !Select takes is known when the template is deployed");
    return this.of(selected, where);
  }

  private inMap(path: readonly unknown[], where: string): unknown {
    const keys = path.map((one) => this.of(one, where));
    let found: unknown = this.template["Mappings"];
    if (keys.includes(undefined)) return undefined;
    for (const key of keys.slice(0, 3)) found = isWord(key) ? own(object(found), String(key)) : undefined;
    return (
      found ?? this.cannotTell(where, `its mapping says nothing for ${keys.map((one) => JSON.stringify(shown(one))).join(", ")}`)
    );
  }

  /** `kind`: of what has no name of its own in the template, so that it shares no variable with what has. */
  variable(name: string, standsFor: string, kind?: string): string {
    const plain = variableName(name);
    const called = kind !== undefined && isNamed(this.template, plain, kind === "exported") ? `${plain}_${kind}` : plain;
    this.variables.set(called, standsFor);
    return variable(called);
  }

  private cannotTell(where: string, why: string): undefined {
    this.untold.push(`${where}: ${why}`);
    return undefined;
  }
}
