import { describe, expect, test } from 'vitest';
import { MOST_ROWS, readTable } from './table';

const read = (text: string) => readTable(text, 'hs.test');
const rows = (text: string) => {
	const table = read(text);
	if (!table.ok) throw new Error(table.fault.kind);
	return table.rows;
};
const faults = (text: string) => rows(text).map((row) => row.faults);

describe('a list', () => {
	test('needs nothing but usernames', () => {
		expect(read('username\nada\n@Eve:hs.test\n')).toEqual({
			ok: true,
			unknown: [],
			rows: [
				{
					line: 2,
					userId: '@ada:hs.test',
					displayName: '',
					emails: [],
					identities: [],
					administrator: false,
					faults: []
				},
				expect.objectContaining({ line: 3, userId: '@eve:hs.test', faults: [] })
			]
		});
	});

	test('may have more, in any order and in German', () => {
		const [row] = rows(
			'\uFEFF"E-Mail";Anzeigename;Benutzername;Admin;Anbieter;Kennung;Mail 2\r\n' +
				'A@b.test c@d.test;"Ada; Gräfin";ada;ja;oidc-x;1;e@f.test;'
		);
		expect(row).toMatchObject({
			userId: '@ada:hs.test',
			displayName: 'Ada; Gräfin',
			emails: ['a@b.test', 'c@d.test', 'e@f.test'],
			identities: [{ provider: 'oidc-x', id: '1' }],
			administrator: true,
			faults: []
		});
	});

	test('names the columns that mean nothing', () => {
		expect(read('username,password,,shoe size\nada,x,y,z')).toMatchObject({
			unknown: ['password', 'shoe size']
		});
	});

	test('reads what was written with a guard against formulas', () => {
		const [row] = rows(`user ID,display name\n"'@ada:hs.test","'=1+1"`);
		expect(row).toMatchObject({ userId: '@ada:hs.test', displayName: '=1+1', faults: [] });
	});
});

describe('a file that is none', () => {
	test.each([
		['', { kind: 'empty' }],
		['username\n\n', { kind: 'empty' }],
		['display name,email\nAda,a@b', { kind: 'noUsername' }],
		['username\n"ada', { kind: 'openQuote', line: 2 }],
		[`username\n${'a\n'.repeat(MOST_ROWS + 1)}`, { kind: 'tooMany', most: MOST_ROWS }]
	])('%#', (text, fault) => {
		expect(read(text)).toEqual({ ok: false, fault });
	});
});

describe('a row with faults', () => {
	test.each([
		['username,email\n,a@b', { kind: 'nameMissing' }],
		['username\nä', { kind: 'nameInvalid' }],
		['username\n_bridge', { kind: 'nameInvalid' }],
		['username\n@ada:other.test', { kind: 'nameElsewhere' }],
		['username,email\nada,nothing', { kind: 'emailInvalid', email: 'nothing' }],
		['username,provider\nada,oidc-x', { kind: 'identityIncomplete' }],
		['username,admin\nada,perhaps', { kind: 'administratorUnclear', value: 'perhaps' }],
		[`username,display name\nada,${'x'.repeat(257)}`, { kind: 'displayNameLong' }]
	])('%j', (text, fault) => {
		expect(faults(text)).toEqual([[fault]]);
	});

	test('tells where the same was before', () => {
		expect(
			faults(
				'username,email,provider,external id\n' +
					'ada,a@b.test,x,1\n' +
					'eve,A@B.test,x,2\n' +
					'ADA,c@d.test,x,1\n'
			)
		).toEqual([
			[],
			[{ kind: 'emailTwice', email: 'a@b.test', line: 2 }],
			[
				{ kind: 'nameTwice', line: 2 },
				{ kind: 'identityTwice', line: 2 }
			]
		]);
	});

	test('has as many as it has', () => {
		expect(faults('username,email,admin\nä,x y,perhaps')[0]).toHaveLength(4);
		expect(faults('username,email\nada,a@b a@b')).toEqual([[]]);
	});
});

test('a thousand rows are read at once', () => {
	const before = performance.now();
	const text = Array.from({ length: 1_000 }, (_, at) => `u${String(at)},u${String(at)}@b.test`);
	expect(rows(`username,email\n${text.join('\n')}`)).toHaveLength(1_000);
	expect(performance.now() - before).toBeLessThan(1_000);
});
