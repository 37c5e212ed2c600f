/** Addresses and ranges of addresses as IAM's IpAddress compares them. */

/** From the first to the last address, both of one version. */
export interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** `203.0.113.0/24`, `2001:db8::/32` or one address; null for none. */
export function ipRangeOf(text: string): Range | null {
  // Few runs ask, and all of them would wait for all of node's network.
  const { isIPv4, isIPv6 } = process.getBuiltinModule("node:net");
  const [address = "", length] = text.split("/");
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : null;
  if (bits === null) return null;
  const free = BigInt(bits - Number(length ?? bits));
  const first = ((bits === 32 ? fromFour(address) : fromSix(address)) >> free) << free;
  return { bits, first, last: first + (1n << free) - 1n };
}

/** Whether ranges, however they are cut, hold every address of one version. */
export function coversAll(ranges: readonly Range[]): boolean {
  return ([32, 128] as const).some((bits) => {
    let next = 0n;
    for (const { first, last } of ranges.filter((range) => range.bits === bits).sort((a, b) => (a.first < b.first ? -1 : 1))) {
      if (first > next) return false;
      if (last >= next) next = last + 1n;
    }
    return next === 1n << BigInt(bits);
  });
}

/** Whether all of one range lies in the other. */
export function isRangeWithin(inner: Range, outer: Range): boolean {
  return inner.bits === outer.bits && inner.first >= outer.first && inner.last <= outer.last;
}

function fromFour(address: string): bigint {
  return address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function fromSix(address: string): bigint {
  // The last two groups may be written as four bytes.
  const hex = address.replace(/[^:]*\.[^:]*$/, (four) => {
    const value = fromFour(four);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = hex.split("::");
  const [before, behind] = [head, tail ?? ""].map((side) => (side === "" ? [] : side.split(":")));
  const zeros = Array<string>(8 - (before?.length ?? 0) - (behind?.length ?? 0)).fill("0");
  return [...(before ?? []), ...zeros, ...(behind ?? [])].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
