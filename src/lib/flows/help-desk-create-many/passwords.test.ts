import { expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { forgetVisit } from '$lib/session/visit-record';
import { keepBatch, takeBatch } from './memory';
import { initial } from './many';
import { passwordsFile, withPasswords } from './passwords';
import { readTable } from './table';
import { job } from './testing';

const [first, second] = job.rows;
const hostile = {
	...job,
	rows: [{ ...first, displayName: '=HYPERLINK("x")' }, second]
} as typeof job;
const done = {
	...hostile,
	outcomes: [
		{ kind: 'made', password: new Secret('Bado-47') } as const,
		{ kind: 'exists', deactivated: false } as const
	]
};

test('only what was made has a password to hand over', () => {
	expect(withPasswords(done).map(({ userId }) => userId)).toEqual(['@u0:hs.test']);
	expect(withPasswords(job)).toEqual([]);
});

test('the file runs nothing in a spreadsheet, and can be given back', async () => {
	const head = ['Username', 'Matrix ID', 'Display name', 'Password', 'Sign in at'];
	const file = passwordsFile(done, head, 'https://portal.test/login');
	const text = await file.text();
	expect(text).toContain(
		`u0,"'@u0:hs.test","'=HYPERLINK(""x"")",Bado-47,https://portal.test/login\r\n`
	);
	expect(new Uint8Array(await file.arrayBuffer()).slice(0, 3)).toEqual(
		new Uint8Array([0xef, 0xbb, 0xbf])
	);
	expect(readTable(text, 'hs.test')).toMatchObject({
		rows: [{ userId: '@u0:hs.test', displayName: '=HYPERLINK("x")' }],
		unknown: ['Password', 'Sign in at']
	});
});

test('a batch waits for its operator, and for nobody else', () => {
	const state = { step: 'done', job: done } as const;
	keepBatch('@op:hs.test', state);
	expect(takeBatch('@op:hs.test')).toBe(state);
	expect(takeBatch('@op:hs.test')).toBe(initial);
	keepBatch('@op:hs.test', state);
	expect(takeBatch('@other:hs.test')).toBe(initial);
	expect(takeBatch('@op:hs.test')).toBe(initial);
	keepBatch('@op:hs.test', state);
	forgetVisit();
	expect(takeBatch('@op:hs.test')).toBe(initial);
});
