// Its own types can't be resolved by its package's exports.
declare module 'socket.io-client-4.0' {
  export { io } from 'socket.io-client';
}
