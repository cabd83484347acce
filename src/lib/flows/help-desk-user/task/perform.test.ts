import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { deactivate, editProfile, setAddresses, setPassword } from './jobs';
import { perform } from './perform';
import type { Task } from './states';
import { ada, Desk, facts, OPERATOR, USER } from './testing';

const { signal } = new AbortController();
const lost = fail({ kind: 'unreachable' });
const refused = fail({ kind: 'refused' });
const mails = [
	{ medium: 'email', address: 'ada@example.org' },
	{ medium: 'email', address: 'new@example.org' }
];

const look = (desk: Desk) => perform(setAddresses, { run: 'look' }, desk.ports, signal);
function apply<Choice>(desk: Desk, task: Task<Choice>, choice: Choice, again = false) {
	return perform(task, { run: 'apply', sent: { choice, again }, shown: facts }, desk.ports, signal);
}

describe('looking', () => {
	test('finds the user, and the sessions only for a task about them', async () => {
		const desk = new Desk();
		expect(await look(desk)).toEqual(ok({ type: 'found', facts: { user: ada, sessions: [] } }));
		expect(await perform(setPassword, { run: 'look' }, desk.ports, signal)).toEqual(
			ok({ type: 'found', facts })
		);
	});

	test('finds nobody, or fails', async () => {
		const desk = new Desk();
		desk.looks = [ok(undefined), refused];
		expect(await look(desk)).toEqual(ok({ type: 'nobodyFound' }));
		expect(await look(desk)).toEqual(refused);
	});
});

describe('applying', () => {
	test('reads, writes, and reads what has become of it; the record has it', async () => {
		const desk = new Desk();
		const event = await apply(desk, setAddresses, mails);
		expect(event).toMatchObject(
			ok({ type: 'applied', already: false, after: { user: { addresses: mails } } })
		);
		expect(desk.asked).toEqual(['user', 'change addresses', 'user']);
		expect(desk.notes).toMatchObject([
			{ who: OPERATOR, whom: USER, task: 'setEmails', result: 'done' }
		]);
	});

	test('what is so already is not written again, and not noted', async () => {
		const desk = new Desk();
		if (desk.user) desk.user = { ...desk.user, addresses: mails };
		expect(await apply(desk, setAddresses, mails)).toMatchObject(
			ok({ type: 'applied', already: true })
		);
		expect(desk.written).toEqual([]);
		expect(desk.notes).toEqual([]);
	});

	test('what somebody else has changed is never overwritten unseen', async () => {
		const desk = new Desk();
		const theirs = [{ medium: 'email', address: 'theirs@example.org' }];
		if (desk.user) desk.user = { ...desk.user, addresses: theirs };
		expect(await apply(desk, setAddresses, mails)).toMatchObject(
			ok({
				type: 'stopped',
				trouble: { kind: 'changed' },
				facts: { user: { addresses: theirs } }
			})
		);
		expect(desk.written).toEqual([]);
	});

	test('an address of another account is not taken from it', async () => {
		const desk = new Desk();
		desk.holders['new@example.org'] = '@eve:hs.test';
		expect(await apply(desk, setAddresses, mails)).toMatchObject(
			ok({
				type: 'stopped',
				trouble: { kind: 'held', what: 'new@example.org', by: '@eve:hs.test' }
			})
		);
		expect(desk.written).toEqual([]);
	});

	test('the user is gone: nobody is made in their place', async () => {
		const desk = new Desk();
		desk.user = undefined;
		expect(await apply(desk, setAddresses, mails)).toEqual(ok({ type: 'nobodyFound' }));
		expect(desk.written).toEqual([]);
	});

	test('a refusal is told, and noted as failed', async () => {
		const desk = new Desk();
		desk.script = [{ answer: refused }];
		expect(await apply(desk, setAddresses, mails)).toEqual(
			ok({ type: 'failed', error: { kind: 'refused' } })
		);
		expect(desk.notes).toMatchObject([{ task: 'setEmails', result: 'failed' }]);
	});

	test('a refusal that has done a part of it is told as that', async () => {
		const desk = new Desk();
		desk.script = [{ answer: refused }];
		desk.looks = [ok(ada), ok({ ...ada, addresses: [] })];
		expect(await apply(desk, setAddresses, mails)).toMatchObject(
			ok({
				type: 'stopped',
				trouble: { kind: 'undone', partly: true },
				facts: { user: { addresses: [] } },
				error: { kind: 'refused' }
			})
		);
		expect(desk.notes).toMatchObject([{ result: 'partly' }]);
	});

	test('a success that has changed nothing is not called done', async () => {
		const desk = new Desk();
		desk.looks = [ok(ada), ok(ada)];
		expect(
			await apply(desk, editProfile, { displayName: 'X', administrator: false })
		).toMatchObject(ok({ type: 'stopped', trouble: { kind: 'undone', partly: false } }));
		expect(desk.notes).toMatchObject([{ task: 'editProfile', result: 'failed' }]);
	});

	test('a limit and the end of the session are the runner’s', async () => {
		const limited = fail({ kind: 'rateLimited', retryAfterMs: 5 });
		const over = fail({ kind: 'sessionEnded', soft: false });
		for (const answer of [limited, over]) {
			const desk = new Desk();
			desk.script = [{ answer }];
			expect(await apply(desk, setAddresses, mails)).toEqual(answer);
			expect(desk.notes).toEqual([]);
		}
	});
});

