import type { Condition, Expression, Literal, Reference } from "../../grants.ts";
import { join, literal } from "../../iam/arn.ts";
import { nearestOperator, readOperator } from "../../iam/conditions/condition-operators.ts";
import { hasGlob } from "../../iam/glob.ts";
import type { Rule } from "../rule.ts";
import { DocumentError, type Json, type JsonEntry, readJson } from "./read-json.ts";

/**
 * A policy that a person wrote, as IAM JSON → rules. What AWS would not take, or would take for something else than it says, is a
 * mistake with its place.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(text: string): readonly Rule[] {
  return new PolicyReader(text).read();
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const versions = ["2012-10-17", "2008-10-17"];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
const sidForm = /^[A-Za-z0-9]*$/;

const policyKeys = ["Version", "Id", "Statement"];
const statementKeys = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

type Entries = ReadonlyMap<string, JsonEntry>;

/** A text of the document, and where it stands. */
interface PlacedValue {
  readonly text: string;
  readonly at: number;
}

class PolicyReader {
  private readonly text: string;
  /** Where IAM's own variables are known: not in the first version of the language. */
  private variables = false;
  private readonly sids = new Set<string>();

  constructor(text: string) {
    this.text = text;
  }

  read(): readonly Rule[] {
    const root = readJson(this.text);
    this.refuseAround(root);
    const entries = this.entriesOf(root, policyKeys, "a policy is an object with a `Statement`", "a policy");
    const version = entries.get("Version")?.value;
    if (version !== undefined && (version.kind !== "text" || !versions.includes(version.text)))
      throw this.fail(version, '`Version` is the version of the language, "2012-10-17", and not the date of the policy');
    this.variables = version?.kind === "text" && version.text === "2012-10-17";
    const id = entries.get("Id")?.value;
    if (id !== undefined && id.kind !== "text") throw this.fail(id, "`Id` is a text");
    const statement = entries.get("Statement")?.value;
    if (statement === undefined) throw this.fail(root, "this policy has no `Statement`");
    return (statement.kind === "array" ? statement.items : [statement]).flatMap((one, index) => this.statement(one, index + 1));
  }

  /** What AWS's commands print around a policy (get-role-policy, get-policy-version) is no part of it. */
  private refuseAround(root: Json): void {
    const around = root.kind === "object" ? root.entries : [];
    for (const [key, path] of [
      ["PolicyDocument", "PolicyDocument"],
      ["PolicyVersion", "PolicyVersion.Document"],
    ]) {
      const found = around.find((entry) => entry.key === key);
      if (found === undefined) continue;
      throw this.fail(
        found,
        `the policy is what stands in \`${path}\`: give that alone, as \`aws iam … --query ${path}\` prints it`,
      );
    }
  }

