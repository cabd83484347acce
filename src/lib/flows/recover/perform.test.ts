import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { perform } from './perform';
import { notConfirmed, open, Scripted, signedIn, type Script } from './ports-testing';
import type { Command } from './states';
import { afterReload, mail, otherServer, password, reset, server, typed } from './testing';

const { signal } = new AbortController();

async function run(command: Command, script: Script = {}) {
	const scripted = new Scripted(script);
	return { scripted, answer: await perform(command, scripted.ports, signal) };
}

describe('where', () => {
	test('is the operator’s homeserver, if there is one', async () => {
		const config = { defaultServer: server };
		const { answer } = await run({ run: 'locate' }, { config });
		expect(answer).toEqual(ok({ type: 'located', server }));
		expect((await run({ run: 'locate' })).answer).toEqual(ok({ type: 'located' }));
	});

	test('a homeserver without rules, or without an answer, has none', async () => {
		const ask: Command = { run: 'askPolicy', server };
		const known = (policy: object) => ok({ type: 'policyKnown', policy });
		expect((await run(ask)).answer).toEqual(known({ minimumLength: 8 }));
		const { answer } = await run(ask, { policy: fail({ kind: 'offline' }) });
		expect(answer).toEqual(known({}));
	});
});

describe('the mail', () => {
	const send: Command = { run: 'send', server, clientSecret: 'secret', typed, count: 1 };

	test('carries the session, so that any device can finish', async () => {
		const { answer, scripted } = await run(send);
		expect(scripted.asked).toEqual(['begin', 'mail']);
		expect(answer).toMatchObject(ok({ type: 'mailSent', reset: { ...afterReload, mail: {} } }));
		const [asked] = scripted.mails;
		expect(asked).toMatchObject({ address: mail.address, clientSecret: 'secret', attempt: 1 });
		const url = new URL(asked?.nextLink ?? '');
		const fragment = new URLSearchParams(url.hash.slice(1));
		expect(fragment.get('flow')).toBe('reset');
		expect(fragment.get('session')).toBe('s1');
		expect(asked?.nextLink).not.toContain('correct');
	});

	test('of a session that is there begins no other', async () => {
		const { scripted } = await run({ ...send, session: 's1', count: 2 });
		expect(scripted.asked).toEqual(['mail']);
		expect(scripted.mails[0]?.attempt).toBe(2);
	});

	test('goes without a link back where the operator does not allow it', async () => {
		const answers = [fail({ kind: 'nextLinkRefused' }), ok({ sid: '17' })];
		const { answer, scripted } = await run(send, { mail: answers });
		expect(answer.ok).toBe(true);
		expect(scripted.mails.map(({ nextLink }) => typeof nextLink)).toEqual(['string', 'undefined']);
	});

	test.each<[string, Script]>([
		['from the beginning', { begin: [ok({ kind: 'closed' })] }],
		['without a mail server', { mail: [fail({ kind: 'emailUnsupported' })] }],
		['by refusing it', { mail: [fail({ kind: 'refused' })] }]
	])('is not sent by a homeserver that resets no passwords %s', async (_, script) => {
		const contact = { email: 'help@example.org' };
		const known = await run(send, { ...script, contact: ok(contact) });
		expect(known.answer).toEqual(ok({ type: 'closed', server, contact }));
		const unknown = await run(send, { ...script, contact: fail({ kind: 'offline' }) });
		expect(unknown.answer).toEqual(ok({ type: 'closed', server }));
	});

	test('is the homeserver’s own affair where it has a page for it', async () => {
		const url = 'https://id.example.org/';
		const { answer } = await run(send, { begin: [ok({ kind: 'elsewhere', url })] });
		expect(answer).toEqual(ok({ type: 'elsewhere', server, url }));
	});

	test('fails as the homeserver says', async () => {
		const unknown = fail({ kind: 'emailNotFound' });
		expect((await run(send, { mail: [unknown] })).answer).toEqual(unknown);
		const down = fail({ kind: 'unreachable' });
		expect((await run(send, { begin: [down] })).answer).toEqual(down);
	});
});

