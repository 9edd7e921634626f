/** Writes docs/rights.md from domain/rights.ts; with `--check`, fails where they differ. */
import { RIGHTS } from '../../domain/rights.ts';
import { Role } from '../../protocol/wire.ts';
import { writeGenerated } from './generated.ts';

const roles = Role.options;

const rows = Object.entries(RIGHTS).map(([right, rule]) => {
  const cells = roles.map((role) => (rule.roles.includes(role) ? 'yes' : ''));
  const away = 'isKeptAway' in rule ? 'yes' : '';
  return `| \`${right}\` | ${rule.what} | ${[...cells, away].join(' | ')} |`;
});

await writeGenerated(
  'docs/rights.md',
  `# Who may do what in an event

Generated from \`domain/rights.ts\` by \`npm run docs\`; do not edit.

Everybody who is signed in sees events and who takes part, and may come to take part: then they are a participant. A right is
held by who takes part, and by nobody who is banned; *kept away* marks what one keeps after leaving. To outrank is to be
organiser over moderator over participant.

| Right | What | ${roles.join(' | ')} | kept away |
|---|---|${roles.map(() => ':-:').join('|')}|:-:|
${rows.join('\n')}
`,
);
