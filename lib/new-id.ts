/**
 * A random UUID (v4). Browsers give `crypto.randomUUID` to secure origins alone, and people open
 * a development server by its address in the local network; phones have no `crypto` at all.
 * There the ids need only differ from one's own other ones: the server tells people apart.
 */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  const source = (globalThis as { crypto?: Pick<Crypto, 'getRandomValues'> }).crypto;
  if (source !== undefined) return source.getRandomValues(bytes);
  return bytes.map(() => Math.floor(Math.random() * 256));
}
