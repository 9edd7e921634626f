/** What a browser's page sends with a handshake, signed in by a cookie: parsing and keeping it is a part of the cost. */
export const browserHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'User-Agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-US,en;q=0.9,de;q=0.8',
  'Cache-Control': 'no-cache',
  Pragma: 'no-cache',
  Origin: origin,
  Cookie: `session_token=${'0123456789abcdef'.repeat(5)}; visitor=1.1.1234567890.1700000000; theme=dark`,
  'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
});
