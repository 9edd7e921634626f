/** Writes docs/limits.md from lib/server/limits.ts; with `--check`, fails where they differ. */
import {
  API_LIMITS,
  limitVariable,
  LIMITS,
  SHARED_LIMITS,
  SOCKET_LIMITS,
  type LimitName,
} from '../../lib/server/limits.ts';
import { writeGenerated } from './generated.ts';

/** A Markdown table of some limits, in the order in which the code has them. */
function toTable(limits: Partial<typeof LIMITS>): string {
  const isListed = (name: string): name is LimitName => Object.hasOwn(LIMITS, name);
  const rows = Object.keys(limits)
    .filter(isListed)
    .map((name) => {
      const { value, why } = LIMITS[name];
      return `| \`${limitVariable(name)}\` | ${value.toLocaleString('en')} | ${why} |`;
    });
  return ['| Variable | Default | Why |', '|---|---:|---|', ...rows].join('\n');
}

await writeGenerated(
  'docs/limits.md',
  `# Limits of rate and number

Generated from \`lib/server/limits.ts\` by \`npm run docs\`; do not edit.

Each limit is set by its environment variable: a whole number of at least 1, without a separator. The names say the unit;
\`MS\` is milliseconds. A bad value stops the start with one line that names it.

Each process counts for itself: a person whose devices are on two nodes, or who sends by the sockets and by the API at
once, may do as much on each of them.

## Sockets and API

${toTable(SHARED_LIMITS)}

## Sockets

${toTable(SOCKET_LIMITS)}

## API

${toTable(API_LIMITS)}
`,
);
