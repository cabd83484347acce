import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { ada, Desk, OPERATOR, USER } from '../task/testing';
import { perform, type Ports } from './perform';

const { signal } = new AbortController();
const ports = (desk: Desk): Ports => ({ ...desk.ports, serverName: 'hs.test' });
const look = (desk: Desk, ...userIds: string[]) =>
	perform({ run: 'look', userIds }, ports(desk), signal);
const treat = (desk: Desk, erase = false) =>
	perform({ run: 'deactivate', user: ada, erase }, ports(desk), signal);
const lost = fail({ kind: 'unreachable' });
const notAdmin = fail({ kind: 'admin', problem: 'notAdmin' });

describe('looking', () => {
	test('tells whom it is about, and who is left out', async () => {
		const desk = new Desk();
		const rows = [
			{ userId: USER, user: ada, status: 'ready' },
			{ userId: OPERATOR, status: 'own' },
			{ userId: '@eve:other.test', status: 'elsewhere' },
			{ userId: 'eve', status: 'noId' }
		];
		expect(await look(desk, ...rows.map(({ userId }) => userId))).toEqual(
			ok({ type: 'looked', rows })
		);
		expect(desk.asked).toEqual(['user']);
	});

	test('nobody, somebody who is gone already, and what cannot be read', async () => {
		const desk = new Desk();
		const gone = { ...ada, deactivated: true };
		desk.looks = [ok(undefined), ok(gone), fail({ kind: 'badAnswer' })];
		expect(await look(desk, '@a:hs.test', '@b:hs.test', '@c:hs.test')).toEqual(
			ok({
				type: 'looked',
				rows: [
					{ userId: '@a:hs.test', status: 'nobody' },
					{ userId: '@b:hs.test', user: gone, status: 'already' },
					{ userId: '@c:hs.test', status: 'failed', error: { kind: 'badAnswer' } }
				]
			})
		);
	});

	test.each([lost, notAdmin])('what concerns all of them is told once: %#', async (answer) => {
		const desk = new Desk();
		desk.looks = [ok(ada), answer];
		expect(await look(desk, '@a:hs.test', '@b:hs.test')).toEqual(answer);
	});
});

describe('deactivating one of them', () => {
	test.each([true, false])('is done, read back and noted, erase: %s', async (erase) => {
		const desk = new Desk();
		expect(await treat(desk, erase)).toEqual(
			ok({ type: 'treated', row: { userId: USER, user: ada, status: 'done' } })
		);
		expect(desk.user).toMatchObject({ deactivated: true, erased: erase });
		expect(desk.notes).toMatchObject([{ whom: USER, result: 'done' }]);
	});

	test('another operator was faster: it is done, and not by us', async () => {
		const desk = Object.assign(new Desk(), { user: { ...ada, deactivated: true } });
		expect(await treat(desk)).toMatchObject(ok({ row: { status: 'done' } }));
		expect(desk.written).toEqual([]);
		expect(desk.notes).toEqual([]);
	});

	test('the user is gone altogether', async () => {
		const desk = Object.assign(new Desk(), { user: undefined });
		expect(await treat(desk)).toMatchObject(ok({ row: { status: 'nobody' } }));
	});

	test('a lost answer is found out', async () => {
		const desk = new Desk();
		desk.script = [{ answer: lost, after: true }];
		expect(await treat(desk)).toMatchObject(ok({ row: { status: 'done' } }));
		expect(desk.written).toHaveLength(1);
	});

	test('what concerns this one is its own failure', async () => {
		const desk = new Desk();
		desk.script = [{ answer: fail({ kind: 'unknown', errcode: 'M_UNKNOWN' }) }];
		expect(await treat(desk)).toMatchObject(
			ok({ row: { status: 'failed', error: { kind: 'unknown' } } })
		);
	});

	test('an answer without an effect is a failure', async () => {
		const desk = new Desk();
		desk.script = [{ answer: ok(true) }];
		expect(await treat(desk)).toMatchObject(ok({ row: { status: 'failed' } }));
	});

	test('no longer an administrator: it stops for all', async () => {
		const desk = new Desk();
		desk.script = [{ answer: notAdmin }];
		expect(await treat(desk)).toEqual(notAdmin);
	});
});
