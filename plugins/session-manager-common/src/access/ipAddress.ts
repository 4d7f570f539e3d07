/** Whether an address lies in a CIDR block; a plain address is a block of one. */
export function contains(block: string, address: string): boolean {
  const [, base, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(block) ?? [];
  const network = bitsOf(base ?? '');
  const bits = bitsOf(address);
  const prefix = length === undefined ? network?.length : Number(length);
  return (
    network !== undefined &&
    bits !== undefined &&
    prefix !== undefined &&
    network.length === bits.length &&
    prefix <= bits.length &&
    network.slice(0, prefix) === bits.slice(0, prefix)
  );
}

/** The bits of an IPv4 or IPv6 address; `undefined` where it is neither. */
function bitsOf(address: string): string | undefined {
  return address.includes(':') ? bitsOfV6(address) : bitsOfV4(address);
}

function bitsOfV4(address: string): string | undefined {
  const parts = address.split('.');
  return parts.length === 4 &&
    parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
    ? parts.map(part => Number(part).toString(2).padStart(8, '0')).join('')
    : undefined;
}

function bitsOfV6(address: string): string | undefined {
  const [head, tail, ...more] = address.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || missing < 0 || (tail === undefined && missing > 0)) {
    return undefined;
  }
  const all = [...before, ...Array<string>(missing).fill('0'), ...after];
  return all.every(group => /^[0-9a-f]{1,4}$/i.test(group))
    ? all
        .map(group => parseInt(group, 16).toString(2).padStart(16, '0'))
        .join('')
    : undefined;
}
