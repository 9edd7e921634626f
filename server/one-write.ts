/** What can hold its writes back for a moment: a stream. */
interface Stream {
  cork(): void;
  uncork(): void;
}

/** Everything that goes to this connection in this tick goes out in one write, at the tick's end. */
export function joinWrites(stream: Stream): void {
  stream.cork();
  setImmediate(uncork, stream);
}

const uncork = (stream: Stream): void => stream.uncork();
