import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startEchoServer, type EchoServer } from './harness/echo-server.ts';
import { openedFrames, type Frames } from './harness/frames.ts';

let server: EchoServer;
beforeAll(async () => void (server = await startEchoServer()));
afterAll(() => server[Symbol.asyncDispose]());

const NAMESPACES = ['', '/custom,'] as const;

async function connected(namespace: string): Promise<Frames> {
  const frames = await openedFrames(server.url);
  frames.send(`40${namespace}`);
  await frames.next();
  await frames.next();
  return frames;
}

const placeholder = (num: number): string => `{"_placeholder":true,"num":${num}}`;

describe.each(NAMESPACES)('in namespace "%s"', (namespace) => {
  test.each([
    ['nothing', '', ''],
    ['a number', '1', '1'],
    ['text', '"hello"', '"hello"'],
    ['text with what delimits', '"a,b/c-d[1]"', '"a,b/c-d[1]"'],
    ['several values', '1,"two",[3],{"four":4},null,true', '1,"two",[3],{"four":4},null,true'],
    ['spaces between', ' 1 , 2 ', '1,2'],
    ['a deep array', '['.repeat(500) + ']'.repeat(500), '['.repeat(500) + ']'.repeat(500)],
    ['an object with a prototype’s key', '{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'],
    ['something like an attachment', placeholder(0), placeholder(0)],
  ])('[PROTO-11] an event with %s comes back', async (_, sent, back) => {
    using frames = await connected(namespace);
    const args = (text: string): string => (text === '' ? '' : `,${text}`);
    frames.send(`42${namespace}["message"${args(sent)}]`);
    expect(await frames.next()).toBe(`42${namespace}["message-back"${args(back)}]`);
  });

  test.each([
    ['no value', '', '[]'],
    ['a value', ',1', '[1]'],
    ['several', ',1,"2",[3]', '[1,"2",[3]]'],
  ])('[PROTO-12] an event with an id is answered under it, with %s', async (_, args, answer) => {
    using frames = await connected(namespace);
    for (const id of ['0', '456', '9007199254740991']) {
      frames.send(`42${namespace}${id}["message-with-ack"${args}]`);
      expect(await frames.next()).toBe(`43${namespace}${id}${answer}`);
    }
  });

  test('[PROTO-12] answers to many at once come under their own ids', async () => {
    using frames = await connected(namespace);
    for (let id = 0; id < 20; id += 1) {
      frames.send(`42${namespace}${id}["message-with-ack",${id}]`);
    }
    for (let id = 0; id < 20; id += 1)
      expect(await frames.next()).toBe(`43${namespace}${id}[${id}]`);
  });

  test('[PROTO-12] the server hears the answer to its own question, once', async () => {
    using frames = await connected(namespace);
    frames.send(`42${namespace}["ask-me"]`);
    const question = String(await frames.next());
    const id = /(\d+)\["question","why\?"\]$/.exec(question.slice(2))?.[1] ?? '';
    expect(question).toBe(`42${namespace}${id}["question","why?"]`);
    frames.send(`43${namespace}${id}["because",1]`);
    expect(await frames.next()).toBe(`42${namespace}["heard","because",1]`);
    frames.send(`43${namespace}${id}["again"]`);
    frames.send(`43${namespace}999["never asked"]`);
    frames.send(`42${namespace}["message","on"]`);
    expect(await frames.next()).toBe(`42${namespace}["message-back","on"]`);
  });

  test('[PROTO-13] an event with bytes comes back with them', async () => {
    using frames = await connected(namespace);
    frames.send(`451-${namespace}["message",${placeholder(0)}]`);
    frames.send(new Uint8Array([1, 2, 3]));
    expect(await frames.next()).toBe(`451-${namespace}["message-back",${placeholder(0)}]`);
    expect(await frames.next()).toEqual(new Uint8Array([1, 2, 3]));
  });

  test('[PROTO-13] several byte strings, nested and empty ones, keep their places', async () => {
    using frames = await connected(namespace);
    const parts = [new Uint8Array([1]), new Uint8Array([]), new Uint8Array([2, 3])];
    const args = `{"a":${placeholder(0)},"b":[${placeholder(1)}]},${placeholder(2)}`;
    frames.send(`453-${namespace}["message",${args}]`);
    for (const part of parts) frames.send(part);
    expect(await frames.next()).toBe(`453-${namespace}["message-back",${args}]`);
    for (const part of parts) expect(await frames.next()).toEqual(part);
  });

  test('[PROTO-13] an event with bytes and an id is answered by a binary answer', async () => {
    using frames = await connected(namespace);
    frames.send(`451-${namespace}789["message-with-ack",${placeholder(0)},"x"]`);
    frames.send(new Uint8Array([9]));
    expect(await frames.next()).toBe(`461-${namespace}789[${placeholder(0)},"x"]`);
    expect(await frames.next()).toEqual(new Uint8Array([9]));
  });

  test('[PROTO-13] the server hears an answer with bytes', async () => {
    using frames = await connected(namespace);
    frames.send(`42${namespace}["ask-me"]`);
    const id = /(\d+)\["question"/.exec(String(await frames.next()).slice(2))?.[1] ?? '';
    frames.send(`461-${namespace}${id}[${placeholder(0)}]`);
    frames.send(new Uint8Array([7, 8]));
    expect(await frames.next()).toBe(`451-${namespace}["heard",${placeholder(0)}]`);
    expect(await frames.next()).toEqual(new Uint8Array([7, 8]));
  });
});

test.each([
  ['no packet type', '4'],
  ['an unknown packet type', '4abc'],
  ['a packet type out of range', '47'],
  ['an event with an object', '42{}'],
  ['an event with an empty array', '42[]'],
  ['an event with text', '42"message"'],
  ['an event with null', '42null'],
  ['an event named by an object', '42[{}]'],
  ['an event named by null', '42[null]'],
  ['an event of a reserved name', '42["connect"]'],
  ['broken JSON', '42["message'],
  ['JSON that goes on', '42["message"]x'],
  ['an answer with an object', '431{}'],
  ['an event with an id that is a word', '42abc["message-with-ack",1]'],
  ['a CONNECT with an array', '40[]'],
  ['a CONNECT with text', '40"abc"'],
  ['a DISCONNECT with a payload', '41{}'],
  ['a binary event without a number of attachments', '45["message"]'],
  ['a binary event with no dash', '451["message"]'],
  ['a binary event with a negative number', '45-1-["message"]'],
  ['a binary event with a fraction', '451.5-["message"]'],
  ['a binary event with no attachment', '450-["message"]'],
  ['more attachments than are allowed', '4599999999-["message",{"_placeholder":true,"num":0}]'],
  ['text in place of an attachment', '451-["message",{"_placeholder":true,"num":0}]|42["message"]'],
  ['an attachment that nobody announced', '42["message"]|bytes'],
])('[PROTO-15] %s ends the connection', async (_, packets) => {
  using frames = await connected('');
  for (const packet of packets.split('|')) {
    frames.send(packet === 'bytes' ? new Uint8Array([1]) : packet);
  }
  expect(await frames.ended).toBe(1005);
});

test.each([
  ['an event', '42'],
  ['an event with an id', '421'],
  ['an answer', '431'],
])('[PROTO-15] %s without a payload does nothing', async (_, packet) => {
  using frames = await connected('');
  frames.send(packet);
  frames.send('42["message","on"]');
  expect(await frames.next()).toBe('42["message-back","on"]');
});
