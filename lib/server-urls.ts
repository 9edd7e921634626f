/** Where the app runs, as far as the addresses of the servers depend on it. */
export interface Surroundings {
  readonly platform: 'web' | 'native';
  readonly isDevelopment: boolean;
  /** `EXPO_PUBLIC_SOCKET_URL` and `EXPO_PUBLIC_APP_URL`, where they are set. */
  readonly configured: {
    readonly socketUrl?: string | undefined;
    readonly appUrl?: string | undefined;
  };
  /** `window.location` on the web; absent while the server renders. */
  readonly page?: { readonly protocol: string; readonly hostname: string } | undefined;
  /** `host:port` of Expo's development server, as a phone sees it. */
  readonly devServer?: string | undefined;
}

const SOCKET_PORT = 3001;
const APP_PORT = 8081;

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?)$/;

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

function hostOf(url: string): string | null {
  try {
    return new URL(url).hostname;
  } catch {
    return null;
  }
}

const isSet = (url: string | undefined): url is string => url !== undefined && url.trim() !== '';

/** The host that this device reached the app by; it reaches the socket server by the same. */
function ownHost({ platform, page, devServer }: Surroundings): string | undefined {
  if (platform === 'web') return page?.hostname;
  return devServer === undefined ? undefined : devServer.replace(/:\d+$/, '');
}

/** The address as this device can reach it: in development, `localhost` is another machine's. */
function reachable(url: string, around: Surroundings): string {
  const host = ownHost(around);
  if (!around.isDevelopment || host === undefined || LOCAL.test(host)) return url;
  if (!LOCAL.test(hostOf(url) ?? '')) return url;
  return url.replace(/\/\/(\[[^\]]*\]|[^:/]+)/, `//${host}`);
}

/**
 * Address of the socket server.
 *
 * A configured one is used as it is, but for one case: `localhost` is the developer's machine,
 * so in development a phone, or a browser elsewhere, uses the host it got the app from.
 */
export function socketUrl(around: Surroundings): string {
  const { configured, platform, page } = around;
  if (isSet(configured.socketUrl)) {
    return reachable(withoutSlash(configured.socketUrl.trim()), around);
  }
  const host = ownHost(around);
  const scheme = platform === 'web' && page?.protocol === 'https:' ? 'https' : 'http';
  return `${scheme}://${host ?? 'localhost'}:${SOCKET_PORT}`;
}

/** Address of the app server with its API, without a slash at its end; empty for the page's own origin. */
export function apiBaseUrl({
  platform,
  configured,
  isDevelopment,
  devServer,
}: Surroundings): string {
  if (platform === 'web') return '';
  if (isDevelopment && devServer !== undefined) return `http://${devServer}`;
  if (isSet(configured.appUrl)) return withoutSlash(configured.appUrl.trim());
  return `http://${devServer ?? `localhost:${APP_PORT}`}`;
}
