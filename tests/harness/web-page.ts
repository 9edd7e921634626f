import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site on this machine, as a site of the web is. */
export interface WebSite extends AsyncDisposable {
  readonly port: number;
  /** Its address by a name, or by the address that it listens on. */
  readonly url: (path?: string, host?: string) => string;
  /** The paths that were asked for, in their order. */
  readonly asked: string[];
}

/** Serves pages until it is disposed. */
export async function startWebSite(answer: RequestListener): Promise<WebSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    url: (path = '/', host = '127.0.0.1') => `http://${host}:${port}${path}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page with a title, and what else is given for its head. */
export const pageOf = (title: string, head = ''): string =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body>Hello</body></html>`;

/** Answers each request with the same page. */
export const sayPage =
  (html: string): RequestListener =>
  (_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  };
