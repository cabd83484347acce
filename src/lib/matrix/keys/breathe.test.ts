import { expect, test } from 'vitest';
import { breather } from './breathe';

test('the page gets its turn when it is time, and not before', async () => {
	let turns = 0;
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = () => (turns += 1);
	const breathe = breather();
	port2.postMessage('a click');
	await breathe();
	expect(turns).toBe(0);
	const end = performance.now() + 20;
	while (performance.now() < end);
	await breathe();
	expect(turns).toBe(1);
	port1.close();
});
