/** Push services answer within a second; what a claim is held for is longer. */
const TIMEOUT_MS = 10_000;

interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** Posts something to a push service; follows no redirection, since only this address was allowed. */
export const sendOut = (url: string, { headers, body }: Posted): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });

/** How long a service wants to be left alone; `null`: it does not say. At most an hour is believed. */
export function retryAfterMs({ headers }: Response): number | null {
  const given = headers.get('retry-after');
  if (given === null) return null;
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - Date.now();
  return Number.isFinite(ms) ? Math.min(3_600_000, Math.max(1_000, ms)) : null;
}

export const toWhy = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