  private statement(statement: Json, number: number): readonly Rule[] {
    const where = `statement ${number}`;
    const entries = this.entriesOf(statement, statementKeys, `${where}: it is no object`, `${where}: a statement`);
    const sid = this.sid(entries.get("Sid")?.value, where);
    const effect = entries.get("Effect")?.value;
    if (effect?.kind !== "text" || (effect.text !== "Allow" && effect.text !== "Deny"))
      throw this.fail(effect ?? statement, `${where}: its \`Effect\` is "Allow" or "Deny"`);
    const effectText = effect.text;
    const actions = this.either(entries, "Action", statement, where);
    const resources = this.either(entries, "Resource", statement, where);
    for (const { text, at } of actions.texts)
      if (text !== "*" && !/^[^:]+:[^:]+$/.test(text))
        throw this.fail({ at }, `${where}: "${text}" is no action: write its service before it, as in s3:GetObject`);
    for (const { text, at } of resources.texts)
      if (text !== "*" && !/^(arn:|\$\{)/.test(text)) throw this.fail({ at }, `${where}: "${text}" is no ARN, nor is it "*"`);
    const conditions = this.conditions(entries.get("Condition")?.value, where);
    const rule = (action: string, resource: Reference): Rule => ({
      effect: effectText,
      principal: null,
      action,
      resource,
      conditions,
      sid,
      cause: sid === null ? where : `${where} (${sid})`,
      place: null,
      ...(effectText === "Deny" && {
        but: {
          actions: actions.but ? actions.texts.map(({ text }) => text) : [],
          resources: resources.but ? resources.texts.map(({ text }) => this.reference(text)) : [],
        },
      }),
    });
    return said(actions, "NotAction", effectText).flatMap((action) =>
      said(resources, "NotResource", effectText).map((resource) => rule(action, this.reference(resource))),
    );
  }

  private sid(value: Json | undefined, where: string): string | null {
    if (value === undefined) return null;
    if (value.kind !== "text" || !sidForm.test(value.text))
      throw this.fail(value, `${where}: a \`Sid\` is a text of letters and digits alone`);
    if (value.text === "") return null;
    if (this.sids.has(value.text)) throw this.fail(value, `${where}: another statement has the \`Sid\` ${value.text}`);
    this.sids.add(value.text);
    return value.text;
  }

  private either(entries: Entries, name: "Action" | "Resource", statement: Json, where: string): Either {
    const [only, but] = [entries.get(name), entries.get(`Not${name}`)];
    const entry = only ?? but;
    if (entry === undefined) throw this.fail(statement, `${where}: it has no \`${name}\``);
    if (only !== undefined && but !== undefined) throw this.fail(but, `${where}: it has \`${name}\` and \`Not${name}\``);
    const list = entry.value.kind === "array" ? entry.value.items : [entry.value];
    if (list.length === 0) throw this.fail(entry.value, `${where}: its \`${entry.key}\` is empty`);
    const texts = list.map((item) => {
      if (item.kind !== "text") throw this.fail(item, `${where}: its \`${entry.key}\` is a text or a list of texts`);
      return { text: item.text, at: item.at };
    });
    return { texts, but: only === undefined };
  }

  private conditions(value: Json | undefined, where: string): readonly Condition[] {
    if (value === undefined) return [];
    const form = `${where}: its \`Condition\` is no mapping of operators to keys to values`;
    if (value.kind !== "object") throw this.fail(value, form);
    const found = new Map<string, Condition>();
    for (const { key: operator, at, value: keys } of value.entries) {
      if (readOperator(operator) === null) {
        const near = nearestOperator(operator);
        const hint = near === null ? "" : `; did you mean ${near}?`;
        throw this.fail({ at }, `${where}: IAM knows no condition operator "${operator}"${hint}`);
      }
      if (keys.kind !== "object") throw this.fail(keys, form);
      for (const { key: variable, at: keyAt, value: content } of keys.entries) {
        const list = content.kind === "array" ? content.items : [content];
        if (list.length === 0) throw this.fail(content, `${where}: the condition on \`${variable}\` has no values`);
        const values = list.map((item) => {
          if (item.kind === "object" || item.kind === "array" || item.kind === "null") throw this.fail(item, form);
          return this.reference(item.text);
        });
        const name = `${operator} ${variable}`.toLowerCase();
        if (found.has(name)) throw this.fail({ at: keyAt }, `${where}: the condition on \`${variable}\` stands twice`);
        found.set(name, { operator, variable, values });
      }
    }
    return [...found.values()];
  }

  /**
   * `${aws:username}` is IAM's, as far as the version knows variables; any other `${…}` is an expression of Terraform, as
   * `lambdagrant policy` prints it.
   */
  private reference(text: string): Reference {
    return join(
      ...(text.match(/\$\{[^}]*\}|[\s\S]/gu) ?? []).map((piece): Literal | Expression => {
        if (piece.length < 3 || !piece.startsWith("${")) return literal(piece);
        if (/^\$\{[*?$]\}$/.test(piece) || /^\$\{[\w-]+:[^}]*\}$/.test(piece))
          return literal(this.variables ? piece : `\${$}${piece.slice(1)}`);
        return { kind: "expression", code: piece.slice(2, -1).trim() };
      }),
    );
  }

  private entriesOf(value: Json, known: readonly string[], otherwise: string, what: string): Entries {
    if (value.kind !== "object") throw this.fail(value, otherwise);
    for (const entry of value.entries) {
      if (known.includes(entry.key)) continue;
      const message = /^(Not)?Principal$/.test(entry.key)
        ? `${what} of a role names no principal`
        : `${what} has no \`${entry.key}\``;
      throw this.fail(entry, message);
    }
    return new Map(value.entries.map((entry) => [entry.key, entry]));
  }

  private fail({ at }: { readonly at: number }, message: string): DocumentError {
    return new DocumentError(message, this.text, at);
  }
}

/** What a statement is about: these, or with `but`, everything else. */
interface Either {
  readonly texts: readonly PlacedValue[];
  readonly but: boolean;
}

/**
 * What is not one of a list is nearly everything. An Allow of it is more than anybody asks for, and is listed in its own words without
 * being taken to cover a need; a Deny of it is of everything, but for the list.
 */
function said({ texts, but }: Either, name: string, effect: "Allow" | "Deny"): readonly string[] {
  if (!but) return texts.map(({ text }) => text);
  return effect === "Deny" ? ["*"] : texts.map(({ text }) => `${name} ${text}`);
}

/** Whether an action of a policy stands for several. */
export function isWild(action: string): boolean {
  return hasGlob(action);
}
