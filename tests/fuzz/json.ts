import type { Random } from '../../torture/random.ts';

/** Where requests point at: an event that exists and is the fuzzers', and others that do not. */
export interface Places {
  readonly eventIds: readonly string[];
}

/** Values of JSON as they are written, valid or nearly so. */
const SCALARS: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-1',
  '1e400',
  '-1e400',
  '1e-400',
  '9007199254740993',
  '123456789012345678901234567890',
  '1.7976931348623157e308',
  '0.1e1',
  '01',
  '+1',
  '.5',
  'NaN',
  'Infinity',
  'undefined',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\uD83C\\uDF89"',
  '"a\\u202Eb\\u2066c"',
  '"\\u200B\\uFEFF"',
  '"Z\u0351\u036B\u0343\u036A\u0302a\u0334\u0328l\u0489g\u0336o"',
  '"👩‍👩‍👧‍👦🏳️‍🌈"',
  '"\u2028\u2029"',
  '"\\x41"',
  '"unfinished',
  '"<script>alert(1)</script>"',
  '"\'; drop table message; --"',
  '"${7*7}"',
  '"%00%ff"',
  '"../../etc/passwd"',
  '{"_placeholder":true,"num":0}',
  '{"_placeholder":true,"num":1e9}',
  '{"_placeholder":true,"num":"__proto__"}',
];

const KEYS: readonly string[] = [
  'eventId',
  'content',
  'clientMessageId',
  'afterSeq',
  'epoch',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'then',
  'length',
  '_placeholder',
  'num',
  'token',
  'pid',
  'offset',
  '',
  '\\u0000',
  'ключ',
];

const BRACKETS = [
  ['[', ']'],
  ['{"a":', '}'],
  ['{"__proto__":', '}'],
] as const;

/** Text that is JSON, or was going to be. */
export function jsonText(random: Random, depth = 0): string {
  if (depth > 4 || random.chance(0.5)) return scalar(random);
  if (random.chance(0.02)) return deepText(random);
  const items = Array.from({ length: random.int(0, 4) }, () => jsonText(random, depth + 1));
  if (random.chance(0.5)) return `[${items.join(',')}]`;
  return `{${items.map((item) => `"${random.pick(KEYS)}":${item}`).join(',')}}`;
}

function scalar(random: Random): string {
  if (random.chance(0.8)) return random.pick(SCALARS);
  return random.chance(0.5)
    ? `"${'x'.repeat(random.int(1, 3_000))}"`
    : String(random.int(-(2 ** 40), 2 ** 40));
}

/** Levels in levels: mostly as many as one packet holds, now and then 200,000. */
function deepText(random: Random): string {
  const [open, close] = random.pick(BRACKETS);
  const levels = random.chance(0.02) ? 200_000 : random.int(10, 16_000 / (open.length + 1));
  const closed = random.chance(0.8) ? levels : random.int(0, levels);
  return open.repeat(levels) + (open === '[' ? '' : '1') + close.repeat(closed);
}

/** A request's payload: mostly what it should be, with something wrong at one place or two. */
export function requestText(random: Random, { eventIds }: Places): string {
  if (random.chance(0.15)) return jsonText(random);
  const fields: [string, string][] = [['eventId', JSON.stringify(random.pick(eventIds))]];
  if (random.chance(0.6)) fields.push(['content', messageText(random)]);
  if (random.chance(0.2)) fields.push(['clientMessageId', `"${random.int(1, 500)}"`]);
  if (random.chance(0.3)) fields.push(['afterSeq', String(random.int(-2, 400))]);
  if (random.chance(0.1)) fields.push(['epoch', jsonText(random, 4)]);
  if (random.chance(0.2)) fields.push([random.pick(KEYS), jsonText(random, 2)]);
  if (random.chance(0.2)) fields[random.int(0, fields.length - 1)] = ['eventId', scalar(random)];
  return `{${fields.map(([key, value]) => `"${key}":${value}`).join(',')}}`;
}

function messageText(random: Random): string {
  return random.chance(0.5) ? `"message ${random.int(0, 1e9)}"` : jsonText(random, 3);
}
