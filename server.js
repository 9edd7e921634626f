// The socket server's entry. Nothing but this check may run on an old Node: it could not even read the rest.
const OLDEST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(
    `Hallway needs Node ${OLDEST_NODE} or newer, and this is ${process.version}: start it with "npm run start:socket", which brings its own.`,
  );
  process.exit(1);
}

const { main } = await import('./server/main.ts');
await main();
