/** The highest places that were acknowledged so far, of each log: to anybody, and to each client. */
export class Floors {
  readonly #known = new Map<string, number>();
  readonly #knownByClient = new Map<string, number>();

  of(eventId: string): number {
    return this.#known.get(eventId) ?? 0;
  }

  ownOf(client: string, eventId: string): number {
    return this.#knownByClient.get(`${client} ${eventId}`) ?? 0;
  }

  acknowledged(
    { client, eventId }: { readonly client: string; readonly eventId: string },
    seq: number,
  ): void {
    this.#known.set(eventId, Math.max(this.of(eventId), seq));
    const own = Math.max(this.ownOf(client, eventId), seq);
    this.#knownByClient.set(`${client} ${eventId}`, own);
  }
}