describe('the wait', () => {
	const wait: Command = { run: 'waitForLink', reset };

	test('asks until the link is confirmed, and sets the password once', async () => {
		const { answer, scripted } = await run(wait, { ask: [notConfirmed, notConfirmed, ok(true)] });
		expect(answer).toEqual(ok({ type: 'finished' }));
		expect(scripted.asked).toEqual(['ask', 'ask', 'ask', 'finish']);
		expect(scripted.passwords).toEqual(['correct horse battery']);
		expect(new Set(scripted.proofs.map((proof) => JSON.stringify(proof))).size).toBe(1);
		expect(scripted.said).toEqual(['17']);
	});

	test('asks for the password where there is none', async () => {
		const { answer, scripted } = await run({ run: 'waitForLink', reset: afterReload });
		expect(answer).toEqual(ok({ type: 'confirmed', reset: afterReload }));
		expect(scripted.asked).toEqual(['ask']);
		expect(scripted.said).toEqual([]);
	});

	test('sends the same again when an answer was lost', async () => {
		const lost = fail({ kind: 'unreachable' });
		const { answer, scripted } = await run(wait, { finish: [lost, ok(true)] });
		expect(answer).toEqual(ok({ type: 'finished' }));
		expect(scripted.passwords).toHaveLength(2);
	});

	test.each(['uiaExpired', 'passwordNoDigit', 'emailNotFound', 'refused'] as const)(
		'ends with what no waiting helps: %s',
		async (kind) => {
			const { answer, scripted } = await run(wait, { finish: [fail({ kind })] });
			expect(answer).toEqual(fail({ kind }));
			expect(scripted.count('finish')).toBe(1);
		}
	);

	test('ends when another tab has finished, or has begun a newer reset', async () => {
		const finished = await run(wait, { finishedElsewhere: () => true });
		expect(finished.answer).toEqual(ok({ type: 'finished' }));
		const replaced = await run(wait, { isReplaced: () => true });
		expect(replaced.answer).toEqual(ok({ type: 'replaced' }));
		expect(replaced.scripted.asked).toEqual([]);
	});

	test('ends when the link is too old', async () => {
		const { answer } = await run(wait, { ask: [notConfirmed] });
		expect(answer).toEqual(ok({ type: 'linkExpired' }));
	});

	test('tells of trouble, and of its end', async () => {
		const error = { kind: 'unreachable' } as const;
		const { answer } = await run(wait, { ask: [fail(error)] });
		expect(answer).toEqual(ok({ type: 'pollTroubled', error }));
		const recovered = await run({ ...wait, trouble: error }, { ask: [notConfirmed] });
		expect(recovered.answer).toEqual(ok({ type: 'pollRecovered' }));
	});
});

describe('by hand', () => {
	test('a look says at once whether the link is confirmed', async () => {
		const look: Command = { run: 'look', reset };
		expect((await run(look, { ask: [notConfirmed] })).answer).toEqual(notConfirmed);
		expect((await run(look)).answer).toEqual(ok({ type: 'finished' }));
	});

	test('a password is set', async () => {
		const finish: Command = { run: 'finish', reset: afterReload, password };
		const { answer, scripted } = await run(finish);
		expect(answer).toEqual(ok({ type: 'finished' }));
		expect(scripted.asked).toEqual(['finish']);
		const weak = fail({ kind: 'passwordWeak' });
		const refused = await run(finish, { finish: [weak] });
		expect(refused.answer).toEqual(weak);
		expect(refused.scripted.said).toEqual([]);
	});

	test('a forgotten session is begun anew for the same mail', async () => {
		const renew: Command = { run: 'renew', reset };
		const { answer } = await run(renew, { begin: [ok({ kind: 'open', session: 's2' })] });
		const renewed = { ...reset, session: 's2', renewed: true };
		expect(answer).toEqual(ok({ type: 'renewed', reset: renewed }));
		const closed = await run(renew, { begin: [ok({ kind: 'closed' })] });
		expect(closed.answer).toEqual(fail({ kind: 'uiaExpired' }));
		const down = fail({ kind: 'unreachable' });
		expect((await run(renew, { begin: [down] })).answer).toEqual(down);
	});
});

describe('when all is done', () => {
	const tidy: Command = { run: 'tidy', server, address: mail.address };
	const ended = fail({ kind: 'sessionEnded', soft: false });

	test('a session of this tab that has ended is forgotten, and its name kept for sign-in', async () => {
		const { answer, scripted } = await run(tidy, { signedIn, whoami: ended });
		expect(answer).toEqual(ok({ type: 'tidied' }));
		expect(scripted.forgotten).toEqual(['HERE']);
		expect(scripted.kept).toEqual([{ username: 'ada', email: mail.address }]);
	});

	test.each<[string, Script]>([
		['that lives', { signedIn, whoami: ok({ userId: '@ada:example.org' }) }],
		[
			'whose token has only run out',
			{ signedIn, whoami: fail({ kind: 'sessionEnded', soft: true }) }
		],
		['of which nothing can be told', { signedIn, whoami: fail({ kind: 'unreachable' }) }]
	])('one %s stays', async (_, script) => {
		const { scripted } = await run(tidy, script);
		expect(scripted.forgotten).toEqual([]);
		expect(scripted.kept).toEqual([{ username: '', email: mail.address }]);
	});

	test('one of another homeserver is not even looked at', async () => {
		const elsewhere = await run(tidy, { signedIn: () => signedIn(otherServer) });
		expect(elsewhere.scripted.asked).toEqual([]);
		expect((await run(tidy, { begin: [open] })).scripted.asked).toEqual([]);
	});
});
