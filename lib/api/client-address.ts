/**
 * The network address of whoever sends a request, set by the server that accepts
 * connections. That server must remove or overwrite one that a client sent: it is
 * what limits are counted by. Where nobody sets it, all requests count as one address.
 */
export const CLIENT_ADDRESS_HEADER = 'x-hallway-client-address';

export const clientAddressOf = (headers: Headers): string =>
  headers.get(CLIENT_ADDRESS_HEADER)?.slice(0, 100) ?? 'unknown';
