import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { checkConcurrency, type Reserved, reservedIn } from "./concurrency.ts";
import { type ConnectionClaim, checkConnections, connectionsIn } from "./connections.ts";
import { type FunctionEvents, functionEvents } from "./events.ts";
import type { Claiming, StackOfSpecs } from "./identity.ts";
import { checkLoops } from "./loops.ts";
import { checkTwins, type MadeName, namesMadeIn } from "./twins.ts";

/** All that a stack claims: JSON leaves it as it is. */
export interface Claims {
  readonly names: readonly MadeName[];
  readonly connections: readonly ConnectionClaim[];
  readonly events: readonly FunctionEvents[];
  readonly reserved: readonly Reserved[];
}

/** What a stack claims. */
export function claimsOf(stack: StackOfSpecs): Claims {
  return {
    names: namesMadeIn(stack),
    connections: connectionsIn(stack),
    events: functionEvents(stack),
    reserved: reservedIn(stack),
  };
}

/** What the stacks of a run claim, and cannot all have. */
export function* checkClaims(stacks: readonly Claiming<Claims>[]): Generator<Diagnostic> {
  const each = <One extends keyof Claims>(of: One) => stacks.map(({ target, claims }) => ({ target, claims: claims[of] }));
  yield* checkTwins(each("names"));
  yield* checkConnections(each("connections"));
  yield* checkLoops(stacks.flatMap(({ claims }) => claims.events));
  yield* checkConcurrency(stacks.flatMap(({ claims }) => claims.reserved));
}
