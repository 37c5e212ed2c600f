import { type Json, list, object, text } from "../../read-state.ts";
import { isKnown, variable } from "../../text/texts.ts";
import { type Deployment, parameterValue, pseudoParameter, variableName } from "./deployment.ts";
import { type MadeResource, madeResources } from "./made-resources.ts";

/** Values of a template → what they are where it is deployed. */
export class Resolver {
  /** What could not be told, each with the place where it stands. */
  readonly untold: string[] = [];
  /** What one should know, and do. */
  readonly notes: string[] = [];
  /** Each variable that was written, and what it stands for. */
  readonly variables = new Map<string, string>();
  private readonly template: Json;
  private readonly deployment: Deployment;

  constructor(template: Json, deployment: Deployment) {
    this.template = template;
    this.deployment = deployment;
  }

  /** The value, its functions gone; undefined where nobody can tell, or where it is to be left out. */
  of(value: unknown, where: string): unknown {
    if (Array.isArray(value)) return value.map((one) => this.of(one, where)).filter((one) => one !== undefined);
    if (typeof value !== "object" || value === null) return value ?? undefined;
    const [[key, given] = [""], ...others] = Object.entries(value);
    if (others.length > 0 || !/^(Ref|Condition|Fn::\w+)$/.test(key))
      return Object.fromEntries(
        Object.entries(value).flatMap(([name, one]) => {
          const found = this.of(one, `${where}.${name}`);
          return found === undefined ? [] : [[name, found]];
        }),
      );
    switch (key) {
      case "Ref":
        return this.ref(String(given), where);
      case "Fn::GetAtt": {
        const [name = "", ...attribute] = Array.isArray(given) ? given.map(String) : String(given).split(".");
        return this.attribute(name, attribute.join("."), where);
      }
      case "Fn::Sub":
        return this.sub(given, where);
      case "Fn::Join": {
        const [between, parts] = list(given);
        return this.joined(this.each(list(parts), where), String(between));
      }
      case "Fn::Select":
        return this.selected(list(given), where);
      case "Fn::Split": {
        const [between, whole] = this.each(list(given), where);
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
    return found === undefined || typeof found === "object" ? undefined : String(found);
  }

  /** The ARN of a resource of the template, by its logical name. */
  arnOf(name: string, where: string): string | undefined {
    return this.textOf({ "Fn::GetAtt": [name, "Arn"] }, where);
  }

  private ref(name: string, where: string): unknown {
    const { home, parameters } = this.deployment;
    if (name === "AWS::NoValue") return undefined;
    if (name === "AWS::StackName" || name === "AWS::StackId")
      return parameters[name] ?? this.variable(name.replace("AWS::", ""), `the ${name} of CloudFormation`);
    const pseudo = pseudoParameter(name, home);
    if (pseudo !== undefined) return pseudo;
    const parameter = object(this.template["Parameters"])[name];
    if (parameter !== undefined)
      return parameterValue(object(parameter), parameters[name]) ?? this.variable(name, `the parameter ${name}`);
    const alias = this.alias(name, where);
    if (alias !== undefined) return alias;
    const found = this.resource(name);
    if (found === null) return this.cannotTell(where, `nothing in the template is called ${name}`);
    const { kind } = found;
    if (kind === undefined) return this.variable(name, `what !Ref gives of ${name}`);
    if (kind.ref === "arn") return this.attribute(name, "Arn", where);
    const called = this.nameOf(name, kind);
    if (kind.ref === "name") return called;
    const { region, account } = home;
    return kind.ref(called, region, account);
  }

  private attribute(name: string, attribute: string, where: string): unknown {
    const found = this.resource(name);
    if (found === null) return this.cannotTell(where, `nothing in the template is called ${name}`);
    const { kind } = found;
    const { partition, region, account } = this.deployment.home;
    const arns = ["Arn", "TopicArn", "FunctionArn"];
    if (kind !== undefined && arns.includes(attribute) && (kind.arn !== null || kind.ref === "arn")) {
      const physical = this.deployment.made.get(name);
      if (kind.ref === "arn" && physical !== undefined) return physical;
      if (kind.arn !== null) {
        const called = this.nameOf(name, kind);
        const said = kind.before && this.textOf(found.properties[kind.before.property], where);
        const before = said === undefined ? "" : (kind.before?.as(said) ?? "");
        return `arn:${partition}:${kind.arn(`${before}${called}`, `${region}:${account}`)}`;
      }
    }
    if (kind !== undefined && kind.named !== null && [kind.named, "Name"].includes(attribute)) return this.nameOf(name, kind);
    return this.variable(`${name}_${attribute}`, `!GetAtt ${name}.${attribute}`, "attribute");
  }

  private resource(name: string): { readonly properties: Json; readonly kind: MadeResource | undefined } | null {
    // SAM makes a role for each function that names none, and the two APIs that nobody declares.
    if (name === "ServerlessRestApi" || name === "ServerlessHttpApi")
      return { properties: {}, kind: madeResources["AWS::Serverless::Api"] };
    const resource = object(this.template["Resources"])[name];
    if (resource === undefined)
      return this.functionOfRole(name) === null ? null : { properties: {}, kind: madeResources["AWS::IAM::Role"] };
    const type = text(object(resource)["Type"]) ?? "";
    const kind = Object.hasOwn(madeResources, type) ? madeResources[type] : undefined;
    return { properties: object(object(resource)["Properties"]), kind };
  }

  private nameOf(logical: string, kind: MadeResource): string {
    const physical = this.deployment.made.get(logical);
    // What is called by its ARN or its URL has its name at the end.
    if (physical !== undefined)
      return physical.startsWith("arn:") || physical.startsWith("https:")
        ? (physical.split(/[:/]/).at(-1) ?? physical)
        : physical;
    const given = kind.named === null ? undefined : this.resource(logical)?.properties[kind.named];
    const said = given === undefined ? undefined : this.of(given, logical);
    if (typeof said === "string") return said;
    if (given === undefined && kind.adopted === true) return logical;
    const owner = this.functionOfRole(logical);
    if (owner !== null) return this.nameOf(owner, madeResources["AWS::Serverless::Function"] ?? kind);
    return this.variable(logical, `the name that CloudFormation gives to ${logical}`);
  }

  /** What !Ref gives of a version, and of an alias in a resource of its own or as SAM makes it: the ARN of its function, and its name. */
  private alias(name: string, where: string): unknown {
    const resource = object(object(this.template["Resources"])[name]);
    const { home, made } = this.deployment;
    const isVersion = resource["Type"] === "AWS::Lambda::Version";
    if (isVersion || resource["Type"] === "AWS::Lambda::Alias") {
      const properties = object(resource["Properties"]);
      const called = this.of(properties["FunctionName"], where);
      // A name, an ARN, or what only Terraform knows, which is taken for an ARN.
      const isName = isKnown(called) && !called.startsWith("arn:");
      const arn = isName ? `arn:${home.partition}:lambda:${home.region}:${home.account}:function:${called}` : called;
      const end = isVersion ? this.variable(`${name}_Version`, `the number of ${name}`) : this.of(properties["Name"], where);
      return made.get(name) ?? this.joined([arn, end], ":");
    }
    // `Fn.Alias`, or the name that SAM gives to the resource: `FnAliaslive`.
    const [, logical = "", end] = /^(\w+?)(?:\.Alias|Alias(\w+))$/.exec(name) ?? [];
    const { Type: type, Properties: given } = object(object(this.template["Resources"])[logical]);
    if (type !== "AWS::Serverless::Function") return undefined;
    const alias = this.of(object(given)["AutoPublishAlias"], where);
    if (end !== undefined && alias !== end) return undefined;
    return this.joined([this.attribute(logical, "Arn", where), alias], ":");
  }

  /** The function that SAM makes a role of this name for; null where it makes none. */
  private functionOfRole(name: string): string | null {
    const [, logical = ""] = /^(\w+)Role$/.exec(name) ?? [];
    const { Type: type, Properties: properties } = object(object(this.template["Resources"])[logical]);
    return type === "AWS::Serverless::Function" && object(properties)["Role"] === undefined ? logical : null;
  }

  private sub(given: unknown, where: string): unknown {
    const [pattern, own] = Array.isArray(given) ? [String(given[0]), object(given[1])] : [String(given), {}];
    const parts = pattern.split(/(\$\{[^}]*\})/).map((part): unknown => {
      const [, name] = /^\$\{([^}]*)\}$/.exec(part) ?? [];
      if (name === undefined) return part;
      if (name.startsWith("!")) return `\${${name.slice(1)}}`;
      if (Object.hasOwn(own, name)) return this.of(own[name], where);
      const [first = "", ...attribute] = name.trim().split(".");
      return attribute.length === 0 ? this.ref(first, where) : this.attribute(first, attribute.join("."), where);
    });
    return this.joined(parts, "");
  }

