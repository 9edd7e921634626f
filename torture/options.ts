import { parseArgs } from 'node:util';
import { z } from 'zod';

import { StartFailure } from '../lib/start-failure.ts';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** What everybody does once more in the end, while nothing breaks, so that it can be judged. */
export const ENDINGS = ['presence', 'applause', 'search'] as const;

const listed = (text: string): string[] => text.split(',').map((name) => name.trim());

const Options = z.object({
  seconds: whole(5, 7_200).default(90),
  seed: whole(0, 2 ** 31).default(() => Math.floor(Math.random() * 2 ** 31)),
  nodes: whole(1, 3).default(2),
  /** Smart, stock and raw clients. */
  clients: z
    .string()
    .regex(/^\d+,\d+,\d+$/)
    .transform((text) => text.split(',').map(Number))
    .default([40, 20, 10]),
  /** Who announce things in all rooms. */
  organisers: whole(0, 5).default(1),
  rooms: whole(1, 20).default(5),
  /** Messages a second, of all clients together. */
  rate: z.coerce.number().min(0.1).max(2_000).default(40),
  /** How often people come and go, lose their network and so on, as a multiple of what is usual. */
  churn: z.coerce.number().min(0).max(50).default(1),
  /** How long people still write after the last fault, in seconds. */
  still: whole(0, 60).default(3),
  /** How long everybody has to be up to date in the end. */
  patience: whole(1, 300).default(45),
  /** Time between two faults in milliseconds, about; by the run's length and the number of kinds where left out. */
  every: whole(100, 60_000).optional(),
  redis: z.boolean().default(true),
  /** Kinds of faults, all where none is named; `none` for a run without any. */
  faults: z.string().transform(listed).optional(),
  endings: z
    .string()
    .transform((text) => (text === 'none' ? [] : listed(text)))
    .pipe(z.array(z.enum(ENDINGS)))
    .default([...ENDINGS]),
  mutant: z.string().optional(),
  mutants: z.boolean().default(false),
  /** Of the mutants, those of one share of so many. */
  share: z
    .string()
    .regex(/^[1-9]\d?\/[1-9]\d?$/)
    .transform((text) => text.split('/').map(Number) as [number, number])
    .refine(([which, of]) => which <= of)
    .default([1, 1]),
  yardstick: z.boolean().default(false),
  url: z.url({ protocol: /^https?$/ }).optional(),
  sockets: z.url({ protocol: /^https?$/ }).optional(),
  /** A folder of an earlier run. */
  check: z.string().optional(),
  /** A `yardstick.json`, to stand beside ours in the report. */
  beside: z.string().optional(),
  out: z.string().optional(),
});
export type TortureOptions = z.output<typeof Options>;

export const USAGE = `npm run torture -- [options]
  --seconds N      how long, with faults (90)
  --seed S         the same faults and the same work again
  --nodes N        1 to 3 (2)
  --clients A,B,C  ours, stock with resume, raw (40,20,10)
  --organisers N   who make announcements (1)
  --rooms N        (5)
  --rate N         messages a second, of all together (40)
  --churn N        people come and go so many times as often (1)
  --still N        seconds that people still write after the last fault (3)
  --patience N     seconds that everybody has in the end (45)
  --every MS       about as often is something broken (by the run's length)
  --no-redis       without Redis between the nodes
  --faults a,b     only these kinds; "none" for none
  --endings a,b    what is tried once more in the end, of "presence", "applause" and "search" (all); "none" for none
  --yardstick      against a plain Socket.IO server instead of ours
  --mutant NAME    against our server with one fault built into its source
  --mutants        each mutant in turn; all must be caught
  --share K/N      of the mutants, the K-th of N shares alone (1/1)
  --url ADDRESS    the harmless part, against a server of yours
  --sockets ADDRESS  where its sockets are, if not there and not on port 3001
  --check FOLDER   judges the history of an earlier run anew
  --beside FILE    a yardstick.json, whose figures the report puts beside ours
  --out FOLDER     where the run's folder is made (torture-results)`;

/** @throws {StartFailure} with the usage where an argument is not valid. */
export function readOptions(args: readonly string[]): TortureOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        ...Object.fromEntries(
          ['seconds', 'seed', 'nodes', 'clients', 'organisers', 'rooms', 'rate']
            .concat([
              'every',
              'churn',
              'still',
              'patience',
              'faults',
              'endings',
              'mutant',
              'share',
              'url',
              'sockets',
              'check',
              'beside',
              'out',
            ])
            .map((name) => [name, { type: 'string' } as const]),
        ),
        redis: { type: 'boolean' },
        mutants: { type: 'boolean' },
        yardstick: { type: 'boolean' },
      },
    });
    return Options.parse(values);
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`)
        : [error instanceof Error ? error.message : String(error)];
    throw new StartFailure(...reason, '', USAGE);
  }
}
