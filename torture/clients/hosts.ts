import { createRestClient, type RestClient } from '../../lib/rest-client.ts';
import type { TorturePerson, World } from './people.ts';
import type { Searcher } from './searching.ts';

/** An organiser of all events, who has no chat open: what they do, they do by the API. */
export interface Host {
  readonly name: string;
  readonly person: TorturePerson;
  readonly rest: RestClient;
}

interface Place {
  readonly world: World;
  readonly apiUrl: string;
}

export async function createHosts(
  count: number,
  { world, apiUrl }: Place,
): Promise<readonly Host[]> {
  const hosts: Host[] = [];
  for (let index = 1; index <= count; index += 1) {
    const name = `host-${index}`;
    const person = await world.person(name);
    for (const eventId of world.eventIds) await world.attend(person, name, eventId, 'organiser');
    hosts.push({ name, person, rest: clientOf(person, apiUrl) });
  }
  return hosts;
}

/** Somebody with an account who never takes part in anything. */
export async function createOutsider({ world, apiUrl }: Place): Promise<Searcher> {
  const name = 'outsider';
  const person = await world.person(name);
  return { name, personId: person.id, rest: clientOf(person, apiUrl) };
}

const clientOf = (person: TorturePerson, apiUrl: string): RestClient =>
  createRestClient({ baseUrl: apiUrl, getToken: async () => person.token });
