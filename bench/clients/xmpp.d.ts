// What we use of it; it brings no types of its own.
declare module '@xmpp/client' {
  export interface Element {
    readonly name: string;
    readonly attrs: Readonly<Record<string, string | undefined>>;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildText(name: string, xmlns?: string): string | null;
    toString(): string;
  }

  export interface Client {
    timeout: number;
    readonly reconnect: { stop(): void };
    readonly iqCaller: { request(iq: Element): Promise<Element> };
    on(name: 'error', listener: (error: Error) => void): void;
    on(name: 'stanza', listener: (stanza: Element) => void): void;
    on(name: 'disconnect', listener: () => void): void;
    start(): Promise<unknown>;
    /** Rejects where the connection has ended. */
    send(stanza: Element): Promise<void>;
    stop(): Promise<unknown>;
  }

  export function client(options: { readonly service: string; readonly domain: string }): Client;
  export function xml(
    name: string,
    attrs?: Readonly<Record<string, string>>,
    ...children: readonly (Element | string)[]
  ): Element;
}
