// Starts one of our commands: `node scripts/run.mjs dev …`. Plain JavaScript, so that a Node which is too old for
// the rest gets as far as saying so.

const [name = '', ...args] = process.argv.slice(2);
const COMMANDS = [
  'bench',
  'build',
  'demo',
  'dev',
  'fuzz',
  'import',
  'migrate',
  'serve',
  'start',
  'start-socket',
  'test',
  'torture',
];
const NODE_MIN_MAJOR = 24;

/** @param {readonly string[]} lines */
function refuse(lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

if (!COMMANDS.includes(name)) {
  refuse([`Use: node scripts/run.mjs ${COMMANDS.join('|')}`]);
}

if (Number.parseInt(process.versions.node, 10) < NODE_MIN_MAJOR) {
  refuse([
    `Hallway needs Node ${NODE_MIN_MAJOR} or newer and this is ${process.versions.node}: run "npm install" and start with "npm run …", which bring one; or install Node ${NODE_MIN_MAJOR}.`,
  ]);
}

try {
  const { main } = await import(`./${name}.ts`);
  process.exit(await main(args));
} catch (error) {
  // A StartFailure, told by its shape: the class may not be loaded here.
  if (error?.name === 'StartFailure') refuse(error.lines);
  if (error?.code === 'ERR_MODULE_NOT_FOUND' && !error.message.includes('scripts')) {
    refuse([`A package is missing: run "npm install". (${error.message.split('\n')[0]})`]);
  }
  throw error;
}
