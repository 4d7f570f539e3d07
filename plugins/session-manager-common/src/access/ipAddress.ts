import ipaddr from 'ipaddr.js';
import { agreed, Comparison, Ternary } from '../ternary/ternary';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Whether an IP address is in a CIDR block, such as `203.0.113.0/24`; addresses
 * of one family are in no block of the other. `unknown` if AWS does not
 * document the notation, `unresolved` if it is not an IP address.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function contains(block: string, address: string): Comparison {
  const one = addressOf(address);
  const ranges = rangesOf(block);
  if (!one || !ranges) {
    return 'unresolved';
  }
  return agreed(
    ranges.flatMap(([base, length]) => meanings(base, one, length)),
  );
}

/** The possible meanings of a block; an address alone is a block of one. */
function rangesOf(block: string): Array<[Address, number]> | undefined {
  const [written, ...lengths] = block.split('/');
  const base = addressOf(written);
  if (!base) {
    return undefined;
  }
  const bits = base.kind() === 'ipv4' ? 32 : 128;
  if (lengths.length === 0) {
    // "IAM uses the default prefix value of /32", which could apply to either
    // family.
    return [
      [base, bits],
      [base, 32],
    ];
  }
  const length = lengths.join('/');
  return /^\d{1,3}$/.test(length) && Number(length) <= bits
    ? [[base, Number(length)]]
    : undefined;
}

/**
 * The result with the families as written, and with IPv4-mapped IPv6 as IPv4.
 */
function meanings(base: Address, one: Address, length: number): Ternary[] {
  const [plainBase, plainOne] = [unmapped(base), unmapped(one)];
  const mappedBits = plainBase === base ? 0 : 96;
  return [
    lies(one, base, length),
    length >= mappedBits && lies(plainOne, plainBase, length - mappedBits),
  ];
}

function lies(one: Address, base: Address, length: number): boolean {
  return one.kind() === base.kind() && one.match(base, length);
}

function unmapped(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
    ? address.toIPv4Address()
    : address;
}

/** AWS does not accept octal and short forms, and zones. */
function addressOf(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return ipaddr.IPv4.parse(text);
  }
  return text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text)
    ? ipaddr.IPv6.parse(text)
    : undefined;
}
