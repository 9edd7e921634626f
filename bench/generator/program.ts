import { Order, type Answer } from './boundary.ts';
import { Hall } from './hall.ts';
import { Talker } from './talk.ts';

/** The generator's process: does what its parent orders, one thing after the other, and answers each. */
const hall = new Hall();
const talker = new Talker(hall);

async function carryOut(message: unknown): Promise<Answer> {
  const order = Order.parse(message);
  if (order.do === 'talk') return { is: 'talked', result: await talker.talk(order) };
  if (order.do === 'connect') await hall.connect(order);
  else hall.leave(order.tokens);
  return { is: 'done' };
}

process.on('message', (message) => {
  carryOut(message)
    .catch((error: unknown): Answer => ({ is: 'failed', reason: String(error) }))
    .then((answer) => process.send?.(answer))
    .catch(console.error);
});
process.on('disconnect', () => process.exit());
