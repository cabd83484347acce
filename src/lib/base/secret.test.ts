import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret';

const text = 'correct horse battery';

test('only reveal() gives the text', () => {
	expect(new Secret(text).reveal()).toBe(text);
});

test.each<[string, (secret: Secret) => unknown]>([
	['toString()', (secret) => secret.toString()],
	['String()', (secret) => String(secret)],
	['JSON', (secret) => JSON.stringify({ password: secret })],
	['the names and values of its properties', (secret) => JSON.stringify(Object.entries(secret))],
	['a copy', (secret) => JSON.stringify({ ...secret })],
	['a console', (secret) => inspect(secret, { showHidden: true, depth: 9 })],
	['a structured clone', (secret) => inspect(structuredClone(secret), { showHidden: true })]
])('%s does not show it', (_way, show) => {
	expect(show(new Secret(text))).not.toContain(text);
});
