// The entry of the published client library: everything an app of another make needs to speak with Hallway.
export * from './event-room.ts';
export * from './event-room-session.ts';
export * from './event-rooms.ts';
export * from './rest-client.ts';
export * from './socket-client.ts';
export { createKeptStorage } from './storage/kept-storage.ts';
export type { KeptStorage } from './storage/kept-storage.ts';
export type { DeviceStorage } from './storage/storage.ts';
export * from '../protocol/errors.ts';
export * from '../protocol/rest.ts';
export * from '../protocol/result.ts';
export * from '../protocol/search.ts';
export * from '../protocol/wire.ts';
