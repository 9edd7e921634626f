/** Where the app starts for people who are signed in. */
export const HOME = '/events';

/** The page to go to after signing in: only one of this app, whatever the address says. */
export function nextPage(next: string | string[] | undefined): string {
  const path = typeof next === 'string' ? next : undefined;
  if (path === undefined || !/^\/(?![/\\])[\w\-./]*$/.test(path) || path === '/') return HOME;
  return path;
}

export const welcomeHref = (next: string) => ({ pathname: '/', params: { next } }) as const;