  private each(parts: readonly unknown[], where: string): readonly unknown[] {
    return parts.map((part) => this.of(part, where));
  }

  private joined(parts: readonly unknown[], between: string): unknown {
    return parts.includes(undefined) ? undefined : parts.map(String).join(between);
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
    const keys = this.each(path, where);
    let found: unknown = this.template["Mappings"];
    for (const key of keys.slice(0, 3)) found = typeof key === "string" ? object(found)[key] : undefined;
    return found === undefined ? this.cannotTell(where, `its mapping says nothing for ${keys.join(", ")}`) : found;
  }

  /** `kind`: of what has no name of its own in the template, so that it shares no variable with what has. */
  variable(name: string, standsFor: string, kind?: string): string {
    const { Parameters: parameters, Resources: resources } = this.template;
    const plain = variableName(name);
    const names = kind === undefined ? [] : Object.keys({ ...object(parameters), ...object(resources) }).map(variableName);
    // Of a resource, there may be one for each attribute, too.
    const isTaken = names.some((one) => one === plain || (kind === "exported" && plain.startsWith(`${one}_`)));
    const called = isTaken ? `${plain}_${kind}` : plain;
    this.variables.set(called, standsFor);
    return variable(called);
  }

  private cannotTell(where: string, why: string): undefined {
    this.untold.push(`${where}: ${why}`);
    return undefined;
  }
}
