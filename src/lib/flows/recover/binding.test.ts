import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { portalOf } from '$lib/matrix/testing';
import { currentAccount, keepAccount } from '$lib/session/account';
import { keepDraft, keptDraft } from '$lib/session/draft';
import { rememberLanguage } from '$lib/session/language';
import { keepWaiting } from '$lib/session/waiting';
import { bind } from './binding';
import { Scripted, signedIn, type Script } from './ports-testing';
import { afterReload, password, server } from './testing';
import { toWaiting } from './waiting';

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

/** Somebody is signed in in this tab, and resets a password here, after a reload. */
async function resetHere(whoami: Script['whoami']): Promise<void> {
	keepAccount({ ...signedIn(), generation: 1 });
	keepDraft('emails', { username: '', email: 'new@example.org' });
	keepWaiting('emails', { sid: 'x' }, Date.now() + 60_000);
	const mail = { ...afterReload.mail, expiresAt: Date.now() + 60_000 };
	keepWaiting('recover', toWaiting({ ...afterReload, mail }), mail.expiresAt);
	const { ports } = new Scripted({ ...(whoami && { whoami }) });
	const account = { ...portalOf().account, whoami: ports.account.whoami };
	const portal = portalOf({ recovery: ports.recovery, account });
	const { flow, opening } = bind({ portal, verified: '/verified' });
	flow.send(opening);
	await vi.waitFor(() => expect(flow.state.step).toBe('password'));
	flow.send({ type: 'passwordGiven', password });
	await vi.waitFor(() => expect(keptDraft('login')).toBeDefined());
	flow.dispose();
}

describe('a session of this tab, when all is done', () => {
	test('that the reset has ended leaves nothing, and its other tabs hear of it', async () => {
		rememberLanguage('de');
		const others = new BroadcastChannel('vestibule.session');
		const heard = vi.fn();
		others.onmessage = ({ data }: MessageEvent<unknown>) => {
			heard(data);
		};
		await resetHere(fail({ kind: 'sessionEnded', soft: false }));
		expect(Object.keys({ ...sessionStorage })).toEqual(['vestibule.draft.login']);
		expect(keptDraft('login')).toEqual({ username: 'ada', email: afterReload.mail.address });
		expect(Object.keys({ ...localStorage })).toEqual(['vestibule.language']);
		const session = { server, userId: '@ada:example.org', deviceId: 'HERE' };
		await vi.waitFor(() =>
			expect(heard).toHaveBeenCalledExactlyOnceWith({ word: 'ended', session })
		);
		others.close();
	});

	test('that lives stays, with what its pages keep', async () => {
		await resetHere(ok({ userId: '@ada:example.org' }));
		expect(currentAccount()?.deviceId).toBe('HERE');
		expect(keptDraft('emails')?.email).toBe('new@example.org');
		expect(Object.keys({ ...localStorage }).sort()).toEqual([
			'vestibule.generation.HERE',
			'vestibule.waiting.emails'
		]);
	});
});