describe('a lost answer', () => {
	test('is found out: it had worked', async () => {
		const desk = new Desk();
		desk.script = [{ answer: lost, after: true }];
		expect(await apply(desk, deactivate, { erase: true })).toEqual(ok({ type: 'lost' }));
		expect(desk.notes).toEqual([]);
		expect(await apply(desk, deactivate, { erase: true }, true)).toMatchObject(
			ok({ type: 'applied', already: false })
		);
		expect(desk.written).toEqual([`deactivate ${USER} erase`]);
		expect(desk.notes).toMatchObject([{ task: 'deactivateAndErase', result: 'done' }]);
	});

	test('is found out: it had not, and is sent once more', async () => {
		const desk = new Desk();
		expect(await apply(desk, deactivate, { erase: false }, true)).toMatchObject(
			ok({ type: 'applied' })
		);
		expect(desk.written).toEqual([`deactivate ${USER}`]);
	});

	test('twice, and nothing has changed: told as a failure', async () => {
		const desk = new Desk();
		desk.script = [{ answer: lost }];
		expect(await apply(desk, deactivate, { erase: false }, true)).toEqual(
			ok({ type: 'failed', error: { kind: 'unreachable' } })
		);
	});

	test('to what is read back: it is looked again, and what stays unknown is said', async () => {
		const desk = new Desk();
		desk.looks = [ok(ada), lost];
		expect(await apply(desk, setAddresses, mails)).toEqual(ok({ type: 'lost' }));
		const other = new Desk();
		other.looks = [ok(ada), lost];
		expect(await apply(other, setAddresses, mails, true)).toMatchObject(
			ok({ type: 'stopped', trouble: { kind: 'unknown' } })
		);
		expect(other.notes).toMatchObject([{ result: 'unknown' }]);
	});

	test('of a password: the same one is sent again, since none can be read', async () => {
		const choice = { password: new Secret('Bado-kiru'), signOut: true };
		const desk = new Desk();
		desk.script = [{ answer: lost, after: true }];
		expect(await apply(desk, setPassword, choice)).toEqual(ok({ type: 'lost' }));
		expect(await apply(desk, setPassword, choice, true)).toMatchObject(ok({ type: 'applied' }));
		expect(desk.written).toHaveLength(2);
		expect(desk.password).toBe('Bado-kiru');
	});

	test('of a password, twice: it may be in force', async () => {
		const desk = new Desk();
		desk.script = [{ answer: lost }];
		const choice = { password: new Secret('Bado-kiru'), signOut: false };
		expect(await apply(desk, setPassword, choice, true)).toMatchObject(
			ok({ type: 'stopped', trouble: { kind: 'unknown' }, error: { kind: 'unreachable' } })
		);
		expect(desk.notes).toMatchObject([{ task: 'setPassword', result: 'unknown' }]);
	});
});
